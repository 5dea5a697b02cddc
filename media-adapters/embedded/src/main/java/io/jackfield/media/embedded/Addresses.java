package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses in descriptions; names are never looked up, since that would block. */
final class Addresses {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Addresses() {}

  /**
   * The address a text stands for.
   *
   * @param text IPv4 or IPv6 as digits
   * @return empty for a name or nonsense
   */
  static Optional<InetAddress> literal(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      // 300.1.1.1 and the like: no address, which is all the caller asks.
      return Optional.empty();
    }
  }

  /** Address and port for people, an IPv6 address in brackets. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + address.getPort();
  }

  /** The origin with another address. */
  static Origin origin(Origin origin, String host) {
    return new Origin(
        origin.username(),
        origin.sessionId(),
        origin.sessionVersion(),
        "IN",
        host.indexOf(':') >= 0 ? "IP6" : "IP4",
        host);
  }
}
