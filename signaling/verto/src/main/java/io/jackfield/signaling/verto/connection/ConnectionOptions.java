package io.jackfield.signaling.verto.connection;

import java.time.Duration;

/**
 * Timers and limits of a socket.
 *
 * @param login how long it may be without log-in
 * @param answer how long a request of ours may go without answer (verto.md, "Messages")
 * @param ping silence after which {@code verto.ping} is sent, as the real server does
 * @param idle silence after which the socket closes (verto.md, "Configuration")
 * @param speedTestMax bytes a client may announce in its speed test
 * @param batchMax messages in one batch
 * @param deferredMax frames that may wait for the outcome of a log-in
 */
public record ConnectionOptions(
    Duration login,
    Duration answer,
    Duration ping,
    Duration idle,
    int speedTestMax,
    int batchMax,
    int deferredMax) {

  /**
   * The values of the specification and of the real server.
   *
   * @return 30 s, 15 s, 30 s, 3,600 s, 262,144 bytes, 50, 100
   */
  public static ConnectionOptions defaults() {
    return new ConnectionOptions(
        Duration.ofSeconds(30),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(3_600),
        262_144,
        50,
        100);
  }

  /**
   * The same with another idle timeout.
   *
   * @param timeout positive
   * @return a copy
   */
  public ConnectionOptions withIdle(Duration timeout) {
    return new ConnectionOptions(login, answer, ping, timeout, speedTestMax, batchMax, deferredMax);
  }
}
