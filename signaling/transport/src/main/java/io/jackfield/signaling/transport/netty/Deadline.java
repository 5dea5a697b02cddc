package io.jackfield.signaling.transport.netty;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One movable deadline of a channel. It moves with every request, so a timer that would fire too
 * early is left to find that out by itself; only one that would fire too late is replaced. On the
 * channel's loop.
 */
final class Deadline {

  private final Channel channel;
  private final Runnable passed;
  private long at;
  private long timerAt;
  private Future<?> timer;

  Deadline(Channel channel, Runnable passed) {
    this.channel = channel;
    this.passed = passed;
  }

  /** Moves the deadline. */
  void within(long nanos) {
    at = System.nanoTime() + nanos;
    if (timer == null || timerAt - at > 0) {
      cancel();
      arm(nanos);
    }
  }

  private void arm(long nanos) {
    timerAt = System.nanoTime() + nanos;
    timer = channel.eventLoop().schedule(this::fire, nanos, TimeUnit.NANOSECONDS);
  }

  private void fire() {
    long left = at - System.nanoTime();
    if (left > 0) {
      arm(left);
    } else {
      timer = null;
      passed.run();
    }
  }

  void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
