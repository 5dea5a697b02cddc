package io.jackfield.appliance.config;

import java.util.List;

/**
 * The web server: pages, API, SIP and metrics over one port.
 *
 * @param listen plain HTTP; loopback by default, since browsers give the microphone to {@code
 *     http://localhost} and to HTTPS only
 * @param tlsListen HTTPS
 * @param maxConnections open at once on one listener
 */
public record HttpConfig(List<HostPort> listen, List<HostPort> tlsListen, int maxConnections) {

  /** Copies the lists. */
  public HttpConfig {
    listen = List.copyOf(listen);
    tlsListen = List.copyOf(tlsListen);
  }

  static HttpConfig read(Section section) {
    try (section) {
      return new HttpConfig(
          Config.addresses(section, "listen", List.of("127.0.0.1:8080")),
          Config.addresses(section, "tls_listen", List.of("all:8443")),
          section.integer("max_connections", 1, 10_000_000, 300_000));
    }
  }
}
