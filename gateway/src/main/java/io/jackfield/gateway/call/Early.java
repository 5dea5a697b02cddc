package io.jackfield.gateway.call;

import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.signal.Description;
import java.util.Optional;

/**
 * Early media of one destination.
 *
 * @param leg whose
 * @param answer what it said
 * @param applied its session has that answer
 * @param heard the caller hears it
 */
public record Early(LegId leg, Description answer, boolean applied, boolean heard) {

  Early nowApplied() {
    return new Early(leg, answer, true, heard);
  }

  Early nowHeard() {
    return new Early(leg, answer, true, true);
  }

  /** Whether an answer says something else than the early one did. */
  boolean differs(Optional<Description> other) {
    return other
        .flatMap(Description::sdp)
        .filter(sdp -> answer.sdp().filter(sdp::equals).isEmpty())
        .isPresent();
  }
}
