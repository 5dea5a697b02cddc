package io.jackfield.signaling.api.command;

import java.util.Map;
import java.util.Optional;

/**
 * What a client answered to a request of ours.
 *
 * @param result {@code ok}, {@code error} or another word
 * @param data a JSON-like object or array
 */
public record ClientReply(String result, Object data) {

  /**
   * Whether it agreed.
   *
   * @return true for {@code ok}
   */
  public boolean ok() {
    return result.equals("ok");
  }

  /**
   * One member of its data.
   *
   * @param name the member
   * @return empty when absent, null or the data is no object
   */
  public Optional<Object> member(String name) {
    return data instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
  }
}
