package io.jackfield.gateway.media;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The engine's side of one media session: one offer, one answer, a type that can change.
 *
 * <p>Operations complete with a {@link io.jackfield.gateway.failure.FailureException} when refused;
 * the caller puts its own deadline on each. After {@link #close} all complete with {@code
 * session_stop} or stay without effect.
 */
public interface MediaLeg {

  /**
   * The engine makes the offer; {@link #setAnswer} must follow.
   *
   * @param type what the leg does once connected
   * @param kind WebRTC or plain RTP
   * @param codecPeer a leg this one will be bridged to: codecs are limited to those both can use,
   *     in the peer's order. With it an engine that joins legs ({@link Capabilities#joins}) takes
   *     {@link LegType.Park} too, even where it has no such type
   * @return the offer
   */
  CompletionStage<SessionDescription> createOffer(
      LegType type, SdpKind kind, Optional<SessionId> codecPeer);

  /**
   * The same, with keys for SRTP in a plain RTP offer where the engine has that (RFC 4568, written
   * so that the client may pass them over, RFC 8643).
   *
   * @param keys whether keys are to be offered; without effect for WebRTC, which has its own
   * @return the offer
   */
  default CompletionStage<SessionDescription> createOffer(
      LegType type, SdpKind kind, Optional<SessionId> codecPeer, boolean keys) {
    return createOffer(type, kind, codecPeer);
  }

  /**
   * Takes the client's offer without answering yet, so that other legs can be offered the same
   * codecs. Only engines with {@link Capabilities#lateAnswer}.
   *
   * @param offer the client's offer
   * @return completes when the offer is acceptable on its own
   */
  CompletionStage<Void> setOffer(SessionDescription offer);

  /**
   * The engine answers the client's offer, given here or before with {@link #setOffer}.
   *
   * @param type what the leg does
   * @param offer the client's offer
   * @param codecPeer a leg this one will be bridged to, already negotiated: its codecs come first
   * @return the answer
   */
  CompletionStage<SessionDescription> createAnswer(
      LegType type, SessionDescription offer, Optional<SessionId> codecPeer);

  /**
   * The client's answer to {@link #createOffer}.
   *
   * @param answer the answer
   * @return completes when applied
   */
  CompletionStage<Void> setAnswer(SessionDescription answer);

  /**
   * The client offers again in a running session (hold, resume, new address; RFC 3264 section 8).
   *
   * @param offer the new offer
   * @return the answer; on failure the leg goes on as it was
   */
  CompletionStage<SessionDescription> renegotiate(SessionDescription offer);

  /**
   * A new offer to the client of a running session (RFC 3264 section 8), with new ICE credentials:
   * for a client that comes back with nothing of its old connection. The leg goes on as it was
   * until {@link #setAnswer} brings the answer; a new offer of the client replaces it.
   *
   * @return the offer; {@code not_implemented} where the engine cannot make one
   */
  default CompletionStage<SessionDescription> reoffer() {
    return CompletableFuture.failedFuture(FailureException.of(Reason.NOT_IMPLEMENTED));
  }

  /**
   * A candidate of the client.
   *
   * @param candidate the candidate and its m-section
   */
  void addCandidate(TrickleCandidate candidate);

  /** No more candidates of the client (RFC 8838 section 13). */
  void endOfCandidates();

  /**
   * Changes the type without a new description.
   *
   * @param type the new type
   * @return completes when media flows the new way; on failure the old type stays
   */
  CompletionStage<Void> setType(LegType type);

  /**
   * Mutes and limits what the client sends.
   *
   * @param update the values that change
   * @return completes when applied
   */
  CompletionStage<Void> update(MediaUpdate update);

  /**
   * The client holds its call, or no longer. A client that holds may be silent for as long as it
   * likes.
   *
   * @param held whether it does
   */
  default void held(boolean held) {}

  /**
   * Sends digits to the client (RFC 4733).
   *
   * @param digits {@code 0-9 * # A-D}
   * @return completes when queued
   */
  CompletionStage<Void> sendDtmf(String digits);

  /**
   * Records what the client sends, in any type, once offer and answer are there. Each change is
   * also told as status {@code recorder} (events.md), and so is an end that nobody asked for (full
   * disk).
   *
   * @param action what to do
   * @return fields of the command's reply, e.g. {@code uri} of a start; {@code no_active_recorder}
   *     for all but a start when nothing is recorded, {@code invalid_uri} for a target that cannot
   *     be written or whose container the engine lacks, {@code not_implemented} when it does not
   *     record. A refusal leaves the leg as it was
   */
  CompletionStage<Map<String, Object>> recorder(RecorderAction action);

  /**
   * Steers what {@link LegType.Play} plays. Each change is also told as status {@code player}
   * (events.md), and so is the end of the file.
   *
   * @param action what to do
   * @return fields of the command's reply; {@code no_active_player} for all but a start when
   *     nothing is played, {@code invalid_uri} for a file that cannot be read or is no medium the
   *     engine has, {@code not_implemented} when it does not play. A refusal leaves the leg as it
   *     was
   */
  CompletionStage<Map<String, Object>> player(PlayerAction action);

  /**
   * What the leg counted.
   *
   * @return a snapshot
   */
  CompletionStage<LegStats> stats();

  /**
   * Ends the leg and frees what it holds. Idempotent; succeeds when the engine is gone.
   *
   * @return completes when the resources are released
   */
  CompletionStage<Void> close();
}
