package io.jackfield.signaling.api.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.document.ApiDescription;
import io.jackfield.signaling.api.envelope.EnvelopeException;
import io.jackfield.signaling.api.envelope.Message;
import io.jackfield.signaling.api.envelope.MessageReader;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.event.EventRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what handlers do against what the table says they do: every reply, error and event a test
 * client hears must be one the documents know.
 */
public final class Contract {

  private static final Set<String> MERGED = Set.of("event_body", "events_body", "body");

  private final CommandTable table;
  private final ApiDescription api;
  private final Map<Tid, Command> asked = new HashMap<>();

  /** Whether the client gave a body of its own to be merged into events. */
  private boolean merges;

  public Contract(CommandTable table, ApiDescription api) {
    this.table = table;
    this.api = api;
  }

  /** The client says something, which may be nonsense. */
  public void said(String text) {
    try {
      Message message = MessageReader.read(text);
      if (message instanceof Message.Request request) {
        merges |= request.data().keySet().stream().anyMatch(MERGED::contains);
        Optional<Command> command = find(request);
        if (command.isPresent()) {
          asked.putIfAbsent(request.tid(), command.get());
        }
      } else if (message instanceof Message.Response response) {
        merges |= response.data() instanceof Map<?, ?> map && map.containsKey("event_body");
      }
    } catch (EnvelopeException e) {
      merges |= false; // what it may have meant is not ours to guess
    }
  }

  private Optional<Command> find(Message.Request request) {
    try {
      return Optional.of(table.find(request).command());
    } catch (FailureException unknown) {
      return Optional.empty();
    }
  }

  /** The gateway says something. */
  public void heard(Map<String, Object> message) {
    if (message.containsKey("result")) {
      answer(message);
    } else if ("event".equals(message.get("cmd"))) {
      event((Map<?, ?>) message.get("data"));
    }
  }

  private void answer(Map<String, Object> message) {
    Object data = message.getOrDefault("data", Map.of());
    boolean ok = message.get("result").equals("ok");
    int code = ok ? 0 : (int) ((Map<?, ?>) data).get("code");
    // Refused for its tid: the first request with it is still open.
    if (code == Reason.DUPLICATED_TID.code()) {
      return;
    }
    Command command = asked.remove(message.get("tid"));
    if (command == null) {
      return;
    }
    if (ok) {
      check(command.path(), command.reply(), data, false);
    } else {
      assertTrue(
          api.isDocumented(command, code), () -> command.path() + " does not name " + message);
    }
  }

  private void event(Map<?, ?> data) {
    String path = data.get("class") + "/" + data.get("subclass") + "/" + data.get("type");
    Optional<EventRow> row = api.events().stream().filter(r -> r.path().equals(path)).findFirst();
    row.ifPresent(
        r -> check(path, r.body(), data.containsKey("body") ? data.get("body") : Map.of(), merges));
  }

  private static void check(String what, Shape shape, Object data, boolean others) {
    switch (shape.kind()) {
      case ANY -> {}
      case NOTHING -> assertTrue(others || data.equals(Map.of()), () -> what + " says " + data);
      case OBJECT -> members(what, shape, (Map<?, ?>) data, others);
      case LIST -> ((List<?>) data).forEach(e -> members(what, shape, (Map<?, ?>) e, others));
      case BY_KEY ->
          ((Map<?, ?>) data).values().forEach(e -> members(what, shape, (Map<?, ?>) e, others));
    }
  }

  private static void members(String what, Shape shape, Map<?, ?> data, boolean others) {
    Map<Object, Object> rest = new HashMap<>(data);
    for (Field member : shape.members()) {
      Object value = rest.remove(member.name());
      assertTrue(
          value != null || !member.mandatory(), () -> what + " lacks " + member.name() + data);
      assertTrue(
          value == null || others || fits(member, value),
          () -> what + ": " + member.name() + " is " + value);
    }
    assertTrue(others || shape.open() || rest.isEmpty(), () -> what + " does not name " + rest);
  }

  private static boolean fits(Field member, Object value) {
    List<String> words = member.type().values();
    return switch (member.type().name()) {
      case "text", "id" ->
          value instanceof String text && (words.isEmpty() || words.contains(text));
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "boolean" -> value instanceof Boolean;
      case "object", "description" -> value instanceof Map;
      default -> true;
    };
  }
}
