package io.jackfield.appliance.config;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule of the dial plan: which number goes where.
 *
 * @param number regular expression the whole dialled number must match
 * @param to where the call goes: {@code echo}
 */
public record RouteConfig(Pattern number, String to) {

  static RouteConfig read(Section section) {
    try (section) {
      Pattern number =
          section.typed(
              "number", Pattern.compile(""), "a regular expression", RouteConfig::pattern);
      String to = section.text("to", "");
      if (!section.has("number")) {
        section.problem("number", "a route needs a number");
      }
      if (!to.equals("echo")) {
        section.problem("to", "expected echo, found \"" + to + "\"");
      }
      return new RouteConfig(number, to);
    }
  }

  private static Optional<Pattern> pattern(String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }
}
