package io.jackfield.signaling.verto;

import io.jackfield.gateway.id.IdSource;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Time and chance, from outside.
 *
 * @param ids makes ids
 * @param nanoTime a clock that only moves forward
 * @param clock wall clock
 */
public record VertoPorts(IdSource ids, LongSupplier nanoTime, InstantSource clock) {

  /**
   * Those of the system.
   *
   * @return random ids, real time
   */
  public static VertoPorts system() {
    return new VertoPorts(
        () -> UUID.randomUUID().toString(), System::nanoTime, Clock.systemUTC()::instant);
  }
}
