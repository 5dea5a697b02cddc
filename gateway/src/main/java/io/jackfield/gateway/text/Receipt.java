package io.jackfield.gateway.text;

import io.jackfield.gateway.failure.Failure;
import java.util.Optional;

/**
 * What became of a message with one kind of endpoints, or with all.
 *
 * @param delivered endpoints that have it
 * @param accepted endpoints that took it to show it later (RFC 3428 section 7, 202)
 * @param known whether the user exists here, connected or not
 * @param refused why the last endpoint that did not take it would not
 */
public record Receipt(int delivered, int accepted, boolean known, Optional<Failure> refused) {

  /** The user means nothing here. */
  public static final Receipt UNKNOWN = nobody(false);

  /**
   * Nobody is connected.
   *
   * @param known whether the user exists
   * @return a receipt without deliveries
   */
  public static Receipt nobody(boolean known) {
    return new Receipt(0, 0, known, Optional.empty());
  }

  /**
   * Handed to endpoints that do not refuse.
   *
   * @param endpoints how many
   * @param known whether the user exists
   * @return a receipt
   */
  public static Receipt delivered(int endpoints, boolean known) {
    return new Receipt(endpoints, 0, known, Optional.empty());
  }

  /**
   * Both together.
   *
   * @param other of other endpoints
   * @return the sum
   */
  public Receipt and(Receipt other) {
    return new Receipt(
        delivered + other.delivered,
        accepted + other.accepted,
        known || other.known,
        other.refused.or(() -> refused));
  }

  /** Endpoints that took it, now or for later. */
  public int taken() {
    return delivered + accepted;
  }
}
