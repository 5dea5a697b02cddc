package io.jackfield.appliance.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One Verto listener, written {@code verto:host[:port][;transport=ws|wss]}; WSS if nothing is said.
 *
 * @param secure WSS, else WS
 * @param address where it listens
 */
public record VertoListen(boolean secure, HostPort address) {

  private static final int WS_PORT = 8081;
  private static final int WSS_PORT = 8082;

  static Optional<VertoListen> parse(String text) {
    String[] parts = text.trim().split(";", -1);
    if (!parts[0].startsWith("verto:") || parts.length > 2) {
      return Optional.empty();
    }
    String transport = parts.length == 1 ? "wss" : transport(parts[1]);
    if (!transport.equals("ws") && !transport.equals("wss")) {
      return Optional.empty();
    }
    boolean secure = transport.equals("wss");
    String address = parts[0].substring(parts[0].indexOf(':') + 1);
    return HostPort.parse(address)
        .or(() -> HostPort.parse(address + ":" + (secure ? WSS_PORT : WS_PORT)))
        .map(where -> new VertoListen(secure, where));
  }

  private static String transport(String parameter) {
    String text = parameter.trim().toLowerCase(Locale.ROOT);
    return text.startsWith("transport=") ? text.substring("transport=".length()) : "";
  }

  @Override
  public String toString() {
    return "verto:" + address + (secure ? "" : ";transport=ws");
  }
}
