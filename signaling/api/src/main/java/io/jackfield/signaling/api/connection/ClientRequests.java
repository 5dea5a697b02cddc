package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.api.command.ClientReply;
import io.jackfield.signaling.api.envelope.MessageWriter;
import io.jackfield.signaling.api.envelope.Tid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Requests to the client: numbered 1, 2, 3, ...; answered or acked within 5 s, and within 180 s of
 * each ack. One timer serves all of them, set for the earliest deadline known when it was set.
 */
final class ClientRequests {

  /** A request without an answer yet; the future is absent when nobody waits for it (events). */
  private static final class Pending {
    final Optional<CompletableFuture<ClientReply>> waiting;
    long deadline;

    Pending(Optional<CompletableFuture<ClientReply>> waiting, long deadline) {
      this.waiting = waiting;
      this.deadline = deadline;
    }
  }

  private final Link link;
  private final ConnectionOptions options;
  private final Runnable late;
  private final Map<Tid, Pending> pending = new LinkedHashMap<>(4);
  private long lastTid;
  private Optional<Timer> timer = Optional.empty();

  /** Calls {@code late} when the client has not answered in time. */
  ClientRequests(Link link, ConnectionOptions options, Runnable late) {
    this.link = link;
    this.options = options;
    this.late = late;
  }

  /** Sends a request; with an empty future nobody waits for the answer. */
  void send(
      String eventClass,
      String subclass,
      String cmd,
      Map<String, Object> data,
      Optional<CompletableFuture<ClientReply>> waiting) {
    Tid tid = Tid.of(++lastTid);
    pending.put(tid, new Pending(waiting, link.nanoTime() + options.response().toNanos()));
    link.send(MessageWriter.request(eventClass, subclass, cmd, data, tid));
    if (timer.isEmpty()) {
      arm(options.response());
    }
  }

  /** False when there is no such request. */
  boolean answered(Tid tid, ClientReply reply) {
    Pending request = pending.remove(tid);
    if (request == null) {
      return false;
    }
    request.waiting.ifPresent(f -> f.complete(reply));
    return true;
  }

  /** False when there is no such request. */
  boolean acked(Tid tid) {
    Pending request = pending.get(tid);
    if (request == null) {
      return false;
    }
    request.deadline = link.nanoTime() + options.extension().toNanos();
    return true;
  }

  /** Fails all that waits. */
  void close(Failure failure) {
    timer.ifPresent(Timer::cancel);
    timer = Optional.empty();
    fail(new ArrayList<>(pending.values()), failure);
    pending.clear();
  }

  int size() {
    return pending.size();
  }

  private void arm(Duration delay) {
    timer = Optional.of(link.schedule(delay, this::check));
  }

  private void check() {
    timer = Optional.empty();
    long now = link.nanoTime();
    long earliest = Long.MAX_VALUE;
    List<Pending> expired = new ArrayList<>();
    for (Pending request : pending.values()) {
      long left = request.deadline - now;
      if (left <= 0) {
        expired.add(request);
      } else {
        earliest = Math.min(earliest, left);
      }
    }
    if (!expired.isEmpty()) {
      pending.values().removeAll(expired);
      fail(expired, Failure.of(Reason.TIMEOUT));
      late.run();
    } else if (earliest != Long.MAX_VALUE) {
      arm(Duration.ofNanos(earliest));
    }
  }

  private static void fail(List<Pending> requests, Failure failure) {
    for (Pending request : requests) {
      request.waiting.ifPresent(f -> f.completeExceptionally(new FailureException(failure)));
    }
  }
}
