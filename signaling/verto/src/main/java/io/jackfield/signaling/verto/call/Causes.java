package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Q850;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.verto.rpc.Params;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;

/** Causes of Verto and failures of the gateway (errors.md, "Signalling mapping"). */
final class Causes {

  private static final int LAST = 127;

  private Causes() {}

  /** {@code cause} and {@code causeCode} of {@code verto.bye}. */
  static Map<String, Object> fields(Failure failure) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("causeCode", failure.vertoCode());
    fields.put("cause", failure.vertoCause());
    return fields;
  }

  /** Why a client hangs up or refuses: its cause is kept, by code or by name. */
  static Failure ofClient(Params bye, Reason byDefault) {
    OptionalInt code = bye.number("causeCode");
    if (code.isEmpty()) {
      code = bye.text("cause").map(Causes::number).orElse(OptionalInt.empty());
    }
    return Failure.ofClient(code, bye.text("cause"), byDefault);
  }

  private static OptionalInt number(String name) {
    for (int cause = 1; cause <= LAST; cause++) {
      if (Q850.name(cause).equals(name)) {
        return OptionalInt.of(cause);
      }
    }
    return OptionalInt.empty();
  }

  /** What a stage failed with. */
  static Failure of(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof FailureException known
        ? known.failure()
        : Failure.of(Reason.INTERNAL_ERROR);
  }
}
