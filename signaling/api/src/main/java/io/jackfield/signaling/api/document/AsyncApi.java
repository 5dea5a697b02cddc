package io.jackfield.signaling.api.document;

import static io.jackfield.signaling.api.document.JsonSchemas.ordered;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.ServerRequest;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.connection.CloseCode;
import io.jackfield.signaling.api.event.EventRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The AsyncAPI 3 document, from the gateway's side: it receives commands and sends events. */
final class AsyncApi {

  private static final String CHANNEL = "#/channels/api";
  private static final String RESULT = "result";
  private static final String INTRODUCTION =
      """
      The External API of a SIP/WebRTC gateway. Either side sends requests, the other side answers \
      each one, or acks it and answers later. Booleans are also taken as "true" and "false", \
      integers as strings of digits, texts as numbers; older names of fields (x-aliases, \
      x-inverse-alias for a boolean with the opposite meaning) and of commands (x-aliases of an \
      operation) are translated. Any command may be refused with the errors of x-general-errors. \
      Members x-... beside are for people and tools that know them.""";

  private final ApiDescription api;
  private final Map<String, Object> messages = new LinkedHashMap<>();
  private final Map<String, Object> operations = new LinkedHashMap<>();

  AsyncApi(ApiDescription api) {
    this.api = api;
  }

  Map<String, Object> document() {
    messages.put("ack", message("The request is being worked on", ack()));
    messages.put("ok", message("The request is done", response(Shape.NOTHING)));
    messages.put("error", message("The request is refused", error()));
    api.commands().forEach(this::command);
    api.requests().forEach(this::request);
    api.events().forEach(this::event);
    return ordered(
        "asyncapi",
        "3.0.0",
        "info",
        ordered(
            "title",
            "Jackfield External API",
            "version",
            "1.0.0",
            "description",
            INTRODUCTION,
            "license",
            ordered("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0")),
        "defaultContentType",
        "application/json",
        "servers",
        servers(),
        "channels",
        ordered(
            "api",
            ordered(
                "address",
                null,
                "description",
                "One connection: one JSON object a message",
                "messages",
                messages)),
        "operations",
        operations,
        "components",
        ordered("schemas", JsonSchemas.components()),
        "x-general-errors",
        errors(ApiDescription.GENERAL_ERRORS),
        "x-close-codes",
        api.closeCodes().stream().map(AsyncApi::closeCode).toList());
  }

  private static Map<String, Object> servers() {
    return ordered(
        "ws", server("localhost:8080", "ws", "/api", "The web server; loopback only by default"),
        "wss", server("localhost:8443", "wss", "/api", "The web server over TLS"),
        "tcp", server("localhost:9010", "tcp", null, "Length prefix (4 bytes) or a line a message"),
        "tls", server("localhost:9011", "tls", null, "The same over TLS"));
  }

  private static Map<String, Object> server(
      String host, String protocol, String path, String description) {
    Map<String, Object> server = ordered("host", host, "protocol", protocol);
    if (path != null) {
      server.put("pathname", path);
    }
    server.put("description", description);
    return server;
  }

  private void command(Command command) {
    String name = name(command.path());
    Map<String, Object> payload =
        envelope(command.eventClass(), command.subclass(), command.cmd(), command.fields());
    messages.put(name, message(command.summary(), payload));
    String reply = reply(name, command.reply());
    Map<String, Object> operation = operation("receive", name, command.summary());
    operation.put(
        "reply",
        ordered(
            "channel",
            reference(CHANNEL),
            "messages",
            List.of(messageReference(reply), messageReference("error"))));
    operation.put("x-permission", command.permission().rule());
    if (command.open()) {
      operation.put("x-other-fields", true);
    }
    if (!command.aliases().isEmpty()) {
      operation.put("x-aliases", command.aliases().stream().map(AsyncApi::alias).toList());
    }
    operation.put("x-errors", errors(command.errors()));
    operations.put(name, operation);
  }

  private void request(ServerRequest request) {
    String[] parts = request.path().split("/");
    String name = "send." + name(request.path());
    messages.put(
        name, message(request.summary(), envelope(parts[0], parts[1], parts[2], request.data())));
    Map<String, Object> operation = operation("send", name, request.summary());
    operation.put(
        "reply",
        ordered(
            "channel",
            reference(CHANNEL),
            "messages",
            List.of(messageReference(reply(name, request.reply())), messageReference("error"))));
    operations.put(name, operation);
  }

