package io.jackfield.gateway.text;

import java.util.concurrent.CompletionStage;

/** Endpoints of one protocol that take messages; each protocol module adds one. */
@FunctionalInterface
public interface TextReceiver {

  /**
   * Hands a message to every endpoint of its user but the sender's own connection.
   *
   * @param message within the limits
   * @return what became of it, within a deadline of the protocol's own; never fails
   */
  CompletionStage<Receipt> deliver(TextMessage message);
}
