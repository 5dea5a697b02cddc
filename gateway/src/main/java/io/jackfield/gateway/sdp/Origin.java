package io.jackfield.gateway.sdp;

import java.math.BigInteger;
import java.util.List;

/**
 * The {@code o=} line (RFC 8866 5.2).
 *
 * @param username {@code -} if there is none; may hold blanks, as some phones send
 * @param sessionId digits
 * @param sessionVersion digits
 * @param addressType {@code IP4} or {@code IP6}
 * @param address address or name of the host that made the description
 */
public record Origin(
    String username,
    String sessionId,
    String sessionVersion,
    String netType,
    String addressType,
    String address) {

  private static final int MAX_DIGITS = 40;

  /**
   * Checks every field.
   *
   * @throws SdpException if one does not fit its place
   */
  public Origin {
    if (Text.line(username, "o= username").isBlank() || !username.equals(username.strip())) {
      throw new SdpException("o= username expected");
    }
    digits(sessionId, "o= session id");
    digits(sessionVersion, "o= session version");
    Text.word(netType, "o= network type");
    Text.word(addressType, "o= address type");
    Text.word(address, "o= address");
  }

  /** An origin of this gateway: user {@code -}, network {@code IN}, version 1. */
  public static Origin of(long sessionId, String address) {
    String type = address.indexOf(':') >= 0 ? "IP6" : "IP4";
    return new Origin("-", Long.toUnsignedString(sessionId), "1", "IN", type, address);
  }

  private static void digits(String text, String what) {
    if (!Text.isDigits(text) || text.length() > MAX_DIGITS) {
      throw new SdpException(what + " (digits) expected, got " + Text.quote(text));
    }
  }

  /** Parses what follows {@code o=}. A user name with blanks in it is taken as it is. */
  static Origin parse(String text) {
    List<String> words = Text.words(text);
    int n = words.size();
    if (n < 6) {
      throw new SdpException(
          "'o=<user> <session id> <version> IN IP4|IP6 <address>' expected, got "
              + Text.quote("o=" + text));
    }
    return new Origin(
        String.join(" ", words.subList(0, n - 5)),
        words.get(n - 5),
        words.get(n - 4),
        words.get(n - 3),
        words.get(n - 2),
        words.get(n - 1));
  }

  /** The origin of the next description of the same session: version plus one (RFC 3264 8). */
  public Origin nextVersion() {
    String next = new BigInteger(sessionVersion).add(BigInteger.ONE).toString();
    return new Origin(username, sessionId, next, netType, addressType, address);
  }

  /** What follows {@code o=} on the line. */
  public String write() {
    return String.join(" ", username, sessionId, sessionVersion, netType, addressType, address);
  }
}