  private void event(EventRow event) {
    String name = "event." + name(event.path());
    Map<String, Object> members =
        ordered(
            "class", constant(event.eventClass()),
            "subclass", constant(event.subclass()),
            "type", event.type().equals("*") ? ordered("type", "string") : constant(event.type()),
            "obj_id", ordered("type", "string", "description", "Names " + event.object()),
            "service", ordered("type", "string"),
            "body", JsonSchemas.of(event.body()));
    List<String> required = new ArrayList<>(List.of("class", "subclass", "obj_id"));
    if (!event.type().equals("*")) {
      required.add("type"); // else it is left out where the sender left it out
    }
    if (event.body().members().stream().anyMatch(Field::mandatory)) {
      required.add("body");
    }
    Map<String, Object> data =
        ordered("type", "object", "properties", members, "required", required);
    messages.put(name, message("Event: " + event.when(), envelope("core", "core", "event", data)));
    operations.put(name, operation("send", name, "Event: " + event.when()));
  }

  private String reply(String name, Shape shape) {
    if (shape.kind() == Shape.Kind.NOTHING) {
      return "ok";
    }
    String reply = name + ".reply";
    messages.put(reply, message("Answer to " + name, response(shape)));
    return reply;
  }

  private static Map<String, Object> operation(String action, String message, String summary) {
    return ordered(
        "action",
        action,
        "channel",
        reference(CHANNEL),
        "summary",
        summary,
        "messages",
        List.of(messageReference(message)));
  }

  private static Map<String, Object> message(String summary, Map<String, Object> payload) {
    return ordered("summary", summary, "payload", payload);
  }

  private static Map<String, Object> envelope(
      String eventClass, String subclass, String cmd, List<Field> fields) {
    return envelope(eventClass, subclass, cmd, JsonSchemas.object(fields));
  }

  private static Map<String, Object> envelope(
      String eventClass, String subclass, String cmd, Map<String, Object> data) {
    Map<String, Object> properties = ordered("class", constant(eventClass));
    properties.put("subclass", constant(subclass));
    properties.put("cmd", constant(cmd));
    properties.put("data", data);
    properties.put("tid", JsonSchemas.reference("tid"));
    List<String> required = new ArrayList<>(List.of("class", "cmd", "tid"));
    if (!subclass.equals("core")) {
      required.add("subclass");
    }
    if (data.containsKey("required")) {
      required.add("data");
    }
    return ordered("type", "object", "properties", properties, "required", required);
  }

  private static Map<String, Object> response(Shape shape) {
    Map<String, Object> properties = ordered(RESULT, constant("ok"));
    if (shape.kind() != Shape.Kind.NOTHING) {
      properties.put("data", JsonSchemas.of(shape));
    }
    properties.put("tid", JsonSchemas.reference("tid"));
    return ordered("type", "object", "properties", properties, "required", List.of(RESULT, "tid"));
  }

  private static Map<String, Object> error() {
    Map<String, Object> data =
        ordered(
            "type",
            "object",
            "properties",
            ordered("code", ordered("type", "integer"), "error", ordered("type", "string")),
            "required",
            List.of("code", "error"));
    return ordered(
        "type",
        "object",
        "properties",
        ordered(RESULT, constant("error"), "data", data, "tid", JsonSchemas.reference("tid")),
        "required",
        List.of(RESULT, "data", "tid"));
  }

  private static Map<String, Object> ack() {
    return ordered(
        "type",
        "object",
        "properties",
        ordered("ack", JsonSchemas.reference("tid")),
        "required",
        List.of("ack"));
  }

  private static Map<String, Object> alias(Alias alias) {
    Map<String, Object> shown = ordered("class", alias.eventClass());
    alias.subclass().ifPresent(subclass -> shown.put("subclass", subclass));
    shown.put("cmd", alias.cmd());
    if (!alias.defaults().isEmpty()) {
      shown.put("defaults", alias.defaults());
    }
    if (!alias.required().isEmpty()) {
      shown.put("required", alias.required());
    }
    return shown;
  }

  private static List<Map<String, Object>> errors(List<Reason> reasons) {
    return reasons.stream()
        .map(r -> ordered("name", r.wireName(), "code", r.code(), "text", r.template()))
        .toList();
  }

  private static Map<String, Object> closeCode(CloseCode code) {
    return ordered("code", code.code(), "why", code.why().replace("`", ""));
  }

  private static Map<String, Object> constant(String value) {
    return ordered("const", value);
  }

  private static Map<String, Object> messageReference(String message) {
    return reference(CHANNEL + "/messages/" + message);
  }

  private static Map<String, Object> reference(String target) {
    return ordered("$ref", target);
  }

  private static String name(String path) {
    return path.replace('/', '.');
  }
}
