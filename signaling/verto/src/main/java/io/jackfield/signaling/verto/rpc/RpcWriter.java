package io.jackfield.signaling.verto.rpc;

import io.jackfield.signaling.transport.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages as JSON-like objects, and those as text. */
public final class RpcWriter {

  private RpcWriter() {}

  /**
   * A request of ours.
   *
   * @param id counted per connection
   * @param method e.g. {@code verto.invite}
   * @param params JSON-like
   * @return the message
   */
  public static Map<String, Object> request(long id, String method, Map<String, Object> params) {
    Map<String, Object> message = start(id);
    message.put("method", method);
    message.put("params", params);
    return message;
  }

  /**
   * A result.
   *
   * @param id the client's; null stands for none
   * @param result JSON-like
   * @return the message
   */
  public static Map<String, Object> result(Object id, Map<String, Object> result) {
    Map<String, Object> message = start(id);
    message.put("result", result);
    return message;
  }

  /**
   * An error.
   *
   * @param id the client's; null stands for none
   * @param error what is wrong
   * @return the message
   */
  public static Map<String, Object> error(Object id, RpcError error) {
    Map<String, Object> message = start(id);
    message.put("error", error.body());
    return message;
  }

  private static Map<String, Object> start(Object id) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    return message;
  }

  /**
   * One message as text.
   *
   * @param message as made above
   * @return a text frame
   */
  public static String text(Map<String, Object> message) {
    return JsonWriter.text(message);
  }

  /**
   * The answers to a batch as text.
   *
   * @param messages as made above
   * @return a text frame
   */
  public static String text(List<Map<String, Object>> messages) {
    return JsonWriter.text(messages);
  }
}
