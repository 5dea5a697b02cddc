package io.jackfield.signaling.sip.message;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.parser.RequestLineParser;
import gov.nist.javax.sip.parser.StatusLineParser;
import java.text.ParseException;
import java.util.Arrays;
import javax.sip.address.Address;

/**
 * Turns a cut message into JAIN-SIP's form, or says what is wrong with it. Only headers the gateway
 * uses are parsed; the others stay text.
 */
public final class MessageReader {

  private static final String VERSION = "SIP/2.0";
  private static final String[] MANDATORY = {"Via", "From", "To", "Call-ID", "CSeq"};
  private static final String[] SINGLE = {
    "From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length", "Content-Type"
  };
  private static final long MAX_CSEQ = (1L << 31) - 1;

  private final int maxHeaders;
  private final int maxVias;

  /** Makes one with these limits. */
  public MessageReader(int maxHeaders, int maxVias) {
    this.maxHeaders = maxHeaders;
    this.maxVias = maxVias;
  }

  /**
   * Reads a message.
   *
   * @param datagram whether the end of the bytes is the end of the message (UDP, WebSocket), so
   *     that Content-Length may be absent or smaller (RFC 3261 18.3, RFC 7118 5)
   * @throws RefusedException if it breaks a rule that matters
   */
  public SIPMessage read(RawMessage raw, boolean datagram) throws RefusedException {
    SIPMessage message = raw.isResponse() ? statusLine(raw) : requestLine(raw);
    if (!raw.complete()) {
      throw new RefusedException(Refusal.bad("Missing End Of Headers"));
    }
    if (raw.headers().size() > maxHeaders) {
      throw new RefusedException(Refusal.bad("Too Many Headers"));
    }
    counts(raw);
    headers(raw, message);
    body(raw, message, datagram);
    consistent(message);
    return message;
  }

  private static SIPMessage requestLine(RawMessage raw) throws RefusedException {
    String line = raw.startLine();
    int last = line.lastIndexOf(' ');
    String version = line.substring(last + 1);
    if (version.isEmpty() && line.stripTrailing().endsWith(VERSION)) {
      throw new RefusedException(Refusal.bad("Bad Request-Line"));
    }
    if (raw.method().isEmpty() || !version.startsWith("SIP/")) {
      throw new RefusedException(Refusal.silent("Not A SIP Message"));
    }
    if (!version.equals(VERSION)) {
      throw new RefusedException(new Refusal(505, "Version Not Supported"));
    }
    SIPRequest request = new ReceivedRequest();
    try {
      RequestLine parsed = new RequestLineParser(line + "\n").parse();
      if (parsed == null || parsed.getUri() == null || parsed.getMethod() == null) {
        throw new RefusedException(Refusal.bad("Bad Request-Line"));
      }
      if (bareIpv6(line.substring(line.indexOf(' ') + 1, last).strip())) {
        throw new RefusedException(Refusal.bad("Bad Request-Line"));
      }
      request.setRequestLine(parsed);
    } catch (ParseException | RuntimeException e) {
      throw new RefusedException(Refusal.bad("Bad Request-Line"));
    }
    return request;
  }

  /** RFC 5118 4.2: an IPv6 address must stand in brackets. */
  private static boolean bareIpv6(String uri) {
    if (!uri.regionMatches(true, 0, "sip", 0, 3)) {
      return false;
    }
    String rest = uri.substring(uri.indexOf(':') + 1);
    String host = rest.substring(rest.lastIndexOf('@') + 1).split("[;?]", 2)[0];
    return !host.startsWith("[") && host.indexOf(':') != host.lastIndexOf(':');
  }

  private static SIPMessage statusLine(RawMessage raw) throws RefusedException {
    SIPResponse response = new SIPResponse();
    try {
      StatusLine parsed = new StatusLineParser(raw.startLine() + "\n").parse();
      if (parsed.getStatusCode() < 100 || parsed.getStatusCode() > 699) {
        throw new RefusedException(Refusal.silent("Bad Status-Line"));
      }
      response.setStatusLine(parsed);
    } catch (ParseException | RuntimeException e) {
      throw new RefusedException(Refusal.silent("Bad Status-Line"));
    }
    return response;
  }

  private static void counts(RawMessage raw) throws RefusedException {
    int[] seen = new int[SINGLE.length + 1];
    for (HeaderLine line : raw.headers()) {
      if (line.value().indexOf('\r') >= 0 || line.name().indexOf('\r') >= 0) {
        // RFC 3261 25.1: never alone. Copied into an answer it would end a line for some.
        throw new RefusedException(Refusal.bad("Bare Carriage Return"));
      }
      int which = index(line.canonical());
      if (which >= 0) {
        seen[which]++;
      }
    }
    for (int i = 0; i < MANDATORY.length; i++) {
      if (seen[i] == 0) {
        throw new RefusedException(Refusal.bad("Missing " + MANDATORY[i] + " Header"));
      }
    }
    for (int i = 0; i < SINGLE.length; i++) {
      if (seen[i + 1] > 1) {
        throw new RefusedException(Refusal.bad("Multiple " + SINGLE[i] + " Headers"));
      }
    }
  }

