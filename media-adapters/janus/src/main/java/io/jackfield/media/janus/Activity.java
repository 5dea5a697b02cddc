package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a leg does on Janus; on the loop only. What an activity lacks it refuses. */
interface Activity {

  /** Answers the client's offer. */
  default CompletionStage<SessionDescription> answer(SessionDescription offer) {
    return refused(Reason.INVALID_OPERATION);
  }

  /** Makes the offer for the client. */
  default CompletionStage<SessionDescription> offer() {
    return refused(Reason.INVALID_OPERATION);
  }

  /** Takes the client's answer. */
  default CompletionStage<Void> setAnswer(SessionDescription answer) {
    return refused(Reason.INVALID_OPERATION);
  }

  /** Mutes and limits what the client sends. */
  default CompletionStage<Void> update(MediaUpdate update) {
    return refused(Reason.INVALID_OPERATION);
  }

  /**
   * The client offers again.
   *
   * @return the answer; on failure all goes on as it was
   */
  default CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
    return refused(Reason.NOT_IMPLEMENTED);
  }

  /**
   * Records what the client sends.
   *
   * @param base path on Janus's machine, without extension; empty: records no more
   */
  default CompletionStage<Void> record(Optional<String> base) {
    return refused(Reason.NOT_IMPLEMENTED);
  }

  /** Takes another type without a new description. */
  default CompletionStage<Void> change(LegType type) {
    return refused(Reason.NOT_IMPLEMENTED);
  }

  /** A candidate of the client, or the end of them, in Janus's fields. */
  default void trickle(Map<String, ?> candidate) {}

  /** Its leg is lost: who depends on it is told. */
  default void lost(Failure failure) {}

  /** Gives back what it holds beside the leg's own Janus session. */
  default void release() {}

  /** A refusal. */
  static <T> CompletionStage<T> refused(Reason reason) {
    return CompletableFuture.failedFuture(FailureException.of(reason));
  }
}
