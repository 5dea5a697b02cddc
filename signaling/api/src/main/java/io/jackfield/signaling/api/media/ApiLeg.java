package io.jackfield.signaling.api.media;

import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.signaling.api.command.Client;
import java.util.ArrayList;
import java.util.List;
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
  final ApiParty party;
  final String user;
  final boolean managed;
  private volatile State state;
  private volatile boolean talking;
  private volatile Optional<SessionId> session = Optional.empty();

  /** More than any browser gathers; what comes beyond is lost, as it was told to nobody. */
  private static final int MOST_HELD = 100;

  /** What waits until the client has answered its invite; only touched under this leg's lock. */
  private List<Runnable> held = new ArrayList<>();

  private boolean answered;

  /** On the client's loop: the client has had its one {@code hangup} event. */
  private boolean hangupSent;

  /**
   * A part.
   *
   * @param party hears of the call for it; of its client now
   */
  ApiLeg(CallId call, LegId leg, ApiParty party, String user, boolean managed, State state) {
    this.call = call;
    this.leg = leg;
    this.party = party;
    this.client = party.client();
    this.user = user;
    this.managed = managed;
    this.state = state;
    this.answered = state != State.INVITED;
  }

  /**
   * Tells the client something, in order: only with its answer to the invite is it subscribed to
   * the call, and the caller's first candidates are often faster than that answer.
   */
  synchronized void tell(Runnable telling) {
    if (answered) {
      telling.run();
    } else if (held.size() < MOST_HELD) {
      held.add(telling);
    }
  }

  /** The invite is answered, and the client subscribed if it wanted to be. */
  synchronized void answered() {
    answered = true;
    held.forEach(Runnable::run);
    held = List.of();
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

  /** The other side is there. */
  void talks() {
    talking = true;
  }

  /** Whether the call was answered and goes on. */
  boolean isTalking() {
    return talking && state == State.JOINED;
  }

  /** The same part with the client its party has now. */
  ApiLeg again() {
    ApiLeg copy = new ApiLeg(call, leg, party, user, managed, State.JOINED);
    copy.talks();
    return copy;
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
