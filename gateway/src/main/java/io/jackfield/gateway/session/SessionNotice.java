package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import java.util.Optional;

/** What a session tells the call that owns it. */
public sealed interface SessionNotice {

  /** The client's offer is complete and taken, and nobody has answered it yet. */
  record OfferTaken(Description offer) implements SessionNotice {}

  /** The engine's offer is complete. */
  record OfferReady(Description offer) implements SessionNotice {}

  /** The engine's answer is complete. */
  record AnswerReady(Description answer) implements SessionNotice {}

  /** The client's answer is complete and applied. */
  record AnswerApplied(Description answer) implements SessionNotice {}

  /** The type has changed as asked. */
  record TypeChanged() implements SessionNotice {}

  /** An operation the call asked for was refused; the session may live on. */
  record Refused(Failure failure) implements SessionNotice {}

  /** The outcome of a new offer. */
  record Reanswered(Optional<Description> answer, Optional<Failure> failure)
      implements SessionNotice {}

  /** The new offer the call asked for; where there is none, {@link Reanswered} tells why. */
  record Reoffered(Description offer) implements SessionNotice {}

  /** The client sent a digit in its media. */
  record Digit(char digit) implements SessionNotice {}

  /** A digit for the client that its media cannot carry. */
  record DigitForClient(char digit) implements SessionNotice {}

  /** A candidate of the client that no engine takes, or the end of them. */
  record FromClient(Optional<TrickleCandidate> candidate) implements SessionNotice {}

  /** A candidate for the client, or the end of them. */
  record ForClient(Optional<TrickleCandidate> candidate) implements SessionNotice {}

  /** The session ends; resources may still be in release. */
  record Ending(Failure failure) implements SessionNotice {}

  /** The session is gone, all released. */
  record Ended(LegStats stats) implements SessionNotice {}
}
