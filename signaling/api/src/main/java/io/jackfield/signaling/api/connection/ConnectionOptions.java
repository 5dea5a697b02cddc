package io.jackfield.signaling.api.connection;

import java.time.Duration;

/**
 * Timers and limits of a connection (protocol.md, "Transactions").
 *
 * @param response how long a request may go without answer or ack
 * @param extension how long after an ack, and the longest a request of a client may take
 * @param firstAck when the server acks a request it has not answered
 * @param nextAck between its later acks
 * @param ping between two pings, zero for none
 * @param login how long a connection may be without login
 * @param queueMax events held back at most
 * @param openMax requests without reply at which no more is read until half of them are answered;
 *     at four times as many the connection closes
 * @param maxMessageBytes longest message
 * @param maxStrangerBytes longest message before the login
 * @param maxStrangerRequests requests before the login, after which the connection closes
 */
public record ConnectionOptions(
    Duration response,
    Duration extension,
    Duration firstAck,
    Duration nextAck,
    Duration ping,
    Duration login,
    int queueMax,
    int openMax,
    int maxMessageBytes,
    int maxStrangerBytes,
    int maxStrangerRequests) {

  /**
   * The values of the specification.
   *
   * @return 5 s, 180 s, 500 ms, 60 s, 60 s, 30 s, 1,000, 1,000, 1 MiB; before the login 64 KiB and
   *     1,000 requests
   */
  public static ConnectionOptions defaults() {
    return new ConnectionOptions(
        Duration.ofSeconds(5),
        Duration.ofSeconds(180),
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        1_000,
        1_000,
        1 << 20,
        64 << 10,
        1_000);
  }

  /**
   * The same with another interval of pings.
   *
   * @param interval zero for none
   * @return a copy
   */
  public ConnectionOptions withPing(Duration interval) {
    return new ConnectionOptions(
        response,
        extension,
        firstAck,
        nextAck,
        interval,
        login,
        queueMax,
        openMax,
        maxMessageBytes,
        maxStrangerBytes,
        maxStrangerRequests);
  }

  /**
   * The same with another limit on held events.
   *
   * @param max at least 1
   * @return a copy
   */
  public ConnectionOptions withQueueMax(int max) {
    return new ConnectionOptions(
        response,
        extension,
        firstAck,
        nextAck,
        ping,
        login,
        max,
        openMax,
        maxMessageBytes,
        maxStrangerBytes,
        maxStrangerRequests);
  }

  /**
   * The same with another limit on requests without reply.
   *
   * @param max at least 1
   * @return a copy
   */
  public ConnectionOptions withOpenMax(int max) {
    return new ConnectionOptions(
        response,
        extension,
        firstAck,
        nextAck,
        ping,
        login,
        queueMax,
        max,
        maxMessageBytes,
        maxStrangerBytes,
        maxStrangerRequests);
  }

  /**
   * The same with another longest message.
   *
   * @param bytes at least 1
   * @return a copy
   */
  public ConnectionOptions withMaxMessageBytes(int bytes) {
    return new ConnectionOptions(
        response,
        extension,
        firstAck,
        nextAck,
        ping,
        login,
        queueMax,
        openMax,
        bytes,
        Math.min(bytes, maxStrangerBytes),
        maxStrangerRequests);
  }
}
