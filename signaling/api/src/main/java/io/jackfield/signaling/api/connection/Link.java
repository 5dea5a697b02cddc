package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.time.Timer;
import java.time.Duration;

/** What carries the messages of one connection, with its loop and its time. */
public interface Link {

  /**
   * For logs.
   *
   * @return unique within the process, e.g. {@code ws-41}
   */
  String id();

  /**
   * The peer.
   *
   * @return e.g. {@code wss:192.0.2.7:50122}
   */
  String remote();

  /**
   * Sends one message. Its limits on the queue are its own business.
   *
   * @param text a JSON object
   */
  void send(String text);

  /**
   * Closes after what was sent. A second close changes nothing.
   *
   * @param code WebSocket close code (RFC 6455 section 7.4)
   * @param reason in words
   */
  void close(int code, String reason);

  /**
   * Changes the longest message that is accepted from now on. On the loop.
   *
   * @param bytes bytes of UTF-8; a lower limit of the carrier itself stays
   */
  void limitMessages(int bytes);

  /** Stops reading; what was read already may still come. */
  void pauseReading();

  /** Reads again. */
  void resumeReading();

  /**
   * Runs a task on the loop, later, in order.
   *
   * @param task must not block
   */
  void execute(Runnable task);

  /**
   * Runs a task on the loop after a delay.
   *
   * @param delay zero or more
   * @param task must not block
   * @return to cancel it
   */
  Timer schedule(Duration delay, Runnable task);

  /**
   * A clock that only moves forward.
   *
   * @return nanoseconds since some moment
   */
  long nanoTime();
}
