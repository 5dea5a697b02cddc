package io.jackfield.signaling.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Extensions a message requires or supports, by their option tags (RFC 3261 19.2). */
public final class OptionTags {

  /** Reliable provisional responses (RFC 3262). */
  public static final String RELIABLE = "100rel";

  /** Session timers (RFC 4028). */
  public static final String TIMER = "timer";

  /** Taking over a dialog (RFC 3891). */
  public static final String REPLACES = "replaces";

  /** REFER without a subscription (RFC 4488). */
  private static final String NOREFERSUB = "norefersub";

  /** What we say in Supported. */
  public static final String SUPPORTED = "timer, replaces, norefersub";

  /** What of a request may be required of us; path and outbound: RFC 3327, RFC 5626. */
  private static final Set<String> OURS =
      Set.of(RELIABLE, TIMER, REPLACES, NOREFERSUB, "path", "outbound");

  private OptionTags() {}

  /** The extensions a request requires and we do not know (RFC 3261 8.2.2.3). */
  public static List<String> unknown(SIPMessage request) {
    return Headers.value(request, "Require").stream()
        .flatMap(OptionTags::split)
        .filter(tag -> !OURS.contains(tag.toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Whether a message requires an extension. */
  public static boolean requires(SIPMessage message, String tag) {
    return has(message, "Require", tag);
  }

  /** Whether a message says that its sender knows an extension. */
  public static boolean supports(SIPMessage message, String tag) {
    return has(message, "Supported", tag) || requires(message, tag);
  }

  /** Whether a message says that its sender takes a method. */
  public static boolean allows(SIPMessage message, String method) {
    return has(message, "Allow", method);
  }

  private static boolean has(SIPMessage message, String header, String tag) {
    return Headers.value(message, header).stream()
        .flatMap(OptionTags::split)
        .anyMatch(tag::equalsIgnoreCase);
  }

  private static java.util.stream.Stream<String> split(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).filter(tag -> !tag.isEmpty());
  }

  /** Several tags as the value of a header. */
  public static String value(List<String> tags) {
    return tags.stream().collect(Collectors.joining(", "));
  }
}
