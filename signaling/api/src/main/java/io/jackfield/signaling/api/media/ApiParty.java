package io.jackfield.signaling.api.media;

import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.session.SessionInfo;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.ClientReply;
import io.jackfield.signaling.api.command.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An API connection as one end of calls: an invite becomes a request to the client, what is meant
 * for this client alone becomes a directed event. What everybody hears ({@code ringing}, {@code
 * accepted}, {@code hangup}) comes from the event bus.
 */
final class ApiParty implements Party {

  private static final Logger log = LoggerFactory.getLogger(ApiParty.class);

  /** Another one once its client has come back on another connection. */
  private volatile Client client;

  private final CallLegs legs;

  ApiParty(Client client, CallLegs legs) {
    this.client = client;
    this.legs = legs;
  }

  Client client() {
    return client;
  }

  /** The client has come back on another connection. */
  void client(Client now) {
    client = now;
  }

  @Override
  public void deliver(CallId call, LegId leg, Signal signal) {
    if (signal instanceof Signal.Invite invite) {
      invited(invite);
      return;
    }
    Optional<ApiLeg> mine =
        legs.of(client, call.value()).filter(l -> l.leg.equals(leg) || leg.equals(LegId.CALLER));
    if (signal instanceof Signal.Accepted accepted) {
      accepted.session().ifPresent(s -> mine.ifPresent(l -> legs.session(l, s)));
      mine.ifPresent(ApiLeg::talks);
      direct(call, "answer", answerBody(accepted));
    } else if (signal instanceof Signal.EarlyMedia early) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("answer", SessionInfo.body(early.answer()));
      Map<String, Object> callee = early.callee().toBody();
      if (!callee.isEmpty()) {
        body.put("callee", callee);
      }
      direct(call, "early_answer", body);
    } else if (signal instanceof Signal.AcceptConfirmed) {
      mine.ifPresent(
          l -> {
            l.state(ApiLeg.State.JOINED);
            l.talks();
          });
    } else if (signal instanceof Signal.Cancel cancel) {
      mine.ifPresent(l -> l.state(ApiLeg.State.OVER));
      release(client, call.value(), cancel.failure());
    } else if (signal instanceof Signal.Moved moved) {
      mine.ifPresent(l -> moved(l, moved));
    } else if (signal instanceof Signal.HangUp hangUp) {
      mine.ifPresent(l -> l.state(ApiLeg.State.OVER));
      if (hangUp.failure().is(Reason.TRANSFERRED)) {
        // The call goes on without this party.
        release(client, call.value(), hangUp.failure());
        client.service().events().unsubscribe(client, topic(client, call.value()));
      }
    } else if (signal instanceof Signal.Candidate candidate) {
      mine.ifPresent(
          l -> l.tell(() -> direct(call, "candidate", Descriptions.body(candidate.candidate()))));
    } else if (signal instanceof Signal.EndOfCandidates) {
      mine.ifPresent(l -> l.tell(() -> direct(call, "candidate_end", Map.of())));
    } else {
      // Ringing, hold and digits come from the bus; new offers have no word in the API.
      log.debug("{} call {} leg {}: {} not told", client, call, leg, signal.getClass());
    }
  }

  /** The party's leg and its subscription go on in the other call. */
  private void moved(ApiLeg leg, Signal.Moved moved) {
    Subscription before = topic(client, leg.call.value());
    direct(leg.call, "moved", Map.of("call_id", moved.call().value()));
    boolean subscribed = client.service().events().subscriptions(client).containsKey(before);
    ApiLeg there =
        new ApiLeg(moved.call(), moved.leg(), this, leg.user, leg.managed, ApiLeg.State.JOINED);
    there.talks();
    legs.add(there);
    leg.session().ifPresent(s -> legs.session(there, s));
    leg.state(ApiLeg.State.OVER);
    if (subscribed) {
      subscribe(client, moved.call().value(), Map.of());
    }
  }

  private static Map<String, Object> answerBody(Signal.Accepted accepted) {
    Map<String, Object> body = new LinkedHashMap<>();
    accepted.session().ifPresent(s -> body.put("session_id", s.value()));
    accepted.answer().ifPresent(a -> body.put("answer", SessionInfo.body(a)));
    Map<String, Object> callee = accepted.callee().toBody();
    if (!callee.isEmpty()) {
      body.put("callee", callee);
    }
    return body;
  }

  private void direct(CallId call, String type, Map<String, Object> body) {
    Service service = client.service();
    service.events().direct(client, Event.media(service.name(), "call", type, call.value(), body));
  }

  /**
   * Tells a client that a call is over for it alone. Sent whether or not it has a subscription, and
   * dropped if it has had its {@code hangup} (events.md, "Directed events").
   */
  static void release(Client client, String call, Failure failure) {
    Service service = client.service();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", failure.code());
    body.put("reason", failure.text());
    body.put("error", failure.text());
    Event event = Event.media(service.name(), "call", "hangup", call, body);
    if (!service.events().direct(client, event)) {
      client.onEvent(event);
    }
  }

  private void invited(Signal.Invite invite) {
    Calls calls = client.service().calls();
    Optional<Identity> who = client.identity().filter(w -> client.isOpen());
    if (who.isEmpty()) {
      client.execute(
          () -> reject(calls, invite.call(), invite.leg(), Failure.of(Reason.CALLEE_STOPPED)));
      return;
    }
    ApiLeg leg =
        new ApiLeg(
            invite.call(),
            invite.leg(),
            this,
            who.get().user(),
            invite.session().isPresent(),
            ApiLeg.State.INVITED);
    legs.add(leg);
    invite.session().ifPresent(s -> legs.session(leg, s));
    client
        .request("media", "call", "invite", inviteData(invite))
        .whenComplete((reply, error) -> answered(leg, Optional.ofNullable(reply), error));
  }

  private static Map<String, Object> inviteData(Signal.Invite invite) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call_id", invite.call().value());
    data.put("type", invite.type());
    data.put(invite.type().equals("session") ? "session" : "user", invite.name());
    invite.session().ifPresent(s -> data.put("session_id", s.value()));
    invite.offer().ifPresent(o -> data.put("offer", SessionInfo.body(o)));
    // An API caller shows what it chose to show; of others their name and number are shown.
    Map<String, Object> chosen = invite.caller().extra();
    data.put("caller", chosen.isEmpty() ? invite.caller().toBody() : chosen);
    return data;
  }

  private void answered(ApiLeg leg, Optional<ClientReply> reply, Throwable error) {
    Calls calls = client.service().calls();
    if (reply.isEmpty()) {
      reject(calls, leg.call, leg.leg, failureOf(error));
    } else if (!reply.get().ok()) {
      leg.state(ApiLeg.State.OVER);
      reject(calls, leg.call, leg.leg, refusal(reply.get()));
    } else if (leg.state() != ApiLeg.State.OVER
        && !Boolean.FALSE.equals(lenient(reply.get().member("subscribe").orElse(true)))) {
      Object body =
          reply.get().member("event_body").or(() -> reply.get().member("events_body")).orElse(null);
      subscribe(client, leg.call.value(), body instanceof Map<?, ?> map ? texts(map) : Map.of());
      if (leg.state() == ApiLeg.State.OVER) {
        // It ended while the subscription was being made, so nothing will end that any more.
        client.service().events().unsubscribe(client, topic(client, leg.call.value()));
      }
    }
    leg.answered();
  }

  private static Object lenient(Object value) {
    return "false".equals(value) ? Boolean.FALSE : value;
  }

  private static Map<String, Object> texts(Map<?, ?> map) {
    Map<String, Object> body = new LinkedHashMap<>();
    map.forEach((key, value) -> body.put(String.valueOf(key), value));
    return body;
  }

  static Subscription topic(Client client, String call) {
    return Subscription.toObject(client.service().name(), "media", "call", call);
  }

  static void subscribe(Client client, String call, Map<String, Object> body) {
    client.service().events().subscribe(client, topic(client, call), body);
  }

  private static Failure failureOf(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof FailureException known && !known.failure().is(Reason.PROCESS_DOWN)
        ? known.failure()
        : Failure.of(Reason.CALLEE_STOPPED);
  }

  /** A client that refuses says why as in an error reply; any other word means no as well. */
  private static Failure refusal(ClientReply reply) {
    if (!reply.result().equals("error")) {
      return Failure.of(Reason.INVALID_REPLY);
    }
    OptionalInt code =
        reply.member("code").filter(Integer.class::isInstance).map(Integer.class::cast).stream()
            .mapToInt(Integer::intValue)
            .findFirst();
    Optional<String> text =
        reply
            .member("error")
            .or(() -> reply.member("reason"))
            .filter(String.class::isInstance)
            .map(String.class::cast);
    return Failure.ofClient(code, text, Reason.CALL_REJECTED);
  }

  private static void reject(Calls calls, CallId call, LegId leg, Failure failure) {
    calls.signal(call, leg, new Signal.Rejected(failure)).exceptionally(gone -> null);
  }
}
