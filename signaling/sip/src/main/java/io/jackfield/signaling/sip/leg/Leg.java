package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.sip.stack.ResponseHandler;
import io.jackfield.signaling.transport.connection.Loop;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What UAS and UAC legs have in common: a dialog, its two descriptions, and its end.
 *
 * <p>A leg ends once: by the peer ({@link #endedByPeer}), or by the gateway ({@link #bye}). After
 * that it says nothing more to the gateway.
 */
abstract class Leg implements Party {

  private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

  private final LegContext context;
  private final SdpKind kind;
  private final String callId;
  private final String localTag;
  private final Loop loop;
  private final InDialogRequests inDialog;
  private Dialog dialog;
  private String localSdp;
  private String remoteSdp;
  private Runnable unwatch = () -> {};
  private Loop.Timer reattachTimer;
  private CompletionStage<Flow> reopening;
  private boolean over;

  /**
   * Makes a leg without a dialog.
   *
   * @param calling whether we call the peer
   */
  Leg(LegContext context, SdpKind kind, String callId, String localTag, boolean calling) {
    this.inDialog = new InDialogRequests(this, calling);
    this.context = context;
    this.kind = kind;
    this.callId = callId;
    this.localTag = localTag;
    this.loop = context.layer().owners().of(callId);
  }

  // What the two kinds of leg do differently.

  /** The gateway says something; on the leg's loop. */
  abstract void heard(CallId call, LegId leg, Signal signal);

  /** Says something to the gateway. */
  abstract void tell(Signal signal);

  /** Asks the gateway something about the call. */
  abstract CompletionStage<Void> ask(Signal signal);

  /** Where the leg is in the gateway's calls; empty before it is in one. */
  abstract Optional<Place> place();

  /** The gateway's name for this leg; on the call's thread. */
  void at(LegId leg) {}

  /** The leg is in another call from now on. */
  abstract void moved(Place place);

  /**
   * A place in a call.
   *
   * @param call the call
   * @param leg the leg there
   */
  record Place(CallId call, LegId leg) {}

  /** Whether requests within the dialog make sense: a 2xx has been sent or received. */
  abstract boolean established();

  /** Whether its 2xx has its ACK too, so that we may send a re-INVITE (RFC 3261 14.1). */
  boolean acknowledged() {
    return established();
  }

  /** The peer acknowledges a 2xx. */
  abstract void acknowledged(SIPRequest ack);

  /** The peer has a provisional response (RFC 3262). */
  void prack(InboundRequest prack) {
    prack.reply(481);
  }

  /** A 2xx to an INVITE of ours whose transaction is over: its ACK was lost. */
  void lateAnswer(SIPResponse response, Flow flow) {
    inDialog.ownOffers().lateAnswer(response);
  }

  /** The peer sends BYE; it has been answered. */
  abstract void byeReceived(Failure why);

  /** The connection to the peer is lost before the call was answered. */
  abstract void lostEarly();

  // Common ground.

  @Override
  public final void deliver(CallId call, LegId leg, Signal signal) {
    at(leg);
    loop.execute(
        () -> {
          if (over) {
            return;
          }
          if (signal instanceof Signal.Moved moved) {
            moved(new Place(moved.call(), moved.leg()));
          } else {
            heard(call, leg, signal);
          }
        });
  }

  final LegContext context() {
    return context;
  }

  final SdpKind kind() {
    return kind;
  }

  final String callId() {
    return callId;
  }

  final String localTag() {
    return localTag;
  }

  final Loop loop() {
    return loop;
  }

  final Dialog dialog() {
    return dialog;
  }

  final boolean over() {
    return over;
  }

  /** Gives the leg its dialog, or the confirmed one in place of the early one. */
  final void dialog(Dialog newDialog) {
    boolean moved = dialog == null || dialog.flow() != newDialog.flow();
    dialog = newDialog;
    if (moved) {
      watch();
    }
  }

  final Optional<String> localSdp() {
    return Optional.ofNullable(localSdp);
  }

  final Optional<String> remoteSdp() {
    return Optional.ofNullable(remoteSdp);
  }

  final void descriptions(String local, String remote) {
    localSdp = local;
    remoteSdp = remote;
  }

  final InDialogRequests inDialog() {
    return inDialog;
  }

  /** Whether a request with this From tag is of the peer (RFC 3261 12.2.2). */
  final boolean isPeer(String fromTag) {
    return dialog.remoteTag() == null || dialog.remoteTag().equals(fromTag);
  }

  /** A request within the dialog, ACK and CANCEL excepted. */
  final void request(InboundRequest request) {
    if (!follows(request)) {
      return;
    }
    if (request.method().equals("BYE")) {
      request.reply(200);
      byeReceived(Reasons.of(request.request(), Reason.SIP_BYE));
    } else {
      inDialog.request(request);
    }
  }

  /** Whether a request comes in time and in order; else it has been answered. */
  final boolean follows(InboundRequest request) {
    if (over) {
      // Our own BYE is on its way: theirs is granted, anything else comes too late.
      request.reply(request.method().equals("BYE") ? 200 : 481);
      return false;
    }
    if (inDialog.renegotiation().isRepeated(request)) {
      // RFC 6026 7.1: sent again before our 2xx arrived, which answers it.
      request.drop();
      return false;
    }
    if (!dialog.advance(request.request().getCSeq().getSeqNumber())) {
      request.reply(500, "CSeq Out Of Order");
      return false;
    }
    follow(request.flow());
    return true;
  }

  /** RFC 5626 5.3, RFC 7118 5: a client that reconnected is answered on its new connection. */
  private void follow(Flow flow) {
    if (flow.reliable() && flow != dialog.flow()) {
      dialog.flow(flow);
      watch();
    }
  }

  /** Watches the dialog's flow in place of an earlier one. */
  final void watch() {
    unwatch.run();
    if (reattachTimer != null) {
      reattachTimer.cancel();
      reattachTimer = null;
    }
    unwatch = dialog.flow().onClose(() -> loop.execute(this::lost));
  }

  private void lost() {
    if (over) {
      return;
    }
    if (!established()) {
      lostEarly();
      return;
    }
    LOG.debug("Leg {} lost its connection", callId);
    reopen();
    reattachTimer =
        loop.schedule(
            context.reattach(),
            () -> {
              if (!over) {
                tell(new Signal.HangUp(Failure.of(Reason.NETWORK_ERROR)));
                finish();
              }
            });
  }

  /**
   * A peer that can be connected to is, before its call is given up: proxies close connections that
   * were idle for a while (RFC 5923). A client behind a NAT or in a browser has to come back
   * itself.
   */
  private CompletionStage<Flow> reopen() {
    if (reopening != null) {
      return reopening;
    }
    Flow gone = dialog.flow();
    if (gone.kind().webSocket() || dialog.natted() && gone.openedTo().isEmpty()) {
      return CompletableFuture.failedFuture(new IOException("the peer has to come back itself"));
    }
    CompletionStage<Flow> again =
        gone.openedTo().isPresent()
            ? context.layer().flowTo(gone.openedTo().get())
            : context.flowTo(dialog.nextHop());
    reopening = again;
    again.whenComplete(
        (flow, failure) ->
            loop.execute(
                () -> {
                  reopening = null;
                  if (!over && failure == null && dialog.flow() == gone) {
                    follow(flow);
                  }
                }));
    return again;
  }

  /** Ends the dialog with a BYE; the leg stays known until it is answered. */
  final void bye(Failure why) {
    if (over) {
      return;
    }
    stop();
    if (dialog.flow().isOpen()) {
      bye(dialog, why, this::forget);
      return;
    }
    reopen()
        .whenComplete(
            (flow, failure) ->
                loop.execute(
                    () -> {
                      if (failure == null) {
                        dialog.flow(flow);
                        bye(dialog, why, this::forget);
                      } else {
                        forget();
                      }
                    }));
  }

  /** Sends a BYE in a dialog of this leg, the main one or that of another fork. */
  final void bye(Dialog in, Failure why, Runnable done) {
    SIPRequest bye = Reasons.add(in.request("BYE"), why);
    context
        .layer()
        .send(
            bye,
            in.route(),
            new ResponseHandler() {
              @Override
              public void response(SIPResponse response, Flow flow) {
                if (response.getStatusCode() >= 200) {
                  done.run();
                }
              }

              @Override
              public void noResponse() {
                done.run();
              }
            });
  }

  /** Ends the leg with nothing more to send. */
  final void finish() {
    if (!over) {
      stop();
      forget();
    }
  }

  private void stop() {
    over = true;
    unwatch.run();
    unwatch = () -> {};
    if (reattachTimer != null) {
      reattachTimer.cancel();
      reattachTimer = null;
    }
    inDialog.stop();
    stopped();
  }

  /** The leg is over: calls off what it still waits for. */
  void stopped() {}

  /** The leg is no more found. */
  void forget() {
    context.table().remove(this, localTag);
  }
}
