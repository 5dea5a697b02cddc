package io.jackfield.appliance.config;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * An address to listen on.
 *
 * @param host an IP address, {@code localhost}, or {@code all} for every address of this host
 * @param port 1..65535, or 0 for one the system picks
 */
public record HostPort(String host, int port) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String WILDCARD = "0.0.0.0";

  /** Checks the port. */
  public HostPort {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port out of range: " + port);
    }
  }

  /** Reads {@code host:port}, {@code [v6]:port}. */
  static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      return Optional.empty();
    }
    return port > 65_535 ? Optional.empty() : Optional.of(new HostPort(host, port));
  }

  /** The same with the port moved; 0 stays 0. */
  HostPort moved(int offset) {
    return port == 0 ? this : new HostPort(host, port + offset);
  }

  /** The same on another host. */
  HostPort on(String newHost) {
    return new HostPort(newHost, port);
  }

  /** Whether only this machine can reach it. */
  public boolean loopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  /** The socket address to bind. A name that cannot be resolved gives an unresolved one. */
  public InetSocketAddress socketAddress() {
    return switch (host) {
      case "all" -> new InetSocketAddress(WILDCARD, port);
      case "localhost" -> new InetSocketAddress(LOOPBACK, port);
      default -> new InetSocketAddress(host, port);
    };
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
