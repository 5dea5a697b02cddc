package io.jackfield.signaling.api.core;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Handler;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Role;
import io.jackfield.signaling.api.command.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code core/service/*} (core-commands.md, "service"). */
public final class ServiceCommands {

  private static final String SERVICE = "service";

  /**
   * What would let the administrator of one service reach beyond it: events of others, files that
   * the gateway may read and write (docs/decisions/0110).
   */
  private static final Set<String> CORE_ADMIN_OPTIONS =
      Set.of("trusted_services", "record_dir", "tls_certfile", "tls_keyfile", "tls_cacertfile");

  private static final Permission CORE_ADMIN =
      new Permission("the core administrator", ServiceCommands::coreAdmin);

  private final Service service;
  private final ServiceControl control;

  /**
   * Makes the commands of a service.
   *
   * @param service the service whose connections give them
   * @param control carries them out
   */
  public ServiceCommands(Service service, ServiceControl control) {
    this.service = service;
    this.control = control;
  }

  /**
   * The rows of the table.
   *
   * @return in the order of the documents
   */
  public List<Command> commands() {
    Field own =
        Field.typed(SERVICE, FieldTypes.SERVICE)
            .orElse(service.name())
            .otherwise("the connection's own");
    Field named = Field.typed(SERVICE, FieldTypes.SERVICE).required().says("which one");
    Permission ownOnly =
        new Permission(
            "administrators: their own service, but not whom it trusts, nor files of the machine; the"
                + " core one: any",
            this::ownOnly);
    List<Field> create = new ArrayList<>();
    create.add(
        Field.typed("name", FieldTypes.NAME).required().says("1 to 64 of letters, digits, _ - ."));
    create.add(Field.bool("start").orElse(true).says("now, and with the gateway"));
    create.addAll(ServiceOptions.fields());
    List<Field> update = new ArrayList<>();
    update.add(own.says("which one"));
    ServiceOptions.fields().forEach(option -> update.add(option.orNull()));
    return List.of(
        row("create", "Makes a service and keeps it", CORE_ADMIN, this::create, create)
            .replies(
                Shape.object(
                    Field.text(SERVICE).required().says("its name"),
                    Field.any("listen").required().says("array of the addresses bound")))
            .fails(Reason.SERVICE_ALREADY_EXISTS, Reason.LISTEN_ERROR),
        row("update", "Changes options; null takes one back", ownOnly, this::update, update)
            .replies(
                Shape.object(
                    Field.text(SERVICE).required().says("its name"),
                    Field.any("restarted").required().says("array of the listeners opened again")))
            .fails(Reason.SERVICE_NOT_FOUND, Reason.LISTEN_ERROR),
        row("start", "Starts a service", CORE_ADMIN, r -> done(r, control::start), List.of(named))
            .fails(Reason.SERVICE_NOT_FOUND, Reason.LISTEN_ERROR),
        row(
                "stop",
                "Stops a service; its connections close, its calls, sessions and rooms end",
                ownOnly,
                r -> done(r, control::stop),
                List.of(own.says("which one")))
            .fails(Reason.SERVICE_NOT_FOUND, Reason.INVALID_OPERATION),
        row(
                "delete",
                "Stops a service and forgets it",
                CORE_ADMIN,
                r -> done(r, control::delete),
                List.of(named))
            .fails(Reason.SERVICE_NOT_FOUND, Reason.INVALID_OPERATION),
        row("list", "Lists the services", CORE_ADMIN, this::list, List.of())
            .replies(Shape.list(counters())),
        row(
                "get",
                "Tells the options and the state of one",
                ownOnly,
                this::get,
                List.of(own.says("which one")))
            .replies(state())
            .fails(Reason.SERVICE_NOT_FOUND));
  }

  private static Command row(
      String cmd, String summary, Permission who, Handler handler, List<Field> fields) {
    return Command.of("core/service/" + cmd, summary, who, handler, fields)
        .also(Alias.bare("core", cmd + "_service"));
  }

  private static Field[] counters() {
    return new Field[] {
      Field.text(SERVICE).required().says("its name"),
      Field.choice("status", "started", "stopped").required().says("its state"),
      Field.integer("connections", 0, Integer.MAX_VALUE).required().says("logged in"),
      Field.integer("sessions", 0, Integer.MAX_VALUE).required().says("media sessions"),
      Field.integer("calls", 0, Integer.MAX_VALUE).required().says("calls")
    };
  }

  private static Shape state() {
    List<Field> members = new ArrayList<>(List.of(counters()));
    members.add(Field.text("start_time").says("RFC 3339, if it is started"));
    members.add(Field.any("listen").required().says("array of the addresses bound"));
    for (Field option : ServiceOptions.fields()) {
      if (option.name().equals("users")) {
        members.add(Field.any("users").says("array of {user}"));
      } else if (!option.name().equals("admin_password")) {
        members.add(option);
      }
    }
    return Shape.object(members);
  }

  private static void coreAdmin(Invocation request) {
    if (request.who().role() != Role.CORE_ADMIN) {
      throw Permission.denied();
    }
  }

  /** To others it is told that a service does not exist, to nobody what it is. */
  private void ownOnly(Invocation request) {
    Identity who = request.who();
    String name = request.values().text(SERVICE);
    if (who.role() == Role.USER) {
      throw Permission.denied();
    }
    if (control.get(name).isEmpty()) {
      throw FailureException.of(Reason.SERVICE_NOT_FOUND);
    }
    boolean ofMachine = CORE_ADMIN_OPTIONS.stream().anyMatch(request.values()::has);
    if (who.role() != Role.CORE_ADMIN && (ofMachine || !name.equals(service.name()))) {
      throw Permission.denied();
    }
  }

  private CompletionStage<Reply> create(Invocation request) {
    String name = request.values().text("name");
    request.holds().object(name);
    return control
        .create(name, request.values().flag("start"), ServiceOptions.given(request.values()))
        .thenApply(listen -> new Reply(Map.of(SERVICE, name, "listen", listen)));
  }

  private CompletionStage<Reply> update(Invocation request) {
    String name = request.values().text(SERVICE);
    request.holds().object(name);
    return control
        .update(name, ServiceOptions.given(request.values()))
        .thenApply(restarted -> new Reply(Map.of(SERVICE, name, "restarted", restarted)));
  }

  private CompletionStage<Reply> list(Invocation request) {
    return Reply.of(control.list().stream().map(ServiceCommands::line).toList());
  }

  private static Map<String, Object> line(ServiceStatus status) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(SERVICE, status.name());
    line.put("status", status.word());
    line.put("connections", status.connections());
    line.put("sessions", status.sessions());
    line.put("calls", status.calls());
    return line;
  }

  private CompletionStage<Reply> get(Invocation request) {
    String name = request.values().text(SERVICE);
    Map<String, Object> reply = new LinkedHashMap<>();
    control.list().stream()
        .filter(status -> status.name().equals(name))
        .forEach(status -> reply.putAll(line(status)));
    reply.putAll(
        control.get(name).orElseThrow(() -> FailureException.of(Reason.SERVICE_NOT_FOUND)));
    return Reply.of(reply);
  }

  /** Events about the service wait for the reply. */
  private static CompletionStage<Reply> done(
      Invocation request, Function<String, CompletionStage<Void>> change) {
    String name = request.values().text(SERVICE);
    request.holds().object(name);
    return change.apply(name).thenApply(nothing -> Reply.EMPTY);
  }
}
