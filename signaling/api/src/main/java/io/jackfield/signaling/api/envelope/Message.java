package io.jackfield.signaling.api.envelope;

import java.util.Map;
import java.util.Optional;

/** An incoming message, classified (protocol.md, "Messages"). */
public sealed interface Message {

  /**
   * Has {@code class}, {@code cmd} and {@code tid}.
   *
   * @param eventClass the class
   * @param subclass empty when left out, which means {@code core}
   * @param cmd the command
   * @param data empty when left out
   * @param tid the sender's transaction
   */
  record Request(
      String eventClass, Optional<String> subclass, String cmd, Map<String, Object> data, Tid tid)
      implements Message {}

  /**
   * Has {@code result} and {@code tid}.
   *
   * @param result {@code ok}, {@code error} or another word
   * @param data a map or a list; an empty map when left out
   * @param tid our transaction
   */
  record Response(String result, Object data, Tid tid) implements Message {}

  /**
   * Has {@code ack}.
   *
   * @param tid our transaction
   */
  record Ack(Tid tid) implements Message {}
}
