package io.jackfield.gateway.time;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * A serial executor with timers: tasks run one at a time, in the order they were handed over by one
 * thread. A task must not block.
 */
public interface Owner extends Executor {

  /**
   * Runs a task here later.
   *
   * @param delay zero or more
   * @param task runs on this owner unless cancelled first
   * @return a handle to cancel it
   */
  Timer schedule(Duration delay, Runnable task);

  /**
   * Whether the calling thread is running a task of this owner.
   *
   * @return true on the owner
   */
  boolean inOwner();
}
