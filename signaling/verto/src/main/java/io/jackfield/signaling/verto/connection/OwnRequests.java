package io.jackfield.signaling.verto.connection;

import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.verto.rpc.RpcWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Requests to the client, numbered 1, 2, 3, ...
 *
 * <p>Which of them clients answer differs: FreeSWITCH's own answers all, others some or none. So
 * only what asks something ({@code verto.invite}) is waited for.
 */
final class OwnRequests {

  /** A request without answer yet. */
  private record Pending(Consumer<Boolean> answered, Loop.Timer timer) {}

  private final Connection connection;
  private final Duration deadline;
  private final Runnable late;
  private final Map<Long, Pending> pending = new HashMap<>(4);
  private long lastId;

  /** Calls {@code late} when the client has not answered in time. */
  OwnRequests(Connection connection, Duration deadline, Runnable late) {
    this.connection = connection;
    this.deadline = deadline;
    this.late = late;
  }

  /** Sends a request; with a consumer its answer is waited for. */
  void send(String method, Map<String, Object> params, Optional<Consumer<Boolean>> answered) {
    long id = ++lastId;
    answered.ifPresent(
        consumer ->
            pending.put(
                id,
                new Pending(consumer, connection.loop().schedule(deadline, () -> expired(id)))));
    connection.send(RpcWriter.text(RpcWriter.request(id, method, params)));
  }

  void answered(long id, boolean ok) {
    Pending request = pending.remove(id);
    if (request != null) {
      request.timer().cancel();
      request.answered().accept(ok);
    }
  }

  private void expired(long id) {
    if (pending.remove(id) != null) {
      late.run();
    }
  }

  void close() {
    pending.values().forEach(request -> request.timer().cancel());
    pending.clear();
  }
}
