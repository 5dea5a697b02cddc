package io.jackfield.signaling.api.core;

import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.AllowHook;
import io.jackfield.gateway.hook.HookResult;
import io.jackfield.gateway.hook.Hooks;
import io.jackfield.gateway.hook.SubscribeHook;
import io.jackfield.gateway.hook.Verdict;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Role;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides on requests: the rule of the command, and on those of users whoever holds the hooks
 * {@code allow} and {@code subscribe}, in place of that rule. An absent object is not found
 * whatever a holder says, and what a command needs to work stays as it is.
 */
public final class Gatekeeper {

  private static final CompletionStage<Void> YES = CompletableFuture.completedFuture(null);
  private static final String SUBSCRIBE = "core/event/subscribe";

  private final Hooks hooks;

  /**
   * Makes the decider of a service.
   *
   * @param hooks the hooks of the service
   */
  public Gatekeeper(Hooks hooks) {
    this.hooks = hooks;
  }

  /**
   * Decides.
   *
   * @param request validated
   * @param data its data as received
   * @return completes when it may be carried out; fails, or throws, with {@code unauthorized} or
   *     what the rule of the command says
   */
  public CompletionStage<Void> permit(Invocation request, Map<String, Object> data) {
    Optional<Identity> user =
        request.client().identity().filter(who -> !who.role().admin() && asksAbout(request));
    if (user.isEmpty()) {
      request.command().permission().check().check(request);
      return YES;
    }
    try {
      request.command().permission().check().check(request);
    } catch (FailureException e) {
      if (!e.failure().is(Reason.UNAUTHORIZED)) {
        throw e;
      }
      request.command().permission().check().check(request.as(Role.SERVICE_ADMIN));
    }
    return ask(request, user.get(), data).thenAccept(Gatekeeper::follow);
  }

  /** Pings and events are the protocol's own, and must be answered at once. */
  private boolean asksAbout(Invocation request) {
    Command command = request.command();
    if (command.path().equals(SUBSCRIBE)) {
      return hooks.subscribe().held();
    }
    return hooks.allow().held()
        && !(command.eventClass().equals("core") && command.subclass().equals("core"));
  }

  private CompletionStage<HookResult<Verdict>> ask(
      Invocation request, Identity user, Map<String, Object> data) {
    Command command = request.command();
    if (command.path().equals(SUBSCRIBE)) {
      Subscription topic = EventCommands.topic(request.values());
      return hooks
          .subscribe()
          .ask(new SubscribeHook.Question(user.user(), user.connection(), topic));
    }
    return hooks
        .allow()
        .ask(
            new AllowHook.Question(
                user.user(),
                user.connection(),
                command.eventClass(),
                command.subclass(),
                command.cmd(),
                data));
  }

  /** No answer of any holder means no. */
  private static void follow(HookResult<Verdict> result) {
    Verdict verdict = result.answer().orElseThrow(Permission::denied);
    if (!verdict.authorized()) {
      throw Permission.denied(verdict.reason());
    }
  }
}
