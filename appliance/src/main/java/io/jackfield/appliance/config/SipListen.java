package io.jackfield.appliance.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One SIP listener, written {@code sip:host[:port][;transport=udp|tcp|tls]} or {@code
 * sips:host[:port]}.
 *
 * @param transport how it is reached
 * @param address where it listens
 */
public record SipListen(Transport transport, HostPort address) {

  /** SIP's own listeners; WebSockets come through the web server. */
  public enum Transport {
    /** RFC 3261 section 18, datagrams. */
    UDP,
    /** RFC 3261 section 18, streams. */
    TCP,
    /** The same over TLS. */
    TLS
  }

  private static final int SIP_PORT = 5060;
  private static final int SIPS_PORT = 5061;

  static Optional<SipListen> parse(String text) {
    String[] parts = text.trim().split(";", -1);
    boolean secure = parts[0].startsWith("sips:");
    if (!secure && !parts[0].startsWith("sip:")) {
      return Optional.empty();
    }
    Transport transport = secure ? Transport.TLS : Transport.UDP;
    for (int i = 1; i < parts.length; i++) {
      switch (parts[i].trim().toLowerCase(Locale.ROOT)) {
        case "transport=udp" -> transport = Transport.UDP;
        case "transport=tcp" -> transport = secure ? Transport.TLS : Transport.TCP;
        case "transport=tls" -> transport = Transport.TLS;
        default -> {
          return Optional.empty();
        }
      }
    }
    if (secure && transport == Transport.UDP) {
      return Optional.empty();
    }
    String address = parts[0].substring(parts[0].indexOf(':') + 1);
    int standard = transport == Transport.TLS ? SIPS_PORT : SIP_PORT;
    Transport chosen = transport;
    return HostPort.parse(address)
        .or(() -> HostPort.parse(address + ":" + standard))
        .map(where -> new SipListen(chosen, where));
  }

  @Override
  public String toString() {
    return switch (transport) {
      case UDP -> "sip:" + address;
      case TCP -> "sip:" + address + ";transport=tcp";
      case TLS -> "sips:" + address;
    };
  }
}