  /** Place in {@link #MANDATORY}, and one above the place in {@link #SINGLE}. */
  private static int index(String canonical) {
    return switch (canonical) {
      case "Via" -> 0;
      case "From" -> 1;
      case "To" -> 2;
      case "Call-ID" -> 3;
      case "CSeq" -> 4;
      case "Max-Forwards" -> 5;
      case "Content-Length" -> 6;
      case "Content-Type" -> 7;
      default -> -1;
    };
  }

  private void headers(RawMessage raw, SIPMessage message) throws RefusedException {
    for (HeaderLine line : raw.headers()) {
      String name = line.canonical();
      if (HeaderNames.text(name)) {
        text(message, name, line.value());
        continue;
      }
      if (!HeaderNames.read(name)) {
        continue;
      }
      try {
        SIPHeader header = ParserFactory.createParser(name + ": " + line.value() + "\n").parse();
        message.attachHeader(header, false);
      } catch (ParseException | RuntimeException e) {
        if (HeaderNames.essential(name)) {
          throw new RefusedException(Refusal.bad("Bad " + name + " Header"));
        }
      }
    }
    for (String name : MANDATORY) {
      if (message.getHeader(name) == null) {
        throw new RefusedException(Refusal.bad("Bad " + name + " Header"));
      }
    }
    if (message.getViaHeaders().size() > maxVias) {
      throw new RefusedException(Refusal.bad("Too Many Via Headers"));
    }
  }

  private static void text(SIPMessage message, String name, String value) {
    Headers.set(
        message, name, Headers.value(message, name).map(v -> v + ", " + value).orElse(value));
  }

  private static void body(RawMessage raw, SIPMessage message, boolean datagram)
      throws RefusedException {
    byte[] body = raw.body();
    int available = body.length;
    int length = available;
    if (message.getContentLength() != null) {
      length = message.getContentLength().getContentLength();
      if (length < 0 || length > available) {
        throw new RefusedException(Refusal.bad("Bad Content-Length Header"));
      }
    } else if (!datagram) {
      throw new RefusedException(Refusal.bad("Missing Content-Length Header"));
    }
    try {
      if (length > 0) {
        if (message.getContentTypeHeader() == null) {
          throw new RefusedException(Refusal.bad("Missing Content-Type Header"));
        }
        message.setMessageContent(
            length == available ? body : Arrays.copyOf(body, length), false, true, length);
      }
    } catch (ParseException e) {
      throw new RefusedException(Refusal.bad("Bad Content-Length Header"));
    }
  }

  private static void consistent(SIPMessage message) throws RefusedException {
    long number = message.getCSeq().getSeqNumber();
    if (number < 0 || number > MAX_CSEQ || message.getCSeq().getMethod() == null) {
      throw new RefusedException(Refusal.bad("Bad CSeq Header"));
    }
    if (message.getFrom().getAddress() == null || message.getTo().getAddress() == null) {
      throw new RefusedException(Refusal.bad("Bad From Or To Header"));
    }
    if (!quoted(message.getFrom().getAddress()) || !quoted(message.getTo().getAddress())) {
      throw new RefusedException(Refusal.bad("Bad From Or To Header"));
    }
    if (message.getTopmostVia() == null || message.getTopmostVia().getHost() == null) {
      throw new RefusedException(Refusal.bad("Bad Via Header"));
    }
    if (message instanceof SIPRequest request
        && !request.getMethod().equals(message.getCSeq().getMethod())) {
      // RFC 4475 3.1.2.17: the method there and in the request line must be the same.
      throw new RefusedException(Refusal.bad("CSeq Method Mismatch"));
    }
    if (message.getTopmostVia().getTransport() == null
        || !portsAreNumbers(message.getViaHeaders())) {
      throw new RefusedException(Refusal.bad("Bad Via Header"));
    }
  }

  /** Whether a display name can stand between quotes, as the stack will write it again. */
  private static boolean quoted(Address address) {
    String name = address.getDisplayName();
    for (int i = 0; name != null && i < name.length(); i++) {
      if (name.charAt(i) == '\\') {
        i++;
        if (i == name.length()) {
          return false;
        }
      } else if (name.charAt(i) == '"') {
        return false;
      }
    }
    return true;
  }

  /** The stack reads them whenever it copies a message. */
  private static boolean portsAreNumbers(ViaList vias) {
    try {
      for (Via via : vias) {
        via.getRPort();
        via.getTTL();
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
