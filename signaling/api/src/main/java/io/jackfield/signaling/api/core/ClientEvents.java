package io.jackfield.signaling.api.core;

import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Values;

/** Takes events that clients send with {@code core/event}. */
@FunctionalInterface
public interface ClientEvents {

  /**
   * An event came; its request is answered already.
   *
   * @param client who sent it
   * @param event fields {@code class}, {@code subclass}, {@code type}, {@code obj_id}, {@code body}
   */
  void received(Client client, Values event);
}
