package io.jackfield.signaling.sip.trunk;

/** Where a trunk wants the caller's number. */
public enum CallerId {
  /** In From. */
  FROM,
  /** In P-Asserted-Identity (RFC 3325); From has the account. */
  PAI,
  /** In Remote-Party-ID, the draft before it; From has the account. */
  RPID
}
