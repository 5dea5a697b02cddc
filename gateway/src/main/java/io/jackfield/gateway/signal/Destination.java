package io.jackfield.gateway.signal;

import io.jackfield.gateway.sdp.SdpKind;
import java.time.Duration;
import java.util.Optional;

/**
 * One concrete endpoint a callee name resolved to; it gets one invite.
 *
 * @param type {@code user}, {@code session}, {@code sip}, {@code verto}
 * @param name the name that matched
 * @param kind kind of description the endpoint takes
 * @param trickle whether it takes candidates one by one
 * @param delay delay before inviting it
 * @param ring how long it may ring, when not the call's own value
 * @param party the endpoint
 * @param keys whether it is to be offered keys for SRTP in a plain RTP description
 */
public record Destination(
    String type,
    String name,
    SdpKind kind,
    boolean trickle,
    Duration delay,
    Optional<Duration> ring,
    Party party,
    boolean keys) {

  /** An endpoint that is offered no keys. */
  public Destination(
      String type,
      String name,
      SdpKind kind,
      boolean trickle,
      Duration delay,
      Optional<Duration> ring,
      Party party) {
    this(type, name, kind, trickle, delay, ring, party, false);
  }
}
