package io.jackfield.signaling.sip.locate;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.parser.URLParser;
import io.jackfield.signaling.transport.connection.TransportKind;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;

/** SIP URIs in text, and what RFC 3263 wants to know of them. */
public final class Uris {

  private Uris() {}

  /** Reads a {@code sip} or {@code sips} URI; empty if it is none. */
  public static Optional<SipUri> parse(String text) {
    try {
      return Optional.ofNullable(new URLParser(text).sipURL(true))
          .filter(uri -> uri.getHost() != null);
    } catch (ParseException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** What decides where a URI leads; {@code maddr} counts for the host (RFC 3263 4). */
  public static Question question(SipUri uri) {
    String maddr = uri.getMAddrParam();
    return new Question(
        uri.isSecure(),
        maddr == null ? uri.getHost() : maddr,
        Math.max(0, uri.getPort()),
        transport(uri));
  }

  /** Whether the transport of a URI is one we have, or none is named. */
  public static boolean transportKnown(SipUri uri) {
    return uri.getTransportParam() == null || transport(uri).isPresent();
  }

  private static Optional<TransportKind> transport(SipUri uri) {
    String name = uri.getTransportParam();
    return Arrays.stream(TransportKind.values())
        .filter(kind -> kind.name().equalsIgnoreCase(name))
        .findFirst();
  }
}
