package io.jackfield.signaling.api.core;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.LoginHook;
import io.jackfield.gateway.id.CallId;
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
import java.util.function.Supplier;

/** {@code core/user/login} and what it entails. */
public final class Logins {

  private static final String SESSION_ID = "session_id";
  private static final String CALLS = "calls";

  /**
   * What is wanted.
   *
   * @param client who wants it
   * @param target the service to join
   * @param user name
   * @param password as given
   * @param id the connection's id
   * @param other other fields
   */
  private record Wish(
      Client client,
      ApiService target,
      String user,
      Optional<String> password,
      String id,
      Map<String, Object> other) {}

  private final ApiService own;
  private final ApiServices services;
  private final Executor pool;

  /**
   * Makes the command of a service.
   *
   * @param own the service
   * @param services the others
   * @param pool where passwords are checked
   */
  public Logins(ApiService own, ApiServices services, Executor pool) {
    this.own = own;
    this.services = services;
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
                Field.typed("service", FieldTypes.SERVICE)
                    .otherwise("this service")
                    .says("the service to join; another one only from the core service")))
        .withOtherFields()
        // Checking a password takes its time (protocol.md, "Login" 1).
        .ackedAtOnce()
        .also(
            Alias.bare("core", "login"),
            Alias.bare("nkmedia", "login").requiring("service", "password"))
        .replies(
            Shape.object(
                Field.id(SESSION_ID).required().says("the connection's id from now on"),
                Field.typed(CALLS, FieldTypes.list("texts", FieldTypes::text))
                    .says("calls of a lost connection of this id, which go on with this one")))
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
    ApiService target = wanted.map(this::target).orElse(own);
    String user =
        values
            .maybe("user")
            .or(() -> wanted.map(name -> target.passwords().serviceAdmin()))
            .orElseThrow(() -> Validation.missing("user"));
    String id = values.has(SESSION_ID) ? sessionId(values) : UUID.randomUUID().toString();
    Client client = request.client();
    Wish wish = new Wish(client, target, user, values.maybe("password"), id, values.others());
    return judged(wish).thenApplyAsync(who -> admit(client, target, who), client);
  }

  /** From the core service one may go over to any other (protocol.md, "Login" 3). */
  private ApiService target(String name) {
    if (name.equals(own.service().name())) {
      return own;
    }
    return Optional.of(name)
        .filter(wanted -> isCore(own))
        .flatMap(services::find)
        .orElseThrow(() -> FailureException.of(Reason.SERVICE_NOT_FOUND));
  }

  private static boolean isCore(ApiService service) {
    return service.service().name().equals(ApiService.CORE);
  }

  /** Administrators, then the holders of the hook, then static users, in this order. */
  private CompletionStage<Identity> judged(Wish wish) {
    return inPool(() -> judgedByPassword(wish))
        .thenCompose(
            known ->
                known.isPresent()
                    ? CompletableFuture.completedFuture(known.get())
                    : judgedByHolder(wish));
  }

  /** Empty when a holder of the hook has to decide. */
  private Optional<Identity> judgedByPassword(Wish wish) {
    Passwords passwords = wish.target().passwords();
    Optional<Role> role = passwords.administrator(wish.user(), wish.password());
    if (role.isPresent()) {
      return Optional.of(identity(wish, role.get()));
    }
    if (isCore(own)) {
      // Its listener is for administrators alone.
      throw Permission.denied();
    }
    // Whoever holds the hook does not learn what somebody takes for an administrator's password.
    boolean asked =
        wish.target().service().hooks().login().held() && !passwords.isAdministrator(wish.user());
    return asked ? Optional.empty() : Optional.of(staticUser(wish));
  }

  private CompletionStage<Identity> judgedByHolder(Wish wish) {
    return wish.target()
        .service()
        .hooks()
        .login()
        .ask(
            new LoginHook.Question(
                wish.user(), wish.password(), wish.id(), wish.client().remote(), wish.other()))
        .thenCompose(
            result ->
                result.answer().isPresent()
                    ? CompletableFuture.completedFuture(hooked(wish, result.answer().get()))
                    : inPool(() -> staticUser(wish)));
  }

  private static Identity hooked(Wish wish, LoginHook.Answer answer) {
    if (!answer.verdict().authorized()) {
      throw Permission.denied(answer.verdict().reason());
    }
    return new Identity(
        answer.sessionId().orElse(wish.id()),
        answer.user().orElse(wish.user()),
        Role.USER,
        wish.other(),
        answer.meta());
  }

  private static Identity staticUser(Wish wish) {
    if (!wish.target().passwords().user(wish.user(), wish.password())) {
      throw Permission.denied();
    }
    return identity(wish, Role.USER);
  }

  private static Identity identity(Wish wish, Role role) {
    return new Identity(wish.id(), wish.user(), role, wish.other(), Map.of());
  }

  private <T> CompletionStage<T> inPool(Supplier<T> check) {
    try {
      return CompletableFuture.supplyAsync(check, pool);
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

  private static Reply admit(Client client, ApiService target, Identity who) {
    if (!client.isOpen()) {
      throw FailureException.of(Reason.PROCESS_DOWN);
    }
    if (target.keeps(who) || !target.directory().enter(who, client)) {
      throw FailureException.of(Reason.DUPLICATED_SESSION_ID);
    }
    target.adopt(client);
    // Before the connection's own subscription: this event is for those who watch others.
    tell("login", target.service(), client, who);
    client.identify(who);
    EventBus bus = target.service().events();
    String name = target.service().name();
    bus.subscribe(client, Subscription.toObject(name, "core", "user_event", who.user()), Map.of());
    bus.subscribe(
        client, Subscription.toObject(name, "core", "session_event", who.connection()), Map.of());
    List<CallId> calls = target.welcome(client, who);
    return new Reply(
        calls.isEmpty()
            ? Map.of(SESSION_ID, who.connection())
            : Map.of(
                SESSION_ID, who.connection(), CALLS, calls.stream().map(CallId::value).toList()));
  }

  /**
   * A connection of the service has closed; its subscriptions are gone already.
   *
   * @param client the connection
   */
  public void gone(Client client) {
    client
        .identity()
        .ifPresent(
            who -> {
              own.directory().leave(who, client);
              tell("logout", own.service(), client, who);
            });
  }

  private static void tell(String type, Service service, Client client, Identity who) {
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
}
