package io.jackfield.gateway.media;

/** The engine's part in the negotiation of a session (README, "Glossary"). */
public enum Role {
  /** The engine makes the offer, the client answers. */
  OFFERER,
  /** The client offers, the engine answers. */
  OFFEREE
}
