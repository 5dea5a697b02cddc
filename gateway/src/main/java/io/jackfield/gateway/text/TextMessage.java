package io.jackfield.gateway.text;

import java.util.Objects;
import java.util.Optional;

/**
 * One message from one user to another.
 *
 * @param from who sent it, as proven to the protocol it came by: a user name or number
 * @param name display name of the sender
 * @param to user it is for, without prefix and domain
 * @param text what it says, plain text
 * @param connection the sender's own connection, which does not get it back
 */
public record TextMessage(
    String from, Optional<String> name, String to, String text, Optional<String> connection) {

  /** Refuses nulls. */
  public TextMessage {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(connection, "connection");
  }
}
