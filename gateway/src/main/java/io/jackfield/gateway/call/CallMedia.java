package io.jackfield.gateway.call;

/**
 * How the sessions of a managed call get their descriptions (media-call.md, "Sessions of a managed
 * call").
 */
public enum CallMedia {
  /** No engine: the callees get the caller's offer, the caller the winner's answer. */
  P2P,
  /** The engine answers the caller only when the winner's codecs are known (embedded). */
  LATE_ANSWER,
  /** The engine answers the caller at once and joins the winner afterwards. */
  EARLY_ANSWER,
  /** Linked mode: the client made the session. */
  LINKED
}
