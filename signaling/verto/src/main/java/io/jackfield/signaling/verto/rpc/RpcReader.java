package io.jackfield.signaling.verto.rpc;

import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.RootNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Text to messages. */
public final class RpcReader {

  private static final String VERSION = "2.0";
  private static final int LONGEST_ID = 256;

  private RpcReader() {}

  /**
   * Reads one frame.
   *
   * @param text the whole frame
   * @return its messages; JSON that is no message gives {@link Incoming.Invalid}
   * @throws JsonException if it is not JSON
   */
  public static Frame read(String text) throws JsonException {
    Object root = JsonReader.value(text, RootNumber.NONE);
    return root instanceof List<?> list
        ? new Frame(true, list.stream().map(RpcReader::message).toList())
        : new Frame(false, List.of(message(root)));
  }

  private static Incoming message(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return new Incoming.Invalid(null);
    }
    Object id = id(map.get("id"));
    if (!VERSION.equals(map.get("jsonrpc"))) {
      return new Incoming.Invalid(id);
    }
    if (!map.containsKey("method") && (map.containsKey("result") || map.containsKey("error"))) {
      return new Incoming.Reply(own(id), map.containsKey("result"));
    }
    Object params = map.get("params");
    return new Incoming.Request(
        id,
        map.get("method") instanceof String method ? Optional.of(method) : Optional.empty(),
        params instanceof Map<?, ?> given ? texts(given) : Map.of(),
        params instanceof Map<?, ?>);
  }

  /** JSON-RPC 2.0 section 4: a string, a number or null; what else there may be is not echoed. */
  private static Object id(Object value) {
    boolean text = value instanceof String s && s.length() <= LONGEST_ID;
    return text || value instanceof Number ? value : null;
  }

  /** Our ids are whole numbers; accepted as text too (verto.md, "Messages"). */
  private static OptionalLong own(Object id) {
    String text = String.valueOf(id);
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, Object> texts(Map<?, ?> object) {
    return (Map<String, Object>) object;
  }
}
