package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.Hook;
import io.jackfield.gateway.hook.HookResult;
import io.jackfield.gateway.hook.InviteHook;
import io.jackfield.gateway.id.CallId;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Asks whoever holds a hook of calls from outside, {@code sip_invite} or {@code verto_invite},
 * whether a call may come in, and where it goes (core-commands.md, "callback"). Any thread.
 *
 * @param hook the protocol's hook
 */
public record InviteGate(Hook<InviteHook.Question, InviteHook.Answer> hook) {

  /**
   * Whether there is anybody to ask.
   *
   * @return false when calls come in unasked
   */
  public boolean held() {
    return hook.held();
  }

  /**
   * Asks about a call; only when {@link #held}.
   *
   * @param call as dialled
   * @param remote where it comes from
   * @return the call as it shall be placed; fails with {@code unauthorized} when nobody says yes
   */
  public CompletionStage<PlaceCall> admit(PlaceCall call, String remote) {
    CallId id = call.id().orElseGet(() -> new CallId(UUID.randomUUID().toString()));
    String caller = call.caller().number().or(() -> call.caller().name()).orElse("");
    return hook.ask(new InviteHook.Question(id, call.callee(), caller, remote))
        .thenApply(result -> decided(call, id, result));
  }

  private static PlaceCall decided(
      PlaceCall call, CallId id, HookResult<InviteHook.Answer> result) {
    InviteHook.Answer answer =
        result
            .answer()
            .filter(a -> a.verdict().authorized())
            .orElseThrow(() -> FailureException.of(Reason.UNAUTHORIZED));
    return call.rerouted(id, answer.callee(), answer.type(), answer.backend());
  }
}
