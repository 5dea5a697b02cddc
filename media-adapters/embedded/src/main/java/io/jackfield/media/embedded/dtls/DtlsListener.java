package io.jackfield.media.embedded.dtls;

/** Serves one session. Called on a pool thread; hands over to the leg's loop itself. */
public interface DtlsListener {

  /**
   * Sends a datagram to the peer.
   *
   * @param datagram owned by the receiver of the call
   */
  void send(byte[] datagram);

  /**
   * The handshake is done.
   *
   * @param keys of the profile agreed on
   */
  void onKeys(DtlsKeys keys);

  /**
   * The handshake failed; the session is over.
   *
   * @param reason for people
   */
  void onFailed(String reason);

  /** The peer sent close_notify; the session is over. */
  void onPeerClosed();
}
