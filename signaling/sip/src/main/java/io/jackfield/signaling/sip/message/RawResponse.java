package io.jackfield.signaling.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Responses to requests that could not be parsed, made from their text. */
public final class RawResponse {

  private RawResponse() {}

  /**
   * Writes a response, or nothing where one is impossible or forbidden: to a response, to an ACK
   * (RFC 3261 17), to a request without a Via.
   *
   * @param source address the request came from, without brackets
   * @param port its port
   * @param tag for the To header, if it has none
   */
  public static Optional<byte[]> to(
      RawMessage raw, Refusal refusal, String source, int port, String tag) {
    if (refusal.status() == 0
        || raw.isResponse()
        || raw.method().equalsIgnoreCase("ACK")
        || raw.count("Via") == 0) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder(512);
    out.append("SIP/2.0 ").append(refusal.status()).append(' ').append(refusal.reason());
    out.append("\r\n");
    boolean topVia = true;
    boolean[] seen = new boolean[4];
    for (HeaderLine line : raw.headers()) {
      String name = line.canonical();
      String value = clean(line.value());
      switch (name) {
        case "Via" -> {
          header(out, name, topVia ? via(value, source, port) : value);
          topVia = false;
        }
        case "From" -> once(out, seen, 0, name, value);
        case "To" ->
            once(
                out,
                seen,
                1,
                name,
                value.toLowerCase(Locale.ROOT).contains("tag=") ? value : value + ";tag=" + tag);
        case "Call-ID" -> once(out, seen, 2, name, value);
        case "CSeq" -> once(out, seen, 3, name, value);
        default -> {
          // The rest is not part of a response (RFC 3261 8.2.6.2).
        }
      }
    }
    if (refusal.status() == 503) {
      header(out, "Retry-After", "5");
    }
    header(out, "Server", "Jackfield");
    header(out, "Content-Length", "0");
    return Optional.of(out.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void once(
      StringBuilder out, boolean[] seen, int which, String name, String value) {
    if (!seen[which]) {
      seen[which] = true;
      header(out, name, value);
    }
  }

  private static void header(StringBuilder out, String name, String value) {
    out.append(name).append(": ").append(value).append("\r\n");
  }

  /** RFC 3261 18.2.1, RFC 3581 4. */
  private static String via(String value, String source, int port) {
    int comma = value.indexOf(',');
    String top = comma < 0 ? value : value.substring(0, comma);
    String rest = comma < 0 ? "" : value.substring(comma);
    int rport = top.toLowerCase(Locale.ROOT).indexOf(";rport");
    if (rport >= 0 && (rport + 6 == top.length() || top.charAt(rport + 6) == ';')) {
      top = top.substring(0, rport + 6) + '=' + port + top.substring(rport + 6);
    }
    return top + ";received=" + source + rest;
  }

  private static String clean(String value) {
    StringBuilder out = null;
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ') {
        if (out == null) {
          out = new StringBuilder(value);
        }
        out.setCharAt(i, ' ');
      }
    }
    return out == null ? value : out.toString();
  }
}
