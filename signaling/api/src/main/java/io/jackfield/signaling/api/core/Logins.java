package io.jackfield.signaling.api.core;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Role;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** {@code core/user/login} and what it entails. */
public final class Logins {

  private static final String SESSION_ID = "session_id";

  private final Service service;
  private final Passwords passwords;
  private final Directory directory;
  private final Executor pool;

  /**
   * Makes the command of a service.
   *
   * @param service the service
   * @param passwords who can log in
   * @param directory who is
   * @param pool where passwords are checked
   */
  public Logins(Service service, Passwords passwords, Directory directory, Executor pool) {
    this.service = service;
    this.passwords = passwords;
    this.directory = directory;
    this.pool = pool;
  }

  /**
   * The row of the table.
   *
   * @return {@code core/user/login}
   */
  public Command command() {
    return Command.of(
            "core/user/login",
            "Says who the client is; the first request of a connection",
            Permission.ANYBODY,
            this::login,
            List.of(
                Field.id("user")
                    .otherwise("the service's administrator, if service is given")
                    .says("who the client is"),
                Field.text("password").alias("pass").says("needed by everybody with a password"),
                Field.any(SESSION_ID)
                    .otherwise("a new UUID")
                    .says("the id the connection would like to have, a text"),
                Field.text("service").otherwise("this service").says("the service to join")))
        .withOtherFields()
        // Checking a password takes its time (protocol.md, "Login" 1).
        .ackedAtOnce()
        .also(
            Alias.bare("core", "login"),
            Alias.bare("nkmedia", "login").requiring("service", "password"))
        .replies(
            Shape.object(Field.id(SESSION_ID).required().says("the connection's id from now on")))
        .fails(
            Reason.ALREADY_AUTHENTICATED,
            Reason.INVALID_STATE,
            Reason.DUPLICATED_SESSION_ID,
            Reason.INVALID_SESSION_ID,
            Reason.SERVICE_NOT_FOUND);
  }

  private CompletionStage<Reply> login(Invocation request) {
    Values values = request.values();
    Optional<String> wanted = values.maybe("service");
    if (wanted.isPresent() && !wanted.get().equals(service.name())) {
      throw FailureException.of(Reason.SERVICE_NOT_FOUND);
    }
    String user =
        values
            .maybe("user")
            .or(() -> wanted.map(name -> passwords.serviceAdmin()))
            .orElseThrow(() -> Validation.missing("user"));
    String id = values.has(SESSION_ID) ? sessionId(values) : UUID.randomUUID().toString();
    return checked(user, values.maybe("password"))
        .thenApplyAsync(role -> admit(request.client(), user, id, role), request.client());
  }

  private CompletionStage<Optional<Role>> checked(String user, Optional<String> password) {
    try {
      return CompletableFuture.supplyAsync(() -> passwords.check(user, password), pool);
    } catch (RejectedExecutionException e) {
      throw new FailureException(
          Failure.of(Reason.INTERNAL_ERROR), "too many logins wait for their check", e);
    }
  }

  /** An id that is empty, no text, or means "any" in subscriptions is refused. */
  private static String sessionId(Values values) {
    Object raw = values.find(Object.class, SESSION_ID).orElse("");
    if (!(raw instanceof String || raw instanceof Number)) {
      throw FailureException.of(Reason.INVALID_SESSION_ID);
    }
    String id = raw.toString();
    if (id.isBlank() || id.length() > FieldTypes.MAX_ID || id.equals("*")) {
      throw FailureException.of(Reason.INVALID_SESSION_ID);
    }
    return id;
  }

  private Reply admit(Client client, String user, String id, Optional<Role> role) {
    if (!client.isOpen()) {
      throw FailureException.of(Reason.PROCESS_DOWN);
    }
    Identity who = new Identity(id, user, role.orElseThrow(Permission::denied), Map.of(), Map.of());
    if (!directory.enter(who, client)) {
      throw FailureException.of(Reason.DUPLICATED_SESSION_ID);
    }
    // Before the connection's own subscription: this event is for those who watch others.
    tell("login", client, who);
    client.identify(who);
    EventBus bus = service.events();
    bus.subscribe(client, core("user_event", user), Map.of());
    bus.subscribe(client, core("session_event", id), Map.of());
    return new Reply(Map.of(SESSION_ID, id));
  }

  /**
   * A connection has closed; its subscriptions are gone already.
   *
   * @param client the connection
   */
  public void gone(Client client) {
    client
        .identity()
        .ifPresent(
            who -> {
              directory.leave(who, client);
              tell("logout", client, who);
            });
  }

  private void tell(String type, Client client, Identity who) {
    service
        .events()
        .publish(
            new Event(
                service.name(),
                "core",
                Optional.of("session_event"),
                Optional.of(type),
                Optional.of(who.connection()),
                Map.of("user", who.user(), "remote", client.remote())));
  }

  private Subscription core(String subclass, String objId) {
    return Subscription.toObject(service.name(), "core", subclass, objId);
  }
}
