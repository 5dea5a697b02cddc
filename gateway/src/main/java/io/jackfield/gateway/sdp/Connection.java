package io.jackfield.gateway.sdp;

import java.util.List;

/**
 * The {@code c=} line (RFC 8866 5.7).
 *
 * @param netType {@code IN}
 * @param addressType {@code IP4} or {@code IP6}
 * @param address address or name, with its {@code /ttl} if it had one
 */
public record Connection(String netType, String addressType, String address) {

  /**
   * Checks that each field is one word.
   *
   * @throws SdpException if not
   */
  public Connection {
    Text.word(netType, "c= network type");
    Text.word(addressType, "c= address type");
    Text.word(address, "c= address");
  }

  /** A connection to an IPv4 or IPv6 address, told apart by the colon. */
  public static Connection of(String address) {
    return new Connection("IN", address.indexOf(':') >= 0 ? "IP6" : "IP4", address);
  }

  /** Parses what follows {@code c=}. */
  static Connection parse(String text) {
    List<String> words = Text.words(text);
    if (words.size() != 3) {
      throw new SdpException("'c=IN IP4|IP6 <address>' expected, got " + Text.quote("c=" + text));
    }
    return new Connection(words.get(0), words.get(1), words.get(2));
  }

  /** The address without time to live. */
  public String host() {
    int slash = address.indexOf('/');
    return slash < 0 ? address : address.substring(0, slash);
  }

  /**
   * Whether this is {@code 0.0.0.0} or {@code ::}: old-style hold (RFC 3264 8.4) in an RTP
   * description, "no candidate yet" (RFC 8840 4.1.1) in a WebRTC one.
   */
  public boolean isUnspecified() {
    return host().equals("0.0.0.0") || host().equals("::");
  }

  /** What follows {@code c=} on the line. */
  public String write() {
    return netType + ' ' + addressType + ' ' + address;
  }
}
