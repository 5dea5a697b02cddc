package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a step wants done, in this order. {@code op} comes back with the outcome. */
public sealed interface SessionEffect {

  /** An operation on the session's leg. */
  sealed interface LegOperation extends SessionEffect {}

  /** The engine makes the offer, with keys for SRTP if wanted. */
  record LegCreateOffer(
      long op, LegType type, SdpKind kind, Optional<SessionId> codecPeer, boolean keys)
      implements LegOperation {}

  /** The engine takes the offer and keeps it. */
  record LegSetOffer(long op, SessionDescription offer) implements LegOperation {}

  /** The engine answers. */
  record LegCreateAnswer(
      long op, LegType type, SessionDescription offer, Optional<SessionId> codecPeer)
      implements LegOperation {}

  /** The engine gets the client's answer. */
  record LegSetAnswer(long op, SessionDescription answer) implements LegOperation {}

  /** The engine answers a new offer in a running session. */
  record LegRenegotiate(long op, SessionDescription offer) implements LegOperation {}

  /** The engine offers again in a running session. */
  record LegReoffer(long op) implements LegOperation {}

  /** The engine changes the type. */
  record LegSetType(long op, LegType type) implements LegOperation {}

  /** The engine changes mutes or bitrate. */
  record LegUpdate(long op, MediaUpdate update) implements LegOperation {}

  /** The engine is told whether the client holds, and may therefore be silent. */
  record LegHold(boolean held) implements LegOperation {}

  /** The engine sends digits to the client. */
  record LegSendDtmf(long op, String digits) implements LegOperation {}

  /** The engine records. */
  record LegRecorder(long op, RecorderAction action) implements LegOperation {}

  /** The engine plays. */
  record LegPlayer(long op, PlayerAction action) implements LegOperation {}

  /**
   * An operation on a proxy's far leg.
   *
   * @param leg the engine's name for that leg
   */
  record OnFarLeg(SessionId leg, LegOperation operation) implements SessionEffect {}

  /** A proxy's far leg is released. */
  record FarLegClose() implements SessionEffect {}

  /** The session, until now without an engine, is on the one that was chosen for this input. */
  record UseEngine(EngineFacts engine) implements SessionEffect {}

  /** The engine gets a candidate of the client. */
  record LegAddCandidate(TrickleCandidate candidate) implements SessionEffect {}

  /** The engine is told that no more candidates come. */
  record LegEndCandidates() implements SessionEffect {}

  /** The leg is closed; {@link SessionInput.LegClosed} follows. */
  record LegClose() implements SessionEffect {}

  /** A timer starts, or starts again. */
  record StartTimer(TimerKey timer, Duration after) implements SessionEffect {}

  /** A timer stops. */
  record CancelTimer(TimerKey timer) implements SessionEffect {}

  /** An event of the session is published. */
  record Publish(String type, Map<String, Object> body) implements SessionEffect {}

  /** A waiting caller gets its result. */
  record Succeed(long token, Optional<Object> result) implements SessionEffect {}

  /** A waiting caller is refused. */
  record Fail(long token, Failure failure) implements SessionEffect {}

  /** Another session hears of this one. */
  record ToSession(SessionId session, SessionInput input) implements SessionEffect {}

  /**
   * The session is in the room of this type now, or in none; whatever room it was in before it has
   * left.
   */
  record InRoom(Optional<LegType> type) implements SessionEffect {}

  /** The call that owns the session, if any, hears of it. */
  record Notify(SessionNotice notice) implements SessionEffect {}

  /** The session is over and forgotten. The last effect. */
  record Gone(Failure failure) implements SessionEffect {}
}
