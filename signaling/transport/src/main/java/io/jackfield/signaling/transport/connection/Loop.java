package io.jackfield.signaling.transport.connection;

import java.time.Duration;
import java.util.concurrent.Executor;

/** A serial executor with timers: one event loop, one thread. Tasks must not block. */
public interface Loop extends Executor {

  /** A task that can still be called off. */
  interface Timer {
    /** Calls the task off; no effect if it ran or was called off. Any thread. */
    void cancel();
  }

  /** Whether the caller runs on this loop. */
  boolean inLoop();

  /** Runs a task on this loop after a delay. */
  Timer schedule(Duration delay, Runnable task);
}
