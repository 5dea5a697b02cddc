package io.jackfield.gateway.route;

import io.jackfield.gateway.call.PlaceCall;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule of a service's routes (sip-pbx.md, "Routes").
 *
 * @param name for logs, the tester, and a trunk's {@code inbound}
 * @param from origin it is for: {@code trunk:<name>}, {@code user:<name>}, {@code trunk} or {@code
 *     user} for any of them; empty for all
 * @param number must match the whole number dialled; empty for all
 * @param caller must match the whole caller's number; empty for all
 * @param protocol {@code sip}, {@code api}, {@code verto}; empty for all
 * @param setNumber the number instead, with {@code $1} for groups of {@code number}
 * @param setCaller the caller's number instead, with {@code $1} for groups of {@code caller}
 * @param to where the call goes; may use groups of {@code number} too
 * @param ringTimeout how long each destination rings
 * @param backend media backend
 * @param headers of the INVITE to a SIP callee, with {@code $1} for groups of {@code number}
 * @param record whether both sides are recorded from the moment they talk
 */
public record RouteRule(
    String name,
    Optional<String> from,
    Optional<Pattern> number,
    Optional<Pattern> caller,
    Optional<String> protocol,
    Optional<String> setNumber,
    Optional<String> setCaller,
    RouteTarget to,
    Optional<Duration> ringTimeout,
    Optional<String> backend,
    Map<String, String> headers,
    boolean record) {

  /** A rule without headers that records nothing. */
  public RouteRule(
      String name,
      Optional<String> from,
      Optional<Pattern> number,
      Optional<Pattern> caller,
      Optional<String> protocol,
      Optional<String> setNumber,
      Optional<String> setCaller,
      RouteTarget to,
      Optional<Duration> ringTimeout,
      Optional<String> backend) {
    this(
        name,
        from,
        number,
        caller,
        protocol,
        setNumber,
        setCaller,
        to,
        ringTimeout,
        backend,
        Map.of(),
        false);
  }

  /** Copies the map, keeping its order. */
  public RouteRule {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Longer ones match no expression: they are no numbers, and matching may be slow. */
  private static final int LONGEST = 512;

  /** Whether a call is one of this rule's. */
  boolean takes(PlaceCall call) {
    return from.map(wanted -> isFrom(wanted, call.origin())).orElse(true)
        && number.map(pattern -> matches(pattern, call.callee())).orElse(true)
        && caller
            .map(pattern -> matches(pattern, call.caller().trueNumber().orElse("")))
            .orElse(true)
        && protocol.map(call.protocol()::equals).orElse(true);
  }

  private static boolean matches(Pattern pattern, String text) {
    return text.length() <= LONGEST && pattern.matcher(text).matches();
  }

  private static boolean isFrom(String wanted, String origin) {
    return wanted.equals(origin) || wanted.indexOf(':') < 0 && origin.startsWith(wanted + ':');
  }

  /** The number after the rule. */
  String numberOf(PlaceCall call) {
    return setNumber.map(text -> filled(text, number, call.callee())).orElse(call.callee());
  }

  /** The caller's number after the rule. */
  Optional<String> callerOf(PlaceCall call) {
    return setCaller
        .map(text -> Optional.of(filled(text, caller, call.caller().trueNumber().orElse(""))))
        .orElse(call.caller().trueNumber());
  }

  /** The headers after the rule. */
  Map<String, String> headersOf(PlaceCall call) {
    Map<String, String> filled = new LinkedHashMap<>();
    headers.forEach((header, text) -> filled.put(header, filled(text, call)));
    return filled;
  }

  /** A text with the groups of the number in it. */
  String filled(String text, PlaceCall call) {
    return filled(text, number, call.callee());
  }

  private static String filled(String text, Optional<Pattern> pattern, String value) {
    if (pattern.isEmpty()) {
      return text;
    }
    Matcher matcher = pattern.get().matcher(value);
    StringBuilder out = new StringBuilder();
    if (!matcher.matches()) {
      return text;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int group = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 10) : -1;
      if (c == '$' && group >= 0 && group <= matcher.groupCount()) {
        out.append(matcher.group(group) == null ? "" : matcher.group(group));
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
