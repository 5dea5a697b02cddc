package io.jackfield.signaling.api.command;

import java.util.List;

/**
 * A request the gateway sends to its clients, as a row for the documents.
 *
 * @param path class, subclass and name, e.g. {@code media/call/invite}
 * @param summary what it asks
 * @param data its fields
 * @param reply what the client's ok response may hold
 */
public record ServerRequest(String path, String summary, List<Field> data, Shape reply) {

  /** Copies the list. */
  public ServerRequest {
    data = List.copyOf(data);
  }
}
