package io.jackfield.appliance.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.route.RouteRule;
import io.jackfield.gateway.route.RouteTarget;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConferenceNumberTest {

  private static final RouteTarget ROOM = new RouteTarget.Room("team");

  @Test
  void theFirstPlainNumberThatLeadsAnyUserIntoARoomIsOffered() {
    assertEquals(
        Optional.of("3000"),
        ConferenceNumber.in(
            List.of(
                rule(Optional.empty(), "9196", new RouteTarget.Echo()),
                rule(Optional.of("trunk:north"), "2000", ROOM),
                rule(Optional.empty(), "4\\d\\d", ROOM),
                rule(Optional.of("user"), "3000", ROOM),
                rule(Optional.empty(), "3001", ROOM))));
  }

  @Test
  void withoutSuchARuleNoneIs() {
    assertEquals(
        Optional.empty(), ConferenceNumber.in(List.of(rule(Optional.empty(), "4.*", ROOM))));
    assertEquals(Optional.empty(), ConferenceNumber.in(List.of()));
  }

  private static RouteRule rule(Optional<String> from, String number, RouteTarget to) {
    return new RouteRule(
        "rule",
        from,
        Optional.of(Pattern.compile(number)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        to,
        Optional.empty(),
        Optional.empty());
  }
}
