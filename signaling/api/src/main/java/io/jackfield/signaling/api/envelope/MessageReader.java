package io.jackfield.signaling.api.envelope;

import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Text to message: strict JSON, then the classification of protocol.md. */
public final class MessageReader {

  private MessageReader() {}

  /**
   * Reads one message.
   *
   * @param text the whole message
   * @return a request if it has {@code class}, {@code cmd} and {@code tid}, else a response if it
   *     has {@code result} and {@code tid}, else an ack if it has {@code ack}
   * @throws EnvelopeException if it is not a JSON object, or none of these, or a field of the
   *     envelope has the wrong type
   */
  public static Message read(String text) throws EnvelopeException {
    Map<String, Object> m = object(text);
    if (m.containsKey("class") && m.containsKey("cmd") && m.containsKey("tid")) {
      return new Message.Request(
          string(m, "class"),
          m.containsKey("subclass") ? Optional.of(string(m, "subclass")) : Optional.empty(),
          string(m, "cmd"),
          data(m),
          tid(m.get("tid"), "tid"));
    }
    if (m.containsKey("result") && m.containsKey("tid")) {
      Object data = m.getOrDefault("data", Map.of());
      if (!(data instanceof Map) && !(data instanceof List)) {
        throw new EnvelopeException("'data' of a response must be an object or an array");
      }
      return new Message.Response(string(m, "result"), data, tid(m.get("tid"), "tid"));
    }
    if (m.containsKey("ack")) {
      return new Message.Ack(tid(m.get("ack"), "ack"));
    }
    throw new EnvelopeException("neither a request nor a response nor an ack");
  }

  /** Numbers of transactions are kept as they were written. */
  static Map<String, Object> object(String text) throws EnvelopeException {
    try {
      return JsonReader.object(
          text,
          (name, written) ->
              name.equals("tid") || name.equals("ack")
                  ? Optional.of(Tid.ofNumber(written))
                  : Optional.empty());
    } catch (JsonException e) {
      throw new EnvelopeException(EnvelopeException.NOT_JSON, e.getMessage(), e.getCause());
    }
  }

  private static String string(Map<String, Object> message, String name) throws EnvelopeException {
    if (message.get(name) instanceof String text) {
      return text;
    }
    throw new EnvelopeException("'" + name + "' must be a string");
  }

  private static Tid tid(Object value, String name) throws EnvelopeException {
    if (value instanceof Tid tid) {
      return tid;
    }
    if (value instanceof String text) {
      return Tid.ofText(text);
    }
    throw new EnvelopeException("'" + name + "' must be a number or a string");
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, Object> data(Map<String, Object> message) throws EnvelopeException {
    if (!message.containsKey("data")) {
      return Map.of();
    }
    if (message.get("data") instanceof Map<?, ?> data) {
      return (Map<String, Object>) data;
    }
    throw new EnvelopeException("'data' of a request must be an object");
  }
}
