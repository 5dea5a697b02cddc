package io.jackfield.signaling.verto.rpc;

import java.util.List;

/**
 * A text frame.
 *
 * @param batch whether its messages came as an array and are answered as one
 * @param messages at least one, but for an empty array
 */
public record Frame(boolean batch, List<Incoming> messages) {

  /** Copies the list. */
  public Frame {
    messages = List.copyOf(messages);
  }
}
