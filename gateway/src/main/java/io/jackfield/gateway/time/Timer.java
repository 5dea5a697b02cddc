package io.jackfield.gateway.time;

/** A scheduled task. */
@FunctionalInterface
public interface Timer {

  /** Prevents the task from running if it has not started. Idempotent. */
  void cancel();
}
