package io.jackfield.signaling.sip.trunk;

/** Whether a trunk's media is encrypted, with keys in the description (RFC 4568). */
public enum Srtp {
  /** We offer no keys; keys offered to us under plain RTP are passed over. */
  OFF,
  /** Keys are offered with plain RTP (RFC 8643): the far end takes one, or passes them over. */
  OPTIONAL,
  /** RTP/SAVP alone; whatever is plain is refused with 488. */
  REQUIRED
}
