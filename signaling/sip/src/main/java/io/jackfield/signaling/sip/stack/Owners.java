package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.transport.connection.Loop;
import java.util.List;

/**
 * The event loops that own calls: all that belongs to one Call-ID runs on one of them.
 *
 * @param loops in a fixed order; at least one
 */
public record Owners(List<Loop> loops) {

  /** Copies the list. */
  public Owners {
    loops = List.copyOf(loops);
    if (loops.isEmpty()) {
      throw new IllegalArgumentException("at least one loop is needed");
    }
  }

  /** The loop of a Call-ID. */
  public Loop of(String callId) {
    int hash = callId.hashCode();
    return loops.get(Math.floorMod(hash ^ (hash >>> 16), loops.size()));
  }

  /** Runs a task on the owner of a Call-ID: at once if already there, else after what waits. */
  public void run(String callId, Runnable task) {
    Loop loop = of(callId);
    if (loop.inLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }
}
