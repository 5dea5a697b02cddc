package io.jackfield.appliance.web;

import io.jackfield.gateway.route.RouteRule;
import io.jackfield.gateway.route.RouteTarget;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The number the phone offers for a conference. */
public final class ConferenceNumber {

  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_-]+");

  private ConferenceNumber() {}

  /**
   * Looks for it in a dialplan.
   *
   * @param routes the rules, in order
   * @return the number of the first rule for one plain number that leads any user into a room
   */
  public static Optional<String> in(List<RouteRule> routes) {
    return routes.stream()
        .filter(rule -> rule.to() instanceof RouteTarget.Room)
        .filter(rule -> rule.from().isEmpty() || rule.from().get().equals("user"))
        .filter(rule -> rule.caller().isEmpty() && rule.protocol().isEmpty())
        .flatMap(rule -> rule.number().stream())
        .map(Pattern::pattern)
        .filter(number -> PLAIN.matcher(number).matches())
        .findFirst();
  }
}
