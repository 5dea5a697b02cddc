package io.jackfield.signaling.api.media;

import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Handler;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code media/call/*}. */
public final class CallCommands {

  static final Field CALL_ID = Field.id("call_id").required().says("the call");

  private final Service service;
  private final MediaAccess access;
  private final CallLegs legs;
  private final CallCreation creation;

  /**
   * Makes the commands of a service.
   *
   * @param service the service
   * @param access who may use what
   * @param legs who is in which call
   * @param creation places calls
   */
  public CallCommands(Service service, MediaAccess access, CallLegs legs, CallCreation creation) {
    this.service = service;
    this.access = access;
    this.legs = legs;
    this.creation = creation;
  }

  /**
   * The rows of the table.
   *
   * @return in the order of the documents
   */
  public List<Command> commands() {
    Field callee = Field.object("callee").says("shown to the caller");
    Field subscribe =
        Field.bool("subscribe")
            .otherwise("as the reply to the invite said")
            .says("hear the call's events");
    Field body =
        Field.object("event_body").alias("events_body").says("merged into the call's events");
    List<Command> all = new ArrayList<>(basic(callee, subscribe, body));
    all.addAll(new CallFeatures(service, access.call(), legs).commands());
    return all;
  }

  private List<Command> basic(Field callee, Field subscribe, Field body) {
    return List.of(
        creation.command(),
        row("ringing", "The invited client alerts its user", this::ringing, List.of(callee))
            .fails(Reason.ALREADY_ANSWERED),
        row(
                "accepted",
                "The invited client takes the call",
                this::accepted,
                List.of(
                    Descriptions.field("answer").says("needed, with its sdp, in a managed call"),
                    callee,
                    subscribe,
                    body))
            .also(Alias.of("media", "call", "answered"))
            .fails(
                Reason.ALREADY_ANSWERED,
                Reason.MISSING_SDP,
                Reason.INVALID_SDP,
                Reason.INVALID_VALUE,
                Reason.CALL_ERROR),
        row(
                "rejected",
                "The invited client refuses the call",
                this::rejected,
                SessionCommands.reasonFields())
            .fails(Reason.ALREADY_ANSWERED),
        row("hangup", "Ends a call", this::hangup, SessionCommands.reasonFields())
            .also(Alias.bare("media", "hangup_call")),
        row(
                "set_candidate",
                "A candidate for the sender's own leg",
                this::setCandidate,
                Descriptions.candidateFields())
            .fails(Reason.UNKNOWN_PEER),
        row("set_candidate_end", "No more candidates", this::setCandidateEnd, List.of())
            .fails(Reason.UNKNOWN_PEER),
        row("get_info", "What is known of a call", this::getInfo, List.of())
            .replies(MediaShapes.CALL_INFO),
        Command.of(
                "media/call/get_list",
                "Calls of the service; a user's own",
                Permission.LOGGED_IN,
                this::getList,
                List.of())
            .replies(Shape.list(Field.id("call_id").required().says("a call"))));
  }

  private Command row(String cmd, String summary, Handler handler, List<Field> fields) {
    List<Field> all = new ArrayList<>();
    all.add(CALL_ID);
    all.addAll(fields);
    return Command.of("media/call/" + cmd, summary, access.call(), handler, all)
        .fails(Reason.CALL_NOT_FOUND);
  }

  private Calls calls() {
    return service.calls();
  }

  /** The name and number inside a caller or callee object, for protocols that need them apart. */
  static PartyInfo party(Map<String, Object> shown, Optional<String> user) {
    Optional<String> name =
        Optional.ofNullable(shown.get("name"))
            .filter(String.class::isInstance)
            .map(String.class::cast);
    Optional<String> number =
        Optional.ofNullable(shown.get("number"))
            .filter(n -> n instanceof String || n instanceof Number)
            .map(Object::toString)
            .or(() -> user);
    return new PartyInfo(name, number, shown);
  }

  private static PartyInfo callee(Values v) {
    return party(v.object("callee"), Optional.empty());
  }

