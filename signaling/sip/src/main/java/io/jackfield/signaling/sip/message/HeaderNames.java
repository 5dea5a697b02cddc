package io.jackfield.signaling.sip.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers the gateway reads, by any spelling (RFC 3261 7.3.1, 7.3.3). */
final class HeaderNames {

  /** Read by the parser; a broken one of these makes the message a bad one. */
  private static final Set<String> ESSENTIAL =
      Set.of(
          "Via",
          "From",
          "To",
          "Call-ID",
          "CSeq",
          "Max-Forwards",
          "Contact",
          "Route",
          "Record-Route",
          "Content-Length",
          "Content-Type",
          "Authorization",
          "Proxy-Authorization",
          "Replaces",
          "Refer-To");

  /** Read by the parser; a broken one of these is as good as absent (RFC 3261 16.3, RFC 4475). */
  private static final Set<String> USEFUL =
      Set.of(
          "Expires",
          "Proxy-Require",
          "WWW-Authenticate",
          "Proxy-Authenticate",
          "Reason",
          "Retry-After",
          "Min-Expires",
          "Timestamp",
          "RSeq",
          "RAck",
          "Event",
          "Referred-By",
          "Content-Encoding",
          "Session-Expires",
          "Min-SE",
          "Path",
          "Service-Route",
          "P-Asserted-Identity",
          "Warning");

  /** Kept as text, all their lines in one: nobody needs more of them than to look for a word. */
  private static final Set<String> TEXT =
      Set.of(
          "Accept",
          "Allow",
          "Require",
          "Supported",
          "Refer-Sub",
          "Privacy",
          "Remote-Party-ID",
          "Diversion",
          "History-Info");

  private static final Map<String, String> CANONICAL = new HashMap<>();

  static {
    for (String name : ESSENTIAL) {
      CANONICAL.put(name, name);
      CANONICAL.put(name.toLowerCase(Locale.ROOT), name);
    }
    for (String name : USEFUL) {
      CANONICAL.put(name, name);
      CANONICAL.put(name.toLowerCase(Locale.ROOT), name);
    }
    for (String name : TEXT) {
      CANONICAL.put(name, name);
      CANONICAL.put(name.toLowerCase(Locale.ROOT), name);
    }
    CANONICAL.put("v", "Via");
    CANONICAL.put("f", "From");
    CANONICAL.put("t", "To");
    CANONICAL.put("i", "Call-ID");
    CANONICAL.put("m", "Contact");
    CANONICAL.put("l", "Content-Length");
    CANONICAL.put("c", "Content-Type");
    CANONICAL.put("e", "Content-Encoding");
    CANONICAL.put("k", "Supported");
    CANONICAL.put("r", "Refer-To");
    CANONICAL.put("b", "Referred-By");
    CANONICAL.put("o", "Event");
    CANONICAL.put("x", "Session-Expires");
  }

  private HeaderNames() {}

  static String canonical(String name) {
    String known = CANONICAL.get(name);
    if (known == null) {
      known = CANONICAL.get(name.toLowerCase(Locale.ROOT));
    }
    return known == null ? name : known;
  }

  static boolean text(String canonical) {
    return TEXT.contains(canonical);
  }

  static boolean essential(String canonical) {
    return ESSENTIAL.contains(canonical);
  }

  static boolean read(String canonical) {
    return ESSENTIAL.contains(canonical) || USEFUL.contains(canonical);
  }
}
