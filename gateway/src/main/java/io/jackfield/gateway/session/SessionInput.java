package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import java.util.Map;
import java.util.Optional;

/**
 * What can happen to a session. {@code token} names the waiting caller, answered once with {@link
 * SessionEffect.Succeed} or {@link SessionEffect.Fail}; {@code op} names the leg operation whose
 * outcome this is.
 */
public sealed interface SessionInput {

  /**
   * First input.
   *
   * @param deferAnswer the offer is only taken; {@link CreateAnswer} follows
   * @param codecPeer leg whose codecs the offer or answer is limited to
   */
  record Create(long token, boolean deferAnswer, Optional<SessionId> codecPeer)
      implements SessionInput {}

  /** A blank session gets its offer. */
  record SetOffer(long token, Description offer) implements SessionInput {}

  /** The client answers. */
  record SetAnswer(long token, Description answer) implements SessionInput {}

  /** A deferred answer is made now. */
  record CreateAnswer(long token, LegType type, Optional<SessionId> codecPeer)
      implements SessionInput {}

  /** The client offers again. */
  record Reoffer(long token, Description offer) implements SessionInput {}

  /** Somebody waits for the offer. */
  record AwaitOffer(long token) implements SessionInput {}

  /** Somebody waits for the answer. */
  record AwaitAnswer(long token) implements SessionInput {}

  /** A candidate of the client. */
  record Candidate(long token, TrickleCandidate candidate) implements SessionInput {}

  /** The client has no more candidates. */
  record EndOfCandidates(long token) implements SessionInput {}

  /** The type is to change. */
  record SetType(long token, LegType type) implements SessionInput {}

  /** Mutes or bitrate are to change. */
  record Update(long token, MediaUpdate update) implements SessionInput {}

  /** Digits for the client. */
  record SendDtmf(long token, String digits) implements SessionInput {}

  /** The session is to end. */
  record Destroy(long token, Failure failure) implements SessionInput {}

  /** The linked session relays a candidate of its client. */
  record LinkedCandidate(Optional<TrickleCandidate> candidate) implements SessionInput {}

  /** The slave has its answer, which is the master's too. */
  record LinkedAnswer(Description answer) implements SessionInput {}

  /** A new slave names this session its master. */
  record SlaveLinked(SessionId slave) implements SessionInput {}

  /** The linked session is gone. */
  record PeerStopped(SessionId peer) implements SessionInput {}

  /** A leg operation brought a description. */
  record LegDescribed(long op, SessionDescription description) implements SessionInput {}

  /** A leg operation without result is done. */
  record LegDone(long op) implements SessionInput {}

  /** A leg operation was refused or took too long. */
  record LegFailed(long op, Failure failure) implements SessionInput {}

  /** A candidate of the engine. */
  record LegCandidate(TrickleCandidate candidate) implements SessionInput {}

  /** The engine has no more candidates. */
  record LegEndOfCandidates() implements SessionInput {}

  /** The engine reports a status. */
  record LegStatus(String statusClass, Map<String, Object> fields) implements SessionInput {}

  /** The client sent a digit. */
  record LegDtmf(char digit) implements SessionInput {}

  /** The leg is lost. */
  record LegLost(Failure failure) implements SessionInput {}

  /** The leg's resources are released, or waiting for that is over. */
  record LegClosed() implements SessionInput {}

  /** A timer ran out. */
  record TimerFired(TimerKey timer) implements SessionInput {}
}
