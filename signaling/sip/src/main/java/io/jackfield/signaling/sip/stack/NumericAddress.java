package io.jackfield.signaling.sip.stack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** IP addresses in text, read without ever asking a name server. */
public final class NumericAddress {

  private NumericAddress() {}

  /** The address, or empty if the text is anything else, such as a host name. */
  public static Optional<InetAddress> tryParse(String text) {
    try {
      return Optional.of(parse(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * The address.
   *
   * @param text IPv4 in four parts, or IPv6 with or without brackets
   * @throws UnknownHostException if it is anything else, such as a host name
   */
  public static InetAddress parse(String text) throws UnknownHostException {
    if (text == null) {
      throw new UnknownHostException("no address");
    }
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!(bare.indexOf(':') >= 0 ? looksLikeIpv6(bare) : looksLikeIpv4(bare))) {
      throw new UnknownHostException("not an IP address: " + text);
    }
    return InetAddress.getByName(bare);
  }

  private static boolean looksLikeIpv6(String text) {
    return text.length() <= 45
        && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
  }

  private static boolean looksLikeIpv4(String text) {
    int dots = 0;
    int digits = 0;
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (digits == 0) {
          return false;
        }
        dots++;
        digits = 0;
        value = 0;
      } else if (c >= '0' && c <= '9') {
        digits++;
        value = value * 10 + (c - '0');
        if (digits > 3 || value > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return dots == 3 && digits > 0;
  }
}
