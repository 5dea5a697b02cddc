package io.jackfield.gateway.session;

/** Life cycle of a session (media-session.md): wait, ringing, ready, then closing, then gone. */
public enum Phase {
  /** Missing an offer or an answer. */
  WAIT,
  /** Missing the answer, which a call is waiting for; the call watches the time. */
  RINGING,
  /** Both are set. */
  READY,
  /** Ending; the leg is being released. */
  CLOSING,
  /** Gone. */
  DESTROYED
}
