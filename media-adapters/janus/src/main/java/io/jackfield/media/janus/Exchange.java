package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.janus.api.JanusHandle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A caller's offer turned into one for a far side of one kind, and the far side's answer turned
 * into the caller's. All callees of a call that take that kind share the offer; the first that
 * answers has it. On the loop only.
 */
abstract class Exchange {

  /** Whose client. */
  enum Side {
    CALLER,
    FAR;

    Side other() {
      return this == CALLER ? FAR : CALLER;
    }
  }

  private final LegHome caller;
  private final SessionDescription callerOffer;
  private Optional<CompletionStage<SessionDescription>> offer = Optional.empty();
  private final Set<FarActivity> farSides = new LinkedHashSet<>();
  private Optional<FarActivity> winner = Optional.empty();
  private Optional<SessionDescription> callerAnswer = Optional.empty();

  /**
   * Nothing is asked of Janus yet.
   *
   * @param caller the leg whose Janus session holds the handles
   * @param callerOffer its client's offer
   */
  Exchange(LegHome caller, SessionDescription callerOffer) {
    this.caller = caller;
    this.callerOffer = callerOffer;
  }

  /** Asks Janus for the far side's offer. */
  abstract CompletionStage<SessionDescription> makeOffer();

  /** Asks Janus for the caller's answer. */
  abstract CompletionStage<SessionDescription> makeAnswer(SessionDescription farAnswer);

  /** The handle with a side's PeerConnection; empty for plain RTP, and before there is one. */
  abstract Optional<JanusHandle> peerConnection(Side side);

  /** Every handle there is. */
  abstract List<JanusHandle> handles();

  /** Mutes and limits what a side's client sends. */
  abstract CompletionStage<Void> update(Side side, MediaUpdate update);

  /**
   * Records what a side's client sends.
   *
   * @param base path without extension; empty: records no more
   */
  abstract CompletionStage<Void> record(Side side, Optional<String> base);

  /**
   * A side's client offers again. The other is not asked: it goes on as it was.
   *
   * @return the answer
   */
  abstract CompletionStage<SessionDescription> renegotiate(Side side, SessionDescription offered);

  LegHome caller() {
    return caller;
  }

  SessionDescription callerOffer() {
    return callerOffer;
  }

  void add(FarActivity far) {
    farSides.add(far);
  }

  void remove(FarActivity far) {
    farSides.remove(far);
  }

  /** The offer for the far side; made once. */
  CompletionStage<SessionDescription> offer() {
    if (offer.isEmpty()) {
      offer = Optional.of(makeOffer());
    }
    return offer.get();
  }

  /**
   * The far side's answer.
   *
   * @param far who answers
   * @param answer what its client says
   * @return done when the caller's answer is there; {@code already_answered} when another was first
   */
  CompletionStage<Void> answer(FarActivity far, SessionDescription answer) {
    if (winner.isPresent()) {
      return Activity.refused(Reason.ALREADY_ANSWERED);
    }
    winner = Optional.of(far);
    return makeAnswer(answer)
        .thenApply(
            made -> {
              callerAnswer = Optional.of(made);
              return (Void) null;
            })
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                // Somebody else may still answer.
                winner = Optional.empty();
              }
            });
  }

  /** The side whose PeerConnection it is hears what happens to it. */
  LegHome.PluginEvents farEvents() {
    return new FarEvents();
  }

  /** Something on the far side's PeerConnection is told on its session. */
  class FarEvents implements LegHome.PluginEvents {

    @Override
    public void onEvent(JanusHandle.PluginMessage message) {
      // Most plugins tell nothing unasked.
    }

    @Override
    public void onStatus(LegHome home, String statusClass, Map<String, Object> fields) {
      winner.ifPresent(far -> far.status(statusClass, fields));
    }
  }

  /** Whether this far side was the first to answer. */
  boolean wonBy(FarActivity far) {
    return winner.filter(far::equals).isPresent();
  }

  /** The caller's answer, once the far side's is there. */
  Optional<SessionDescription> callerAnswer() {
    return callerAnswer;
  }

  /** A candidate of a side's client. */
  void trickle(Side side, Map<String, ?> candidate) {
    peerConnection(side).ifPresent(handle -> handle.trickle(candidate));
  }

  /** The winner has gone: its side's connection ends, and with it the caller's. */
  void farLeft() {
    handles().forEach(JanusHandle::detach);
    caller.lost(Failure.of(Reason.BRIDGE_STOP));
  }

  /** The caller has gone, and with its Janus session all handles. */
  void callerLost(Failure failure) {
    Set.copyOf(farSides).forEach(far -> far.callerLost(failure));
  }

  static FailureException noSdp() {
    return new FailureException(Failure.of(Reason.JANUS_ERROR, 0, "no SDP"));
  }
}
