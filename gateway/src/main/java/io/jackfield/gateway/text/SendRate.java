package io.jackfield.gateway.text;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A bucket of messages for each sender, refilled with time. Senders whose bucket is full again are
 * forgotten now and then, so that it holds those of the last seconds alone.
 */
final class SendRate {

  private static final int SWEEP_ABOVE = 1_000;

  private final TextLimits limits;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private volatile int sweepAbove = SWEEP_ABOVE;

  private record Bucket(double left, Instant at) {}

  SendRate(TextLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Takes one message out of a sender's bucket; false when it is empty. */
  boolean take(String sender) {
    Instant now = clock.instant();
    AtomicBoolean taken = new AtomicBoolean();
    buckets.compute(
        sender,
        (name, bucket) -> {
          double there = filled(bucket, now);
          taken.set(there >= 1);
          return new Bucket(taken.get() ? there - 1 : there, now);
        });
    if (buckets.size() > sweepAbove) {
      buckets.values().removeIf(bucket -> filled(bucket, now) >= limits.burst());
      sweepAbove = Math.max(SWEEP_ABOVE, 2 * buckets.size());
    }
    return taken.get();
  }

  private double filled(Bucket bucket, Instant now) {
    if (bucket == null) {
      return limits.burst();
    }
    double since = Duration.between(bucket.at(), now).toNanos() / 1e9;
    return Math.min(limits.burst(), bucket.left() + Math.max(0, since) * limits.perSecond());
  }

  int size() {
    return buckets.size();
  }
}
