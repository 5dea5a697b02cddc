package io.jackfield.appliance.config;

import io.jackfield.signaling.sip.stack.Network;
import io.jackfield.signaling.sip.stack.SourceAcl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One SIP listener, written {@code sip:host[:port][;transport=udp|tcp|tls|ws|wss]} or {@code
 * sips:host[:port]}.
 *
 * @param transport how it is reached
 * @param address where it listens
 * @param acl who is heard there: {@code ;allow=} and {@code ;deny=}, each as often as needed
 */
public record SipListen(Transport transport, HostPort address, SourceAcl acl) {

  private static final String ALLOW = "allow=";
  private static final String DENY = "deny=";

  /** What SIP is carried by; the web server carries WebSockets too. */
  public enum Transport {
    /** RFC 3261 section 18, datagrams. */
    UDP,
    /** RFC 3261 section 18, streams. */
    TCP,
    /** The same over TLS. */
    TLS,
    /** WebSocket (RFC 7118). */
    WS,
    /** WebSocket over TLS. */
    WSS;

    /** Where it listens unless something else is said. */
    private int standardPort() {
      return switch (this) {
        case UDP, TCP -> 5060;
        case TLS -> 5061;
        case WS -> 80;
        case WSS -> 443;
      };
    }

    /**
     * Whether an HTTP server takes it.
     *
     * @return true for WebSockets
     */
    public boolean webSocket() {
      return this == WS || this == WSS;
    }
  }

  static Optional<SipListen> parse(String text) {
    String[] parts = text.trim().split(";", -1);
    boolean secure = parts[0].startsWith("sips:");
    if (!secure && !parts[0].startsWith("sip:")) {
      return Optional.empty();
    }
    Transport transport = secure ? Transport.TLS : Transport.UDP;
    List<Network> allow = new ArrayList<>();
    List<Network> deny = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].trim().toLowerCase(Locale.ROOT);
      if (part.startsWith(ALLOW) || part.startsWith(DENY)) {
        Optional<Network> network = Network.parse(part.substring(part.indexOf('=') + 1).trim());
        if (network.isEmpty()) {
          return Optional.empty();
        }
        (part.startsWith(ALLOW) ? allow : deny).add(network.get());
        continue;
      }
      switch (part) {
        case "transport=udp" -> transport = Transport.UDP;
        case "transport=tcp" -> transport = secure ? Transport.TLS : Transport.TCP;
        case "transport=tls" -> transport = Transport.TLS;
        case "transport=ws" -> transport = secure ? Transport.WSS : Transport.WS;
        case "transport=wss" -> transport = Transport.WSS;
        default -> {
          return Optional.empty();
        }
      }
    }
    boolean limited = !allow.isEmpty() || !deny.isEmpty();
    if (secure && transport == Transport.UDP || limited && transport.webSocket()) {
      return Optional.empty();
    }
    String address = parts[0].substring(parts[0].indexOf(':') + 1);
    Transport chosen = transport;
    return HostPort.parse(address)
        .or(() -> HostPort.parse(address + ":" + chosen.standardPort()))
        .map(where -> new SipListen(chosen, where, new SourceAcl(allow, deny)));
  }

  @Override
  public String toString() {
    String where = plain();
    for (Network network : acl.allow()) {
      where += ";" + ALLOW + network;
    }
    for (Network network : acl.deny()) {
      where += ";" + DENY + network;
    }
    return where;
  }

  private String plain() {
    return switch (transport) {
      case UDP -> "sip:" + address;
      case TCP -> "sip:" + address + ";transport=tcp";
      case TLS -> "sips:" + address;
      case WS -> "sip:" + address + ";transport=ws";
      case WSS -> "sip:" + address + ";transport=wss";
    };
  }
}