  /** The sender's leg, if it has still to decide. */
  private ApiLeg live(Invocation request) {
    return legs.of(request.client(), call(request).value())
        .filter(leg -> leg.state() == ApiLeg.State.INVITED)
        .orElseThrow(
            () ->
                FailureException.of(
                    isOver(call(request)) ? Reason.CALL_NOT_FOUND : Reason.ALREADY_ANSWERED));
  }

  private CompletionStage<Reply> ringing(Invocation request) {
    ApiLeg leg = live(request);
    request.holds().media();
    return said(leg, new Signal.Ringing(callee(request.values())));
  }

  private CompletionStage<Reply> accepted(Invocation request) {
    ApiLeg leg = live(request);
    Values v = request.values();
    Optional<Description> answer = v.find(Description.class, "answer");
    if (leg.managed) {
      answer =
          Optional.of(Descriptions.withSdp(answer.orElseThrow(() -> Validation.missing("answer"))));
    }
    resubscribe(request.client(), leg.call.value(), v);
    request.holds().media();
    return said(leg, new Signal.Accepted(answer, callee(v), Optional.empty()))
        .thenApply(
            reply -> {
              leg.state(ApiLeg.State.JOINED);
              return reply;
            });
  }

  /** Without {@code subscribe} what the reply to the invite said stays, but for a new body. */
  private void resubscribe(Client client, String call, Values v) {
    Optional<Boolean> wanted = v.find(Boolean.class, "subscribe");
    boolean subscribed =
        service.events().subscriptions(client).containsKey(ApiParty.topic(client, call));
    if (wanted.isPresent() && !wanted.get()) {
      service.events().unsubscribe(client, ApiParty.topic(client, call));
    } else if (wanted.isPresent() && !subscribed || subscribed && v.has("event_body")) {
      ApiParty.subscribe(client, call, v.object("event_body"));
    }
  }

  private CompletionStage<Reply> rejected(Invocation request) {
    ApiLeg leg = live(request);
    Values v = request.values();
    Failure failure =
        Failure.ofClient(SessionTypes.code(v), v.maybe("reason"), Reason.CALL_REJECTED);
    request.holds().media();
    return said(leg, new Signal.Rejected(failure))
        .thenApply(
            reply -> {
              // The gateway tells a party that refused nothing more; the client is released here.
              leg.state(ApiLeg.State.OVER);
              ApiParty.release(request.client(), leg.call.value(), failure);
              return reply;
            });
  }

  private CompletionStage<Reply> hangup(Invocation request) {
    Values v = request.values();
    request.holds().media();
    return calls()
        .hangup(
            call(request),
            Failure.ofClient(SessionTypes.code(v), v.maybe("reason"), Reason.API_HANGUP))
        .thenApply(nothing -> Reply.EMPTY);
  }

  private CompletionStage<Reply> setCandidate(Invocation request) {
    Optional<TrickleCandidate> candidate = Descriptions.candidate(request.values());
    return said(
        legs.member(request.client(), call(request).value()),
        candidate.isPresent()
            ? new Signal.Candidate(candidate.get())
            : new Signal.EndOfCandidates());
  }

  private CompletionStage<Reply> setCandidateEnd(Invocation request) {
    return said(legs.member(request.client(), call(request).value()), new Signal.EndOfCandidates());
  }

  private CompletionStage<Reply> getInfo(Invocation request) {
    return calls().info(call(request)).thenApply(Reply::new);
  }

  private CompletionStage<Reply> getList(Invocation request) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (CallId id : calls().list(access.listed(request.who()))) {
      list.add(Map.of("call_id", id.value()));
    }
    return Reply.of(list);
  }

  private CompletionStage<Reply> said(ApiLeg leg, Signal signal) {
    return calls().signal(leg.call, leg.leg, signal).thenApply(nothing -> Reply.EMPTY);
  }

  /** Whoever has heard of the end finds no call, though its sessions may not be free yet. */
  private boolean isOver(CallId call) {
    return calls().info(call).toCompletableFuture().isCompletedExceptionally();
  }

  private static CallId call(Invocation request) {
    return new CallId(request.values().text("call_id"));
  }
}
