package io.jackfield.signaling.api.connection;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets requests start in the order they came (protocol.md, "Transactions") also when somebody must
 * be asked about one of them first. On the loop.
 */
final class StartOrder {

  private final Deque<Runnable> waiting = new ArrayDeque<>(0);
  private boolean held;

  /** Starts a request, or keeps it behind the one that holds; false when it is kept. */
  boolean run(Runnable start) {
    if (held) {
      waiting.add(start);
      return false;
    }
    start.run();
    return true;
  }

  /** Nothing starts from now on. */
  void hold() {
    held = true;
  }

  /** Starts what waits, up to one that holds again. */
  void release() {
    held = false;
    while (!held && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  void clear() {
    waiting.clear();
  }
}
