package io.jackfield.signaling.verto;

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

/** Log-in of the service's users, their passwords checked on a pool. */
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
    CompletableFuture<Client> outcome = new CompletableFuture<>();
    try {
      pool.execute(
          () -> {
            if (matches(name, password)) {
              enter(name, sessid, outcome);
            } else {
              outcome.completeExceptionally(
                  new LoginRefused(RpcError.AUTHENTICATION_FAILURE, true, false));
            }
          });
    } catch (RejectedExecutionException e) {
      outcome.completeExceptionally(
          new LoginRefused(RpcError.of(-32603, "Too many log-ins at once"), false, true));
    }
    return outcome;
  }

  private boolean matches(String name, String password) {
    Optional<User> user = context.service().users().find(name);
    // As slow for an unknown name, so that time does not tell which names exist.
    return user.map(User::password).orElse(NOBODY).matches(password) && user.isPresent();
  }

  private void enter(String name, String sessid, CompletableFuture<Client> outcome) {
    VertoClient client =
        context
            .clients()
            .enter(sessid, id -> new VertoClient(id, name, owners.of("verto " + id), context));
    if (client.user().equals(name)) {
      outcome.complete(client);
    } else {
      outcome.completeExceptionally(new LoginRefused(RpcError.SESSION_IN_USE, false, true));
    }
  }
}
