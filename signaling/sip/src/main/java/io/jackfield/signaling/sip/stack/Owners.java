package io.jackfield.signaling.sip.stack;

import io.jackfield.signaling.sip.message.Tags;
import io.jackfield.signaling.transport.connection.Loop;
import java.util.List;

/**
 * The event loops that own calls: all that belongs to one Call-ID runs on one of them.
 *
 * @param loops in a fixed order; at least one
 */
public record Owners(List<Loop> loops) {

  /** Ids made for one that leads here: enough for some tens of loops. */
  private static final int TRIES = 32;

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

  /**
   * A new Call-ID. If the caller runs on one of these loops, that one owns it, so that what a call
   * says to its new leg changes no thread.
   */
  public String newCallId() {
    String id = Tags.callId();
    if (loops.stream().anyMatch(Loop::inLoop)) {
      for (int tries = 0; tries < TRIES && !of(id).inLoop(); tries++) {
        id = Tags.callId();
      }
    }
    return id;
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
