package io.jackfield.signaling.api.media;

import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.signaling.api.command.Client;
import java.util.Optional;

/** A client's part in a call. */
final class ApiLeg {

  /** How far it got. */
  enum State {
    /** The caller, or a destination whose accept has won. */
    JOINED,
    /** Invited, still to decide. */
    INVITED,
    /** Rejected, cancelled or hung up. */
    OVER
  }

  final CallId call;
  final LegId leg;
  final Client client;
  final String user;
  final boolean managed;
  private volatile State state;
  private volatile Optional<SessionId> session = Optional.empty();

  /** On the client's loop: the client has had its one {@code hangup} event. */
  private boolean hangupSent;

  ApiLeg(CallId call, LegId leg, Client client, String user, boolean managed, State state) {
    this.call = call;
    this.leg = leg;
    this.client = client;
    this.user = user;
    this.managed = managed;
    this.state = state;
  }

  /** Its media session in a managed call, once known. */
  Optional<SessionId> session() {
    return session;
  }

  void session(SessionId known) {
    session = Optional.of(known);
  }

  State state() {
    return state;
  }

  void state(State next) {
    state = next;
  }

  boolean isCaller() {
    return leg.equals(LegId.CALLER);
  }

  /** False when there was one before. */
  boolean firstHangup() {
    boolean first = !hangupSent;
    hangupSent = true;
    return first;
  }

  boolean hangupSent() {
    return hangupSent;
  }
}
