package io.jackfield.media.janus.api;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How to reach a Janus.
 *
 * @param url {@code ws:} or {@code wss:}
 * @param secret Janus's {@code api_secret}, sent as {@code apisecret}; never logged
 * @param requestTimeout longest wait for the answer to a request
 * @param keepAlive time between two keepalives; Janus's {@code session_timeout} must be longer
 * @param reconnect time between two tries to connect
 * @param claim how long sessions live on without a socket; Janus's {@code reclaim_session_timeout}
 *     should be as long
 */
public record JanusSettings(
    URI url,
    Optional<String> secret,
    Duration requestTimeout,
    Duration keepAlive,
    Duration reconnect,
    Duration claim) {

  /** Refuses nulls and addresses of another scheme. */
  public JanusSettings {
    Objects.requireNonNull(secret, "secret");
    if (!"ws".equals(url.getScheme()) && !"wss".equals(url.getScheme())) {
      throw new IllegalArgumentException("the address of a Janus begins with ws: or wss:");
    }
  }

  /**
   * The times of backend-janus.md: 30 s, 20 s, 5 s, and 10 s for the claim.
   *
   * @param url {@code ws:} or {@code wss:}
   * @param secret Janus's {@code api_secret}
   * @return the settings
   */
  public static JanusSettings of(URI url, Optional<String> secret) {
    return new JanusSettings(
        url,
        secret,
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "JanusSettings[url=" + url + "]";
  }
}
