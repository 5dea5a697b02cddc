package io.jackfield.gateway.call;

import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One destination of a call.
 *
 * @param leg its leg
 * @param destination the endpoint
 * @param phase how far it is
 * @param session its media session in a managed call
 * @param answer what it accepted with
 * @param info who it says it is
 * @param candidates its candidates, kept until the caller can have them; an empty one is the end
 */
record Branch(
    LegId leg,
    Destination destination,
    Phase phase,
    Optional<SessionId> session,
    Optional<Description> answer,
    PartyInfo info,
    List<Optional<TrickleCandidate>> candidates) {

  /** How far a destination is. */
  enum Phase {
    /** Its delay runs. */
    DELAYED,
    /** Its session makes the offer. */
    PREPARING,
    /** The endpoint has the invite. */
    INVITED,
    /** It is to be joined in the course of a transfer. */
    TAKES_OVER,
    /** It accepted first. */
    WINNER
  }

  Branch {
    candidates = List.copyOf(candidates);
  }

  static Branch fresh(LegId leg, Destination destination) {
    return new Branch(
        leg,
        destination,
        Phase.DELAYED,
        Optional.empty(),
        Optional.empty(),
        PartyInfo.UNKNOWN,
        List.of());
  }

  Branch with(Phase newPhase) {
    return new Branch(leg, destination, newPhase, session, answer, info, candidates);
  }

  Branch with(SessionId newSession) {
    return new Branch(leg, destination, phase, Optional.of(newSession), answer, info, candidates);
  }

  Branch accepted(Optional<Description> newAnswer, PartyInfo newInfo) {
    return new Branch(leg, destination, Phase.WINNER, session, newAnswer, newInfo, candidates);
  }

  Branch shows(PartyInfo newInfo) {
    return new Branch(leg, destination, phase, session, answer, newInfo, candidates);
  }

  Branch withCandidates(List<Optional<TrickleCandidate>> all) {
    return new Branch(leg, destination, phase, session, answer, info, all);
  }

  /** Who it is: what it said of itself, else the name it was found under. */
  PartyInfo shown() {
    return info.equals(PartyInfo.UNKNOWN)
        ? new PartyInfo(Optional.empty(), Optional.of(destination.name()), Map.of())
        : info;
  }

  /** Whether the endpoint knows of the call and must be told its end. */
  boolean told() {
    return phase == Phase.INVITED || phase == Phase.TAKES_OVER || phase == Phase.WINNER;
  }
}
