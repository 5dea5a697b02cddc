package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPMessage;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.signaling.sip.message.Headers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.header.Header;

/**
 * Who a request says has called, and how it came here: P-Asserted-Identity and Privacy (RFC 3325,
 * RFC 3323), Remote-Party-ID, Diversion (RFC 5806), History-Info (RFC 7044). Whether to believe it
 * is the reader's business.
 */
final class Identities {

  private static final String ASSERTED = "P-Asserted-Identity";

  private static final int MOST = 10;

  /** As long as a call is diverted by people who mean well. */
  private static final int LONGEST = 2_048;

  private static final Pattern WHO =
      Pattern.compile(
          "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^<\"]*?))\\s*<(sips?|tel):([^@>;]+)[^>]*>(.*)");

  private static final Pattern FULL =
      Pattern.compile("(?i);\\s*privacy\\s*=\\s*\"?(full|uri|name)");

  private Identities() {}

  /** Whom the network asserts to have called; empty if it says nothing. */
  static Optional<PartyInfo> asserted(SIPMessage message) {
    return values(message, ASSERTED).stream()
        .flatMap(value -> who(value).stream())
        .findFirst()
        .or(
            () ->
                values(message, "Remote-Party-ID").stream()
                    .filter(value -> !value.toLowerCase(Locale.ROOT).contains("party=called"))
                    .flatMap(value -> who(value).stream())
                    .findFirst());
  }

  /** Whether the caller asks not to be shown. */
  static boolean hides(SIPMessage message) {
    return privacy(message).stream().anyMatch(List.of("id", "user", "header")::contains);
  }

  /** Whether a Remote-Party-ID says so; for one that is believed. */
  static boolean hidesRemoteParty(SIPMessage message) {
    return values(message, "Remote-Party-ID").stream().anyMatch(v -> FULL.matcher(v).find());
  }

  /** How the call came here, as header names and values in order. */
  static List<Map.Entry<String, String>> history(SIPMessage message) {
    List<Map.Entry<String, String>> history = new ArrayList<>();
    for (String name : List.of("Diversion", "History-Info")) {
      if (!(name.equals("History-Info") && privacy(message).contains("history"))) {
        values(message, name).stream()
            .filter(value -> value.length() <= LONGEST)
            .forEach(value -> history.add(Map.entry(name, value)));
      }
    }
    return history;
  }

  private static List<String> privacy(SIPMessage message) {
    return values(message, "Privacy").stream()
        .flatMap(value -> Pattern.compile("[;,\\s]+").splitAsStream(value))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Optional<PartyInfo> who(String value) {
    Matcher matcher = WHO.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return Optional.of(
        new PartyInfo(
            Optional.of(name.replaceAll("\\\\(.)", "$1").strip()).filter(n -> !n.isEmpty()),
            Optional.of(matcher.group(4)),
            Map.of()));
  }

  /** The reader keeps all lines of those it does not parse in one. */
  private static List<String> values(SIPMessage message, String name) {
    if (!name.equals(ASSERTED)) {
      return Headers.value(message, name).stream().toList();
    }
    List<String> values = new ArrayList<>();
    Iterator<?> headers = message.getHeaders(name);
    while (headers.hasNext() && values.size() < MOST) {
      String line = ((Header) headers.next()).toString().strip();
      values.add(line.substring(line.indexOf(':') + 1).strip());
    }
    return values;
  }
}
