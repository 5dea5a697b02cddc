package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPMessage;
import io.jackfield.signaling.sip.message.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What a Refer-To header names (RFC 3515 2.1).
 *
 * @param name the target as a caller would dial it: a user of ours, else the URI
 * @param replaces the dialog to take over (RFC 3891), for an attended transfer
 */
record ReferTarget(String name, Optional<DialogId> replaces) {

  /**
   * Reads the header.
   *
   * @param leadsToUs whether a URI's host and port (0 or less for none) are ours
   * @return empty when there is none, several, or one that is no call
   */
  static Optional<ReferTarget> of(SIPMessage refer, BiPredicate<String, Integer> leadsToUs) {
    Optional<String> value = Headers.value(refer, "Refer-To");
    return value
        .map(ReferTarget::uri)
        .filter(uri -> !uri.isEmpty())
        .flatMap(u -> read(u, leadsToUs));
  }

  /** The URI within brackets, or all of it up to the header's own parameters. */
  private static String uri(String value) {
    int open = value.indexOf('<');
    int close = value.indexOf('>', open);
    return open >= 0 && close > open
        ? value.substring(open + 1, close).strip()
        : value.split(";", 2)[0].strip();
  }

  private static Optional<ReferTarget> read(String uri, BiPredicate<String, Integer> leadsToUs) {
    String[] parts = uri.split("\\?", 2);
    String plain = parts[0];
    String scheme = plain.toLowerCase(Locale.ROOT);
    if (scheme.startsWith("tel:")) {
      return Optional.of(new ReferTarget(plain.substring(4).split(";", 2)[0], Optional.empty()));
    }
    if (!scheme.startsWith("sip:") && !scheme.startsWith("sips:")
        || scheme.contains(";method=") && !scheme.contains(";method=invite")) {
      return Optional.empty();
    }
    Optional<DialogId> replaces =
        parts.length > 1 ? header(parts[1], "replaces").flatMap(DialogId::of) : Optional.empty();
    String address = plain.substring(plain.indexOf(':') + 1).split(";", 2)[0];
    int at = address.lastIndexOf('@');
    String user = at < 0 ? "" : decode(address.substring(0, at)).split("[;:]", 2)[0];
    if (user.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReferTarget(ours(address.substring(at + 1), leadsToUs) ? user : plain, replaces));
  }

  private static boolean ours(String hostPort, BiPredicate<String, Integer> leadsToUs) {
    int colon = hostPort.lastIndexOf(':');
    boolean port =
        colon > hostPort.lastIndexOf(']') && hostPort.substring(colon).matches(":\\d{1,5}");
    return leadsToUs.test(
        port ? hostPort.substring(0, colon) : hostPort,
        port ? Integer.parseInt(hostPort.substring(colon + 1)) : 0);
  }

  private static Optional<String> header(String headers, String name) {
    return List.of(headers.split("&")).stream()
        .map(each -> each.split("=", 2))
        .filter(each -> each.length == 2 && each[0].equalsIgnoreCase(name))
        .map(each -> decode(each[1]))
        .findFirst();
  }

  private static String decode(String text) {
    try {
      // A plus is a plus in a SIP URI.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
