package io.jackfield.appliance.config;

import io.jackfield.gateway.route.RouteRule;
import io.jackfield.gateway.route.RouteTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the {@code routes} of a service (sip-pbx.md, "Routes"). */
final class RouteReader {

  private static final Set<String> PROTOCOLS = Set.of("api", "sip", "verto");
  private static final Pattern ORIGIN = Pattern.compile("any|trunk|user|(trunk|user):[^\\s:]+");

  /** Headers that SIP itself, the caller's identity or the body need as they are. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?i)via|from|to|call-id|cseq|contact|max-forwards|route|record-route|path|content-.*|require|supported|allow"
              + "|.*authenticate|.*authorization|session-expires|min-se|replaces|refer.*|rack|rseq|event|subscription-state"
              + "|p-asserted-identity|remote-party-id|privacy|expires|[fimtvcleskroxbdaju]");

  private final Set<String> trunks;
  private final Set<String> names = new HashSet<>();

  /**
   * Makes a reader.
   *
   * @param trunks names a rule may speak of
   */
  RouteReader(Set<String> trunks) {
    this.trunks = trunks;
  }

  List<RouteRule> read(List<Section> sections) {
    List<RouteRule> rules = new ArrayList<>();
    for (Section section : sections) {
      rules.add(read(section, rules.size() + 1));
    }
    return rules;
  }

  private RouteRule read(Section section, int place) {
    try (section;
        Section when = section.section("when");
        Section set = section.section("set")) {
      String name = section.text("name", "rule " + place);
      if (!names.add(name)) {
        section.problem("name", "route \"" + name + "\" stands twice");
      }
      return new RouteRule(
          name,
          origin(when),
          pattern(when, "number"),
          pattern(when, "caller"),
          protocol(when),
          set.text("number"),
          set.text("caller"),
          target(section),
          section.has("ring_timeout")
              ? Optional.of(section.duration("ring_timeout", Duration.ZERO))
              : absent(section, "ring_timeout"),
          section.text("backend"),
          headers(set),
          section.flag("record", false));
    }
  }

  private static Map<String, String> headers(Section set) {
    Map<String, String> headers = set.pairs("headers");
    headers.forEach(
        (name, value) -> {
          if (!name.matches("[A-Za-z0-9-]{1,64}") || OURS.matcher(name).matches()) {
            set.problem("headers", "\"" + name + "\" is none a route may set");
          } else if (!value.matches("[^\\p{Cntrl}]{0,512}")) {
            set.problem("headers", "the value of " + name + " has characters no header has");
          }
        });
    return headers;
  }

  private static <T> Optional<T> absent(Section section, String key) {
    section.text(key);
    return Optional.empty();
  }

  private Optional<String> origin(Section when) {
    Optional<String> from = when.text("from");
    if (from.isPresent() && !ORIGIN.matcher(from.get()).matches()) {
      when.problem("from", "expected any, trunk, user, trunk:<name> or user:<name>");
    }
    from.filter(text -> text.startsWith("trunk:"))
        .map(text -> text.substring("trunk:".length()))
        .filter(trunk -> !trunks.contains(trunk))
        .ifPresent(trunk -> when.problem("from", "there is no trunk \"" + trunk + "\""));
    return from.filter(text -> !text.equals("any"));
  }

  private static Optional<Pattern> pattern(Section when, String key) {
    return Optional.ofNullable(
        when.typed(key, null, "a regular expression", RouteReader::compiled));
  }

  private static Optional<Pattern> compiled(String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> protocol(Section when) {
    Optional<String> protocol = when.text("protocol");
    if (protocol.isPresent() && !PROTOCOLS.contains(protocol.get())) {
      when.problem("protocol", "expected one of api, sip, verto");
    }
    return protocol;
  }

  private RouteTarget target(Section section) {
    Optional<String> text = section.text("to");
    Optional<RouteTarget> target = text.flatMap(RouteTarget::parse);
    if (target.isEmpty()) {
      section.problem(
          "to",
          "expected a user, group:, sequence:, trunk:, room:, play:, api:, reject: or echo, found \""
              + text.orElse("")
              + "\"");
    }
    if (target.isPresent() && target.get() instanceof RouteTarget.Trunks named) {
      named.names().stream()
          .filter(name -> !trunks.contains(name))
          .forEach(name -> section.problem("to", "there is no trunk \"" + name + "\""));
    }
    return target.orElse(new RouteTarget.Reject(404));
  }
}
