package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A REFER of the peer: the gateway transfers the call itself, and tells by NOTIFY with a sipfrag
 * how far it is (RFC 3515). One at a time. The subscription ends with the transfer, or with the
 * call.
 */
final class Referral {

  private static final Logger LOG = LoggerFactory.getLogger(Referral.class);

  /** The last NOTIFY shall arrive before our BYE; a peer that does not answer must not delay it. */
  private static final Duration NOTIFIED_WITHIN = Duration.ofSeconds(2);

  private final Leg leg;
  private boolean active;
  private boolean silent;
  private String event = "refer";
  private boolean referredBefore;
  private int notifying;
  private Runnable whenNotified;
  private Loop.Timer patience;

  Referral(Leg leg) {
    this.leg = leg;
  }

  void request(InboundRequest refer) {
    Optional<ReferTarget> target = ReferTarget.of(refer.request(), leg.context().leadsToUs());
    if (target.isEmpty()) {
      refer.reply(400, "Bad Refer-To");
    } else if (!leg.established()) {
      refer.reply(403);
    } else if (active) {
      // RFC 3261 14.2 in spirit: one after the other.
      SIPResponse busy = Headers.tagged(refer.response(500));
      refer.send(Headers.set(busy, "Retry-After", "2"));
    } else {
      begin(refer, target.get());
    }
  }

  private void begin(InboundRequest refer, ReferTarget target) {
    active = true;
    silent =
        Headers.value(refer.request(), "Refer-Sub").filter("false"::equalsIgnoreCase).isPresent();
    // RFC 3515 2.4.6: the second one and all after it are told apart.
    event = referredBefore ? "refer;id=" + refer.request().getCSeq().getSeqNumber() : "refer";
    referredBefore = true;
    LOG.info("Leg {}: its peer transfers the call to {}", leg.callId(), target.name());
    signal(target)
        .whenComplete((done, failure) -> leg.loop().execute(() -> answered(refer, failure)));
  }

  private CompletionStage<Void> signal(ReferTarget target) {
    if (target.replaces().isEmpty()) {
      return leg.ask(new Signal.Transfer(target.name()));
    }
    Optional<Leg.Place> other =
        target.replaces().get().find(leg.context().table()).flatMap(Leg::place);
    return other.isPresent()
        ? leg.ask(new Signal.Join(other.get().call(), other.get().leg()))
        : CompletableFuture.failedFuture(
            io.jackfield.gateway.failure.FailureException.of(Reason.CALL_NOT_FOUND));
  }

  private void answered(InboundRequest refer, Throwable failure) {
    if (failure != null) {
      active = false;
      Failure why = UasLeg.failureOf(failure);
      // RFC 3515 2.4.2: 603 is the refusal of the request itself.
      SIPResponse declined = Headers.tagged(refer.response(603));
      refer.send(Reasons.warn(declined, why, leg.context().domain()));
      return;
    }
    SIPResponse accepted = Headers.tagged(refer.response(202));
    if (silent) {
      Headers.set(accepted, "Refer-Sub", "false");
    }
    Addresses.contact(accepted, refer.flow().listening());
    refer.send(accepted);
    notify("100 Trying", true);
  }

  /** What the gateway says of the transfer. */
  void heard(Signal.TransferState state) {
    switch (state.step()) {
      case RINGING -> notify("180 Ringing", true);
      case DONE -> notify("200 OK", false);
      case FAILED -> {
        int status = state.failure().map(Failure::sipStatus).orElse(480);
        notify(status + " " + phrase(status), false);
      }
    }
  }

  private static String phrase(int status) {
    return gov.nist.javax.sip.message.SIPResponse.getReasonPhrase(status);
  }

  private void notify(String status, boolean goesOn) {
    if (!active || leg.over()) {
      return;
    }
    active = goesOn;
    if (silent) {
      return;
    }
    SIPRequest notify = leg.dialog().request("NOTIFY");
    Addresses.contact(notify, leg.dialog().flow().listening());
    Headers.set(notify, "Event", event);
    Headers.set(
        notify,
        "Subscription-State",
        goesOn ? "active;expires=180" : "terminated;reason=noresource");
    Headers.body(notify, "message", "sipfrag", "SIP/2.0 " + status + "\r\n");
    notifying++;
    leg.context().layer().send(notify, leg.dialog().route(), new Notified());
  }

  private final class Notified implements ResponseHandler {
    @Override
    public void response(SIPResponse response, Flow flow) {
      if (response.getStatusCode() >= 200) {
        notified();
      }
    }

    @Override
    public void noResponse() {
      notified();
    }
  }

  private void notified() {
    notifying--;
    if (notifying == 0) {
      proceed();
    }
  }

  /** Runs something once the peer has all that was told, or does not answer in time. */
  void afterwards(Runnable next) {
    if (notifying == 0) {
      next.run();
      return;
    }
    whenNotified = next;
    patience = leg.loop().schedule(NOTIFIED_WITHIN, this::proceed);
  }

  private void proceed() {
    Runnable next = whenNotified;
    whenNotified = null;
    stop();
    if (next != null) {
      next.run();
    }
  }

  void stop() {
    if (patience != null) {
      patience.cancel();
      patience = null;
    }
  }
}
