package io.jackfield.signaling.api.media;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Handler;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a party does within a call that is up: hold and digits (sip-pbx.md, "Calls"). Each is said
 * for the sender's own leg; what comes of it is told by the call's events.
 */
final class CallFeatures {

  private final Service service;
  private final Permission permission;
  private final CallLegs legs;

  CallFeatures(Service service, Permission permission, CallLegs legs) {
    this.service = service;
    this.permission = permission;
    this.legs = legs;
  }

  List<Command> commands() {
    return List.of(
        row(
            "hold",
            "The sender holds the call: it hears nothing and is not heard",
            request -> said(request, Signal.Hold.SILENT),
            List.of()),
        row(
            "unhold",
            "The sender takes the call back",
            request -> said(request, new Signal.Unhold()),
            List.of()),
        row(
                "transfer",
                "The other side talks with somebody else from now on; the sender leaves the call"
                    + " when they are connected",
                this::transfer,
                List.of(
                    Field.text("callee").alias("target").says("whom to call, as in create"),
                    Field.id("replace_call_id")
                        .says("another call of the sender, whose other side it is")))
            .fails(Reason.INVALID_OPERATION),
        row(
            "send_dtmf",
            "Sends digits to the other side, the way it understands",
            this::digits,
            SessionCommands.dtmfFields()));
  }

  private Command row(String cmd, String summary, Handler handler, List<Field> fields) {
    List<Field> all = new ArrayList<>();
    all.add(CallCommands.CALL_ID);
    all.addAll(fields);
    return Command.of("media/call/" + cmd, summary, permission, handler, all)
        .fails(Reason.CALL_NOT_FOUND, Reason.UNKNOWN_PEER, Reason.INVALID_STATE);
  }

  private CompletionStage<Reply> transfer(Invocation request) {
    Optional<String> other = request.values().maybe("replace_call_id");
    if (other.isPresent()) {
      ApiLeg there = legs.member(request.client(), other.get());
      return said(request, new Signal.Join(there.call, there.leg));
    }
    Optional<String> callee = request.values().maybe("callee");
    return said(
        request, new Signal.Transfer(callee.orElseThrow(() -> Validation.missing("callee"))));
  }

  /** One digit, one signal, in order; the first that is refused refuses the command. */
  private CompletionStage<Reply> digits(Invocation request) {
    CompletionStage<Reply> outcome = CompletableFuture.completedFuture(Reply.EMPTY);
    for (char digit : request.values().text("digits").toCharArray()) {
      CompletionStage<Reply> next = said(request, new Signal.Dtmf(digit));
      outcome = outcome.thenCombine(next, (before, reply) -> reply);
    }
    return outcome;
  }

  private CompletionStage<Reply> said(Invocation request, Signal signal) {
    CallId call = new CallId(request.values().text("call_id"));
    if (!service.calls().exists(call)) {
      return CompletableFuture.failedFuture(FailureException.of(Reason.CALL_NOT_FOUND));
    }
    ApiLeg leg = legs.member(request.client(), call.value());
    request.holds().media();
    return service.calls().signal(leg.call, leg.leg, signal).thenApply(nothing -> Reply.EMPTY);
  }
}
