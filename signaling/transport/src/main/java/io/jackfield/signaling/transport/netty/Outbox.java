package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.SendLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sending side of one connection: counts what is accepted and not yet written, flushes once for
 * all that is sent within a read burst or a task, and finds out slow consumers.
 *
 * <p>Threads: {@link #add} and the counts are for any thread, the rest is the event loop's.
 */
final class Outbox {

  /** A queue of this many times its byte limit gets no grace time: memory comes first. */
  private static final int HARD_FACTOR = 4;

  private final Channel channel;
  private final Counters counters;
  private final SendLimits limits;
  private final Runnable tooSlow;
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  // Owned by the event loop.
  private boolean closed;
  private boolean reading;
  private boolean flushPending;
  private Future<?> graceTimer;

  /**
   * Makes an empty one.
   *
   * @param tooSlow called on the loop when the peer reads too slowly
   */
  Outbox(Channel channel, Counters counters, SendLimits limits, Runnable tooSlow) {
    this.channel = channel;
    this.counters = counters;
    this.limits = limits;
    this.tooSlow = tooSlow;
  }

  long messages() {
    return messages.get();
  }

  long bytes() {
    return bytes.get();
  }

  SendLimits limits() {
    return limits;
  }

  /** Queues a message in its wire form, which is taken over. */
  CompletionStage<Void> add(ByteBuf message) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    int size = message.readableBytes();
    messages.incrementAndGet();
    bytes.addAndGet(size);
    counters.queuedMessages.increment();
    counters.queuedBytes.add(size);
    if (channel.eventLoop().inEventLoop()) {
      write(message, size, done);
    } else {
      try {
        channel.eventLoop().execute(() -> write(message, size, done));
      } catch (RejectedExecutionException e) {
        message.release();
        finished(size, false, e, done);
      }
    }
    return done;
  }

  private void write(ByteBuf message, int size, CompletableFuture<Void> done) {
    if (closed) {
      message.release();
      finished(size, false, new IOException("closed"), done);
      return;
    }
    channel
        .write(message)
        .addListener(
            written -> {
              finished(size, written.isSuccess(), written.cause(), done);
              if (graceTimer != null && !overLimit()) {
                graceTimer.cancel(false);
                graceTimer = null;
              }
            });
    flushSoon();
    checkLimits();
  }

  private void finished(int size, boolean written, Throwable why, CompletableFuture<Void> done) {
    messages.decrementAndGet();
    bytes.addAndGet(-size);
    counters.queuedMessages.decrement();
    counters.queuedBytes.add(-size);
    if (written) {
      counters.bytesOut.add(size);
      done.complete(null);
    } else {
      done.completeExceptionally(new IOException("the connection closed before writing", why));
    }
  }

  // Flushing

  private void flushSoon() {
    if (!flushPending) {
      flushPending = true;
      if (!reading) {
        channel.eventLoop().execute(this::flush);
      }
    }
  }

  private void flush() {
    if (flushPending) {
      flushPending = false;
      channel.flush();
    }
  }

  /** A read burst begins; what is sent until its end is flushed then. */
  void readStarts() {
    reading = true;
  }

  void readEnds() {
    reading = false;
    flush();
  }

  // Slow consumers

  private void checkLimits() {
    if (!overLimit()) {
      return;
    }
    // Not the peer's fault yet: what one task sends is not even flushed before it ends.
    flush();
    if (bytes.get() > HARD_FACTOR * limits.maxBytes()) {
      tooSlow.run();
    } else if (graceTimer == null && overLimit()) {
      graceTimer =
          channel
              .eventLoop()
              .schedule(this::graceIsOver, limits.grace().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void graceIsOver() {
    graceTimer = null;
    if (overLimit()) {
      tooSlow.run();
    }
  }

  private boolean overLimit() {
    return messages.get() > limits.maxMessages() || bytes.get() > limits.maxBytes();
  }

  /** Refuses what is added from now on; what is queued is still written. */
  void close() {
    closed = true;
    if (graceTimer != null) {
      graceTimer.cancel(false);
      graceTimer = null;
    }
  }
}
