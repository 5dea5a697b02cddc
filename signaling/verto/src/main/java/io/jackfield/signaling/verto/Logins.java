package io.jackfield.signaling.verto;

import io.jackfield.gateway.hook.Hook;
import io.jackfield.gateway.hook.VertoLoginHook;
import io.jackfield.gateway.time.Owners;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.signaling.verto.call.ClientContext;
import io.jackfield.signaling.verto.call.VertoClient;
import io.jackfield.signaling.verto.connection.Client;
import io.jackfield.signaling.verto.connection.Door;
import io.jackfield.signaling.verto.connection.LoginRefused;
import io.jackfield.signaling.verto.rpc.RpcError;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Log-in of the service's users: whoever holds the hook {@code verto_login} is asked first, else,
 * and when all holders fail, their passwords are checked on a pool.
 */
final class Logins implements Door {

  /** What a name without owner is checked against. */
  private static final SaltedHash NOBODY = SaltedHash.of("nobody", new SecureRandom());

  private final ClientContext context;
  private final Owners owners;
  private final Executor pool;

  Logins(ClientContext context, Owners owners, Executor pool) {
    this.context = context;
    this.owners = owners;
    this.pool = pool;
  }

  @Override
  public CompletionStage<Client> admit(String login, String password, String sessid) {
    String name = context.userName(login);
    Hook<VertoLoginHook.Question, VertoLoginHook.Answer> hook =
        context.service().hooks().vertoLogin();
    return hook.held()
        ? hook.ask(new VertoLoginHook.Question(login, password))
            .thenCompose(
                result ->
                    result.answer().isPresent()
                        ? judged(result.answer().get(), name, sessid)
                        : byPassword(name, password, sessid))
        : byPassword(name, password, sessid);
  }

  private CompletionStage<Client> judged(VertoLoginHook.Answer answer, String name, String sessid) {
    return answer.verdict().authorized() ? enter(answer.user().orElse(name), sessid) : refused();
  }

  private static CompletionStage<Client> refused() {
    return CompletableFuture.failedFuture(
        new LoginRefused(RpcError.AUTHENTICATION_FAILURE, true, false));
  }

  private CompletionStage<Client> byPassword(String name, String password, String sessid) {
    try {
      return CompletableFuture.supplyAsync(() -> matches(name, password), pool)
          .thenCompose(right -> right ? enter(name, sessid) : refused());
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new LoginRefused(RpcError.of(-32603, "Too many log-ins at once"), false, true));
    }
  }

  private boolean matches(String name, String password) {
    Optional<User> user = context.users().get().find(name);
    // As slow for an unknown name, so that time does not tell which names exist.
    return user.map(User::password).orElse(NOBODY).matches(password) && user.isPresent();
  }

  private CompletionStage<Client> enter(String name, String sessid) {
    VertoClient client =
        context
            .clients()
            .enter(sessid, id -> new VertoClient(id, name, owners.of("verto " + id), context));
    return client.user().equals(name)
        ? CompletableFuture.completedFuture(client)
        : CompletableFuture.failedFuture(new LoginRefused(RpcError.SESSION_IN_USE, false, true));
  }
}
