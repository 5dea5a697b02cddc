package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.SendLimits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of one connection is accepted for sending and not yet written. The writing itself is the
 * channel's; this only counts. Any thread.
 */
final class Outbox {

  /** A queue this many times over a limit is not given its grace time. */
  private static final int HARD_FACTOR = 4;

  private final Counters counters;
  private final SendLimits limits;
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  Outbox(Counters counters, SendLimits limits) {
    this.counters = counters;
    this.limits = limits;
  }

  void added(int size) {
    messages.incrementAndGet();
    bytes.addAndGet(size);
    counters.queuedMessages.increment();
    counters.queuedBytes.add(size);
  }

  void removed(int size, boolean written) {
    messages.decrementAndGet();
    bytes.addAndGet(-size);
    counters.queuedMessages.decrement();
    counters.queuedBytes.add(-size);
    if (written) {
      counters.bytesOut.add(size);
    }
  }

  boolean overLimit() {
    return messages.get() > limits.maxMessages() || bytes.get() > limits.maxBytes();
  }

  boolean farOverLimit() {
    return messages.get() > HARD_FACTOR * (long) limits.maxMessages()
        || bytes.get() > HARD_FACTOR * limits.maxBytes();
  }

  SendLimits limits() {
    return limits;
  }

  long messages() {
    return messages.get();
  }

  long bytes() {
    return bytes.get();
  }
}
