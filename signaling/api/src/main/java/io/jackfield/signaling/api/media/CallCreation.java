package io.jackfield.signaling.api.media;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.signal.Description;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** {@code media/call/create}, and the call of a session that is answered by inviting somebody. */
public final class CallCreation {

  private final Service service;
  private final MediaAccess access;
  private final CallLegs legs;
  private final MediaDefaults defaults;

  /**
   * Makes the command of a service.
   *
   * @param service the service
   * @param access who may use what
   * @param legs who is in which call
   * @param defaults what calls get that say nothing else
   */
  public CallCreation(Service service, MediaAccess access, CallLegs legs, MediaDefaults defaults) {
    this.service = service;
    this.access = access;
    this.legs = legs;
    this.defaults = defaults;
  }

  /**
   * The row of the table.
   *
   * @return the row
   */
  Command command() {
    return Command.of(
            "media/call/create", "Places a call", access.create("call"), this::create, fields())
        .also(
            Alias.of("media", "call", "start").requiring("type", "session_id"),
            Alias.bare("media", "start_call").requiring("type", "session_id"))
        .replies(
            Shape.object(
                Field.id("call_id").required().says("the call"),
                Field.id("session_id").says("the caller's media session, if known already")))
        .fails(
            Reason.CALL_ALREADY_EXISTS,
            Reason.SESSION_NOT_FOUND,
            Reason.MISSING_SDP,
            Reason.INVALID_SDP,
            Reason.INVALID_VALUE,
            Reason.INVALID_OPERATION,
            Reason.UNKNOWN_BACKEND,
            Reason.NO_MEDIASERVER);
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.text("callee")
            .required()
            .alias("user", "session", "url", "user_id")
            .says("who is called, with an optional prefix"));
    fields.add(
        Field.text("type").orElse("all").says("kind of destinations: user, session, sip, all"));
    fields.add(Descriptions.field("offer").says("needed, with its sdp, without session_id"));
    fields.add(Field.id("session_id").says("a session of the caller: a linked call"));
    fields.add(Field.id("call_id").otherwise("a new UUID").says("the id it should have"));
    fields.add(Field.object("caller").says("shown to the callees"));
    fields.addAll(SessionCreation.negotiationFields());
    fields.add(
        Field.integer("ring_timeout", 1, 180)
            .alias("ring_time")
            .orElse(defaults.ring().toSeconds())
            .says("s each destination may ring"));
    fields.add(Field.bool("subscribe").orElse(true).says("hear the call's events"));
    fields.add(
        Field.object("event_body").alias("events_body").says("merged into the call's events"));
    return fields;
  }

  private CompletionStage<Reply> create(Invocation request) {
    Values v = request.values();
    CallId id = new CallId(v.maybe("call_id").orElseGet(() -> UUID.randomUUID().toString()));
    PlaceCall call = wanted(id, v, request.who());
    Optional<Map<String, Object>> subscription =
        v.flag("subscribe") ? Optional.of(v.object("event_body")) : Optional.empty();
    return place(request, id, call, subscription);
  }

  /**
   * The call of a session whose answer is to come from somebody invited ({@code set_answer} with
   * {@code op} {@code invite}, media-session.md).
   *
   * @param request with {@code type} and {@code callee}
   * @param session the session, which has its offer
   * @return {@code call_id}
   */
  CompletionStage<Reply> invite(Invocation request, SessionId session) {
    Values v = request.values();
    CallId id = new CallId(UUID.randomUUID().toString());
    String callee = v.maybe("callee").orElseThrow(() -> Validation.missing("callee"));
    String type = v.maybe("type").orElse("all");
    Description offer =
        service
            .sessions()
            .offerOf(session)
            .orElseThrow(() -> FailureException.of(Reason.OFFER_NOT_SET));
    Identity who = request.who();
    PlaceCall call =
        new PlaceCall(
            Optional.of(id),
            "api",
            callee,
            type,
            Optional.of(offer),
            offer.kind(),
            Optional.of(session),
            CallCommands.party(Map.of(), Optional.of(who.user())),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            CreateSession.TRICKLE_TIMEOUT,
            defaults.ring(),
            Optional.of(new SessionOwner(who.connection(), Optional.of(who.user()))),
            "user:" + who.user());
    return place(request, id, call, Optional.of(Map.of()));
  }

  private CompletionStage<Reply> place(
      Invocation request, CallId id, PlaceCall call, Optional<Map<String, Object>> subscription) {
    Client client = request.client();
    if (service.calls().exists(id)) {
      throw FailureException.of(Reason.CALL_ALREADY_EXISTS);
    }
    request.holds().newObject(id.value());
    ApiParty party = new ApiParty(client, legs);
    ApiLeg leg =
        new ApiLeg(
            id,
            LegId.CALLER,
            party,
            request.who().user(),
            call.linkedSession().isEmpty(),
            ApiLeg.State.JOINED);
    legs.add(leg);
    subscription.ifPresent(body -> ApiParty.subscribe(client, id.value(), body));
    return service
        .calls()
        .place(call, party)
        .whenComplete(
            (made, error) -> {
              if (error != null) {
                service.events().unsubscribe(client, ApiParty.topic(client, id.value()));
                legs.remove(leg);
              }
            })
        .thenApply(made -> placed(made, call.linkedSession()));
  }

  private static Reply placed(CallId call, Optional<SessionId> session) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call_id", call.value());
    session.ifPresent(s -> data.put("session_id", s.value()));
    return new Reply(data);
  }

  private static PlaceCall wanted(CallId id, Values v, Identity who) {
    Optional<SessionId> linked = v.maybe("session_id").map(SessionId::new);
    Optional<Description> offer = v.find(Description.class, "offer");
    if (linked.isEmpty()) {
      offer =
          Optional.of(Descriptions.withSdp(offer.orElseThrow(() -> Validation.missing("offer"))));
    }
    return new PlaceCall(
        Optional.of(id),
        "api",
        v.text("callee"),
        v.text("type"),
        offer,
        offer.map(Description::kind).orElse(SdpKind.WEBRTC),
        linked,
        CallCommands.party(v.object("caller"), Optional.of(who.user())),
        SessionCreation.backend(v),
        v.find(SdpKind.class, "sdp_type"),
        v.flag("no_offer_trickle_ice"),
        v.flag("no_answer_trickle_ice"),
        Duration.ofMillis(v.number("trickle_ice_timeout")),
        Duration.ofSeconds(v.number("ring_timeout")),
        Optional.of(new SessionOwner(who.connection(), Optional.of(who.user()))),
        "user:" + who.user());
  }
}
