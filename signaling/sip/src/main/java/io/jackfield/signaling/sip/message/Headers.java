package io.jackfield.signaling.sip.message;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.Expires;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.header.Header;

/** Headers that many messages of ours have in common. */
public final class Headers {

  /** The methods we answer other than with 405. */
  public static final List<String> METHODS =
      List.of(
          "INVITE",
          "ACK",
          "CANCEL",
          "BYE",
          "OPTIONS",
          "INFO",
          "UPDATE",
          "PRACK",
          "REGISTER",
          "REFER",
          "MESSAGE");

  private static final String SDP = "sdp";

  private static final FixedHeader SERVER = new FixedHeader("Server", "Jackfield");
  private static final FixedHeader USER_AGENT = new FixedHeader("User-Agent", "Jackfield");
  private static final FixedHeader ALLOW = new FixedHeader("Allow", String.join(", ", METHODS));

  private Headers() {}

  /** Adds the Server header. */
  public static SIPResponse server(SIPResponse response) {
    response.setHeader((Header) SERVER);
    return response;
  }

  /** Adds the User-Agent header. */
  public static SIPRequest userAgent(SIPRequest request) {
    request.setHeader((Header) USER_AGENT);
    return request;
  }

  /** Adds a To tag to a response other than 100 that has none. */
  public static SIPResponse tagged(SIPResponse response) {
    if (response.getStatusCode() > 100 && response.getToTag() == null) {
      response.setToTag(Tags.next());
    }
    return response;
  }

  /** Adds the Allow header. */
  public static <M extends SIPMessage> M allow(M message) {
    message.setHeader((Header) ALLOW);
    return message;
  }

  /** Sets a header in text that stands once in a message. */
  public static <M extends SIPMessage> M set(M message, String name, String value) {
    message.setHeader((Header) new FixedHeader(name, value));
    return message;
  }

  /** Sets Expires; not in text, as the stack's transactions read it. */
  public static SIPRequest expires(SIPRequest request, long seconds) {
    try {
      Expires header = new Expires();
      header.setExpires(Math.toIntExact(seconds));
      request.setHeader((Header) header);
      return request;
    } catch (InvalidArgumentException e) {
      throw new IllegalArgumentException("not a time: " + seconds, e);
    }
  }

  /** Adds a header in text that may stand several times. */
  public static <M extends SIPMessage> M text(M message, String name, String value) {
    message.addHeader(name + ": " + value);
    return message;
  }

  /** Sets an SDP body. */
  public static <M extends SIPMessage> M sdp(M message, String sdp) {
    return body(message, "application", SDP, sdp);
  }

  /** Sets a body. */
  public static <M extends SIPMessage> M body(M message, String type, String subtype, String text) {
    try {
      message.setContent(text, new ContentType(type, subtype));
    } catch (ParseException e) {
      throw new IllegalArgumentException("a body was refused", e);
    }
    return message;
  }

  /** The SDP body, if there is one; a body of another type is no SDP. */
  public static Optional<String> sdp(SIPMessage message) {
    byte[] body = message.getRawContent();
    if (body == null || body.length == 0 || !isType(message, "application", SDP)) {
      return Optional.empty();
    }
    return Optional.of(new String(body, java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Whether the body is of this type. */
  public static boolean isType(SIPMessage message, String type, String subtype) {
    ContentType header = message.getContentTypeHeader();
    return header != null
        && header.getContentType().equalsIgnoreCase(type)
        && header.getContentSubType().equalsIgnoreCase(subtype);
  }

  /** The value of a header in text, e.g. {@code Q.850;cause=16}; its first one. */
  public static Optional<String> value(SIPMessage message, String name) {
    Header header = message.getHeader(name);
    if (header == null) {
      return Optional.empty();
    }
    if (header instanceof FixedHeader known) {
      return Optional.of(known.value());
    }
    String line = header.toString().strip();
    int colon = line.indexOf(':');
    return Optional.of(line.substring(colon + 1).strip());
  }
}
