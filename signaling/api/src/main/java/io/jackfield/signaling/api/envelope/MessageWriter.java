package io.jackfield.signaling.api.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.signaling.transport.json.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Messages as text. */
public final class MessageWriter {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int INITIAL_CHARS = 128;

  private MessageWriter() {}

  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * A request; subclass {@code core} and empty data are left out.
   *
   * @param eventClass the class
   * @param subclass the subclass
   * @param cmd the command
   * @param data a JSON-like object
   * @param tid our transaction
   * @return the text
   */
  public static String request(
      String eventClass, String subclass, String cmd, Map<String, Object> data, Tid tid) {
    return object(
        json -> {
          json.writeStringField("class", eventClass);
          if (!subclass.equals("core")) {
            json.writeStringField("subclass", subclass);
          }
          json.writeStringField("cmd", cmd);
          data(json, data);
          tid(json, "tid", tid);
        });
  }

  /**
   * A response {@code ok}; empty data is left out.
   *
   * @param data a JSON-like object or array
   * @param tid the client's transaction
   * @return the text
   */
  public static String ok(Object data, Tid tid) {
    return object(
        json -> {
          json.writeStringField("result", "ok");
          data(json, data);
          tid(json, "tid", tid);
        });
  }

  /**
   * A response {@code error}.
   *
   * @param failure its code and text go out
   * @param tid the client's transaction
   * @return the text
   */
  public static String error(Failure failure, Tid tid) {
    return object(
        json -> {
          json.writeStringField("result", "error");
          json.writeObjectFieldStart("data");
          json.writeNumberField("code", failure.code());
          json.writeStringField("error", failure.text());
          json.writeEndObject();
          tid(json, "tid", tid);
        });
  }

  /**
   * An ack.
   *
   * @param tid the client's transaction
   * @return the text
   */
  public static String ack(Tid tid) {
    return object(json -> tid(json, "ack", tid));
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter(INITIAL_CHARS);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
      json.flush();
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be written", e);
    }
  }

  private static void data(JsonGenerator json, Object data) throws IOException {
    if (!(data instanceof Map<?, ?> map && map.isEmpty())) {
      json.writeFieldName("data");
      JsonWriter.write(json, data);
    }
  }

  private static void tid(JsonGenerator json, String name, Tid tid) throws IOException {
    json.writeFieldName(name);
    if (tid.isText()) {
      json.writeString(tid.written());
    } else {
      json.writeNumber(tid.written());
    }
  }
}
