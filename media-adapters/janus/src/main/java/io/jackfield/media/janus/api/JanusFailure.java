package io.jackfield.media.janus.api;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Janus's error codes in the gateway's terms (backend-janus.md, "Calls, events, failures"). */
final class JanusFailure {

  private JanusFailure() {}

  /** What a code of the core or of a plugin means. */
  static Failure of(long code, String text) {
    return switch ((int) code) {
      case 413, 444 -> Failure.of(Reason.INVALID_PARAMETERS).withDetail(text);
      case 426 -> Failure.of(Reason.ROOM_NOT_FOUND);
      case 427 -> Failure.of(Reason.ROOM_ALREADY_EXISTS);
      case 428 -> Failure.of(Reason.INVALID_PUBLISHER);
      case 437, 465 -> Failure.of(Reason.INVALID_SDP).withDetail(text);
      default -> Failure.of(Reason.JANUS_ERROR, code, text);
    };
  }

  /** The error a message of the core carries. */
  static Failure ofCore(Map<String, Object> message) {
    Map<String, Object> error = Json.object(message, "error");
    return of(Json.number(error, "code").orElse(0L), Json.text(error, "reason").orElse(""));
  }

  static <T> CompletionStage<T> failed(Failure failure) {
    return CompletableFuture.failedFuture(new FailureException(failure));
  }

  static Failure connection() {
    return Failure.of(Reason.JANUS_CONNECTION_ERROR);
  }
}
