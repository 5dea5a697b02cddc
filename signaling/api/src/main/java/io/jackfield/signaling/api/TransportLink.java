package io.jackfield.signaling.api;

import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.api.connection.Link;
import io.jackfield.signaling.transport.connection.Connection;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A WebSocket of the transport module as the carrier of an API connection. */
class TransportLink implements Link {

  final Connection connection;
  private final LongSupplier clock;

  TransportLink(Connection connection, LongSupplier clock) {
    this.connection = connection;
    this.clock = clock;
  }

  @Override
  public String id() {
    return connection.id();
  }

  @Override
  public String remote() {
    return connection.shownRemote();
  }

  /** A message that can no longer be sent needs no care here: the connection tells its own end. */
  @Override
  public void send(String text) {
    connection.send(text);
  }

  @Override
  public void close(int code, String reason) {
    connection.close(code, reason);
  }

  @Override
  public void limitMessages(int bytes) {
    connection.limitMessages(bytes);
  }

  @Override
  public void pauseReading() {
    connection.pauseReading();
  }

  @Override
  public void resumeReading() {
    connection.resumeReading();
  }

  @Override
  public void execute(Runnable task) {
    connection.execute(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return connection.loop().schedule(delay, task)::cancel;
  }

  @Override
  public long nanoTime() {
    return clock.getAsLong();
  }
}
