package io.jackfield.media.embedded.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * The pool of even RTP ports: handed out in random order, so that an outsider cannot guess them,
 * and rested after use, so that late packets of a call do not reach the next. When none is left
 * that has rested enough, the one that has rested longest goes, if it has for {@link #SHARE} of the
 * time: a busy gateway would rather take a call. Thread-safe.
 */
final class RtpPorts {

  private record Resting(int port, long until) {}

  /** What part of the rest is due at any rate: a twentieth. */
  private static final int SHARE = 20;

  private final Deque<Integer> free = new ArrayDeque<>();
  private final Deque<Resting> resting = new ArrayDeque<>();
  private final long drainNanos;
  private final LongSupplier clock;

  RtpPorts(int first, int last, long drainNanos, LongSupplier clock, Random random) {
    this.drainNanos = drainNanos;
    this.clock = clock;
    List<Integer> ports = new ArrayList<>();
    for (int port = first + (first & 1); port + 1 <= last; port += 2) {
      ports.add(port);
    }
    Collections.shuffle(ports, random);
    free.addAll(ports);
  }

  /** The next even port, or empty when all are in use or were a moment ago. */
  synchronized OptionalInt take() {
    wake();
    Integer port = free.poll();
    return port == null ? leastTired() : OptionalInt.of(port);
  }

  private OptionalInt leastTired() {
    Resting oldest = resting.peek();
    long rested = oldest == null ? 0 : clock.getAsLong() - (oldest.until - drainNanos);
    if (oldest == null || rested < drainNanos / SHARE) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(resting.remove().port);
  }

  /** Returns a port that was in use. */
  synchronized void release(int port) {
    resting.add(new Resting(port, clock.getAsLong() + drainNanos));
  }

  /** Returns a port that something else holds: it goes to the end of the line. */
  synchronized void refuse(int port) {
    free.addLast(port);
  }

  /** Ports that have rested enough. */
  synchronized int available() {
    wake();
    return free.size();
  }

  private void wake() {
    long now = clock.getAsLong();
    while (!resting.isEmpty() && resting.peek().until - now <= 0) {
      free.addLast(resting.poll().port);
    }
  }
}
