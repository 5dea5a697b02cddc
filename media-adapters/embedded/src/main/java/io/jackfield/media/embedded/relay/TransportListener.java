package io.jackfield.media.embedded.relay;

import java.net.InetSocketAddress;

/** Told of a transport's state, on its loop; must not block. */
public interface TransportListener {

  /**
   * ICE: a check with USE-CANDIDATE succeeded (first time or after a move to another pair).
   *
   * @param remote the peer's address
   */
  default void onIceConnected(InetSocketAddress remote) {}

  /**
   * Media can pass: DTLS is up, or on an RTP transport the peer's address is latched.
   *
   * @param protection SRTP profile name, or "RTP" when unprotected
   */
  default void onUp(String protection) {}

  /**
   * The peer has gone: consent lost (RFC 7675) or close_notify. The transport stays open, and a new
   * check brings it back with {@link #onIceConnected}.
   *
   * @param reason for people
   */
  default void onDown(String reason) {}

  /**
   * The transport will not come up: handshake failed or timed out, wrong fingerprint, no profile in
   * common. The owner should close it.
   *
   * @param reason for people
   */
  default void onFailed(String reason) {}
}
