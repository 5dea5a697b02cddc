package io.jackfield.signaling.api.callback;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Role;
import io.jackfield.signaling.api.command.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** {@code core/callback/*}: which hooks of which service a connection holds. */
public final class CallbackCommands {

  private static final String CALLBACK = "callback";
  private static final String SERVICE = "class";

  /** A registration; each can be made once a connection. */
  private record Key(String service, String callback) {}

  private final Service own;
  private final Function<String, Optional<Service>> services;

  /** One that stands: a service that was stopped and started anew is another one. */
  private record Registration(Service service, Runnable end) {}

  private final Map<Client, Map<Key, Registration>> registered = new ConcurrentHashMap<>();

  /**
   * Makes the commands of a service.
   *
   * @param own the service
   * @param services finds any that is started
   */
  public CallbackCommands(Service own, Function<String, Optional<Service>> services) {
    this.own = own;
    this.services = services;
  }

  /**
   * The rows of the table.
   *
   * @return in the order of the documents
   */
  public List<Command> commands() {
    List<Field> fields =
        List.of(
            Field.typed(SERVICE, FieldTypes.SERVICE)
                .alias("service")
                .orElse(own.name())
                .otherwise("the connection's service")
                .says("the service whose hook is wanted"),
            Field.text(CALLBACK).required().says("one of " + String.join(", ", Callbacks.names())));
    return List.of(
        Command.of(
                "core/callback/register",
                "Lets the connection answer questions of a service; again changes nothing",
                new Permission(
                    "the service's administrator; the gateway's for any service", this::mayHold),
                this::register,
                fields)
            .also(Alias.bare("core", "register_callback"))
            .fails(Reason.SERVICE_NOT_FOUND, Reason.INVALID_VALUE),
        Command.of(
                "core/callback/unregister",
                "Ends that; unknown ones are ok",
                new Permission("administrators", CallbackCommands::administrators),
                this::unregister,
                fields)
            .also(Alias.bare("core", "unregister_callback"))
            .fails(Reason.INVALID_VALUE),
        Command.of(
                "core/callback/list",
                "What the connection answers",
                new Permission("administrators", CallbackCommands::administrators),
                this::list,
                List.of())
            .replies(
                Shape.list(
                    Field.text(SERVICE).required().says("the service"),
                    Field.text(CALLBACK).required().says("the callback"))));
  }

  private static void administrators(Invocation request) {
    if (!request.who().role().admin()) {
      throw Permission.denied();
    }
  }

  private void mayHold(Invocation request) {
    administrators(request);
    String wanted = request.values().text(SERVICE);
    if (services.apply(wanted).isEmpty()) {
      throw FailureException.of(Reason.SERVICE_NOT_FOUND);
    }
    if (request.who().role() != Role.CORE_ADMIN && !wanted.equals(own.name())) {
      throw Permission.denied();
    }
  }

  private static Callback<?, ?> callback(Invocation request) {
    String name = request.values().text(CALLBACK);
    return Callbacks.find(name).orElseThrow(() -> FailureException.of(Reason.INVALID_VALUE, name));
  }

  private CompletionStage<Reply> register(Invocation request) {
    Callback<?, ?> callback = callback(request);
    Service service =
        services
            .apply(request.values().text(SERVICE))
            .orElseThrow(() -> FailureException.of(Reason.SERVICE_NOT_FOUND));
    Client client = request.client();
    registered
        .computeIfAbsent(client, c -> new LinkedHashMap<>())
        .compute(
            new Key(service.name(), callback.name()),
            (key, old) ->
                old != null && old.service() == service
                    ? old
                    : new Registration(service, callback.hold(client, service.hooks())));
    return Reply.done();
  }

  private CompletionStage<Reply> unregister(Invocation request) {
    Key key = new Key(request.values().text(SERVICE), callback(request).name());
    Map<Key, Registration> mine = registered.getOrDefault(request.client(), new LinkedHashMap<>());
    Optional.ofNullable(mine.remove(key)).map(Registration::end).ifPresent(Runnable::run);
    return Reply.done();
  }

  private CompletionStage<Reply> list(Invocation request) {
    List<Map<String, Object>> list = new ArrayList<>();
    registered
        .getOrDefault(request.client(), Map.of())
        .keySet()
        .forEach(key -> list.add(Map.of(SERVICE, key.service(), CALLBACK, key.callback())));
    return Reply.of(list);
  }

  /**
   * A connection has closed and answers nothing any more.
   *
   * @param client the connection, on its loop
   */
  public void gone(Client client) {
    Optional.ofNullable(registered.remove(client))
        .ifPresent(mine -> mine.values().forEach(each -> each.end().run()));
  }
}
