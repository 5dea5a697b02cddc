package io.jackfield.signaling.verto.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A client has a new socket: every call it has is offered to it anew, then it is told which. On the
 * client's owner.
 */
final class Welcome {

  /** The longest an engine may take for its offers. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Set<String> waiting = new HashSet<>();
  private final List<String> attached = new ArrayList<>();
  private final Consumer<List<String>> ready;
  private boolean over;

  /** Tells {@code ready} once the ids of the calls that were offered. */
  Welcome(Set<String> calls, Consumer<List<String>> ready) {
    waiting.addAll(calls);
    this.ready = ready;
  }

  void begin() {
    check();
  }

  /** A call was offered to the client, or cannot be. */
  void done(String call, boolean offered) {
    if (waiting.remove(call)) {
      if (offered) {
        attached.add(call);
      }
      check();
    }
  }

  /** What is not there yet comes too late to be named. */
  void late() {
    waiting.clear();
    check();
  }

  private void check() {
    if (waiting.isEmpty() && !over) {
      over = true;
      ready.accept(attached);
    }
  }
}
