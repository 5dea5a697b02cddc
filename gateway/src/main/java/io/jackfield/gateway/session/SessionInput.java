package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What can happen to a session. {@code token} names the waiting caller, answered once with {@link
 * SessionEffect.Succeed} or {@link SessionEffect.Fail}; {@code op} names the leg operation whose
 * outcome this is.
 */
public sealed interface SessionInput {

  /**
   * The caller that waits behind this input.
   *
   * @return its number; 0 when nobody does
   */
  default long token() {
    return 0;
  }

  /**
   * An answer on behalf of a session that is gone.
   *
   * @param to who reached out to it
   * @param input what it is told
   */
  record Bounce(SessionId to, SessionInput input) {}

  /**
   * What somebody must hear who reached out to a session that is gone.
   *
   * @param gone the session that is gone
   * @param input what it was told
   * @return empty when nobody waits for anything
   */
  static Optional<Bounce> bounce(SessionId gone, SessionInput input) {
    if (input instanceof SlaveLinked in) {
      return Optional.of(new Bounce(in.slave(), new PeerStopped(gone)));
    } else if (input instanceof BridgedBy in) {
      return Optional.of(new Bounce(in.peer(), new BridgeLeft(gone)));
    }
    return Optional.empty();
  }

  /**
   * First input.
   *
   * @param deferAnswer the offer is only taken; {@link CreateAnswer} follows
   * @param presented the offer is that of another session's client; this one's answers it
   * @param codecPeer leg whose codecs the offer or answer is limited to
   */
  record Create(long token, boolean deferAnswer, boolean presented, Optional<SessionId> codecPeer)
      implements SessionInput {}

  /** A blank session gets its offer. */
  record SetOffer(long token, Description offer) implements SessionInput {}

  /** The client answers. */
  record SetAnswer(long token, Description answer) implements SessionInput {}

  /**
   * A blank session is put on an engine: the engine answers the offer given, or makes one.
   *
   * @param engine facts of the engine chosen for it
   */
  record Become(long token, LegType type, EngineFacts engine, Optional<Description> offer)
      implements SessionInput {}

  /**
   * A blank session that has its client's offer is put on an engine, which answers it.
   *
   * @param engine facts of the engine chosen for it
   */
  record AnswerAs(long token, LegType type, EngineFacts engine) implements SessionInput {}

  /** The client answers again, and differently: what it said before was early media. */
  record NewAnswer(Description answer) implements SessionInput {}

  /** A deferred answer is made now. */
  record CreateAnswer(long token, LegType type, Optional<SessionId> codecPeer)
      implements SessionInput {}

  /** The client offers again. */
  record Reoffer(long token, Description offer) implements SessionInput {}

  /** The client is to be offered again. */
  record OfferAgain() implements SessionInput {}

  /** The client's answer to the offer made again. */
  record AnswerAgain(Description answer) implements SessionInput {}

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

  /**
   * A recording is to begin.
   *
   * @param target where to; empty for the next name of this session in its record directory
   */
  record StartRecorder(long token, Optional<URI> target) implements SessionInput {}

  /** The recorder is to do something else. */
  record Recorder(long token, RecorderAction action) implements SessionInput {}

  /** The player is to do something. */
  record Player(long token, PlayerAction action) implements SessionInput {}

  /** The layout of the session's conference has been changed. */
  record LayoutChanged(long token, String layout) implements SessionInput {}

  /** The session is to end. */
  record Destroy(long token, Failure failure) implements SessionInput {}

  /** The linked session relays a candidate of its client. */
  record LinkedCandidate(Optional<TrickleCandidate> candidate) implements SessionInput {}

  /** The slave has its answer, which is the master's too. */
  record LinkedAnswer(Description answer) implements SessionInput {}

  /** A new slave names this session its master. */
  record SlaveLinked(SessionId slave) implements SessionInput {}

  /** Another slave has taken this one's place. */
  record Unlinked(SessionId master) implements SessionInput {}

  /** Another session will be joined to this one once its client has answered. */
  record BridgeComing(SessionId peer) implements SessionInput {}

  /**
   * Another session has been joined to this one, which thereby is a {@code bridge} too.
   *
   * @param role this session's part in a pair of {@code proxy} and {@code bridge}
   */
  record BridgedBy(SessionId peer, Optional<String> role) implements SessionInput {}

  /** The session this one was joined to has left. */
  record BridgeLeft(SessionId peer) implements SessionInput {}

  /** A call has launched invites for this session and watches the time itself. */
  record Ringing() implements SessionInput {}

  /** The linked session is gone. */
  record PeerStopped(SessionId peer) implements SessionInput {}

  /**
   * Hold in the call of this session.
   *
   * @param byClient the client holds: it may be silent
   * @param silenced what the client sends is not passed on for as long
   */
  record Hold(boolean byClient, boolean silenced) implements SessionInput {}

  /** The client sent a digit outside its media. */
  record SaidDigit(char digit) implements SessionInput {}

  /**
   * A digit of the other side for the client.
   *
   * @param relayed it came in media, and the engine has passed it on if the client takes it there
   */
  record PassDigit(char digit, boolean relayed) implements SessionInput {}

  /** A leg operation brought a description. */
  record LegDescribed(long op, SessionDescription description) implements SessionInput {}

  /** A leg operation without result is done. */
  record LegDone(long op) implements SessionInput {}

  /** A leg operation is done and has something to say. */
  record LegReplied(long op, Map<String, Object> reply) implements SessionInput {}

  /** The engine says more of the type than the model knows. */
  record LegTypeInfo(Map<String, Object> fields) implements SessionInput {}

  /** A leg operation was refused or took too long. */
  record LegFailed(long op, Failure failure) implements SessionInput {}

  /** A candidate of the engine. */
  record LegCandidate(TrickleCandidate candidate) implements SessionInput {}

  /** A candidate of the engine for the called party of a proxy, or the end of them. */
  record FarCandidate(Optional<TrickleCandidate> candidate) implements SessionInput {}

  /** The engine has no more candidates. */
  record LegEndOfCandidates() implements SessionInput {}

  /** The engine reports a status. */
  record LegStatus(String statusClass, Map<String, Object> fields) implements SessionInput {}

  /** The client sent a digit in its media. */
  record LegDtmf(char digit) implements SessionInput {}

  /** The leg is lost. */
  record LegLost(Failure failure) implements SessionInput {}

  /** The leg's resources are released, or waiting for that is over. */
  record LegClosed() implements SessionInput {}

  /** A timer ran out. */
  record TimerFired(TimerKey timer) implements SessionInput {}
}
