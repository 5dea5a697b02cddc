package io.jackfield.gateway.session;

/** Life cycle of a session (media-session.md): wait, ready, then closing, then gone. */
public enum Phase {
  /** Missing an offer or an answer. */
  WAIT,
  /** Both are set. */
  READY,
  /** Ending; the leg is being released. */
  CLOSING,
  /** Gone. */
  DESTROYED
}
