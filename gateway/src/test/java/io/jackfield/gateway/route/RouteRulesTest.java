package io.jackfield.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.PartyInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which rule takes a call, and what becomes of it. */
class RouteRulesTest {

  private final List<RouteRule> rules = new ArrayList<>();
  private Map<String, String> inbound = Map.of();

  private static PlaceCall call(String protocol, String number, String caller, String origin) {
    return PlaceCall.of(
            protocol,
            number,
            Optional.empty(),
            SdpKind.RTP,
            new PartyInfo(Optional.of("Ana"), Optional.of(caller), Map.of()),
            Optional.empty())
        .from(origin);
  }

  /** A rule of these parts, empty for any. */
  private void rule(String name, String from, String number, String setNumber, String to) {
    rules.add(
        new RouteRule(
            name,
            text(from),
            text(number).map(Pattern::compile),
            Optional.empty(),
            Optional.empty(),
            text(setNumber),
            Optional.empty(),
            RouteTarget.parse(to).orElseThrow(),
            Optional.empty(),
            Optional.empty()));
  }

  private static Optional<String> text(String value) {
    return Optional.of(value).filter(v -> !v.isEmpty());
  }

  private Route route(String number, String origin) {
    Route route =
        new RouteRules(rules, inbound, new DialPlan(Map.of()))
            .route(call("sip", number, "1000", origin));
    return route instanceof Route.Changed changed ? changed.then() : route;
  }

  @Test
  void theFirstRuleThatTakesACallWins() {
    rule("in", "trunk:carrier", "4930(\\d+)", "", "$1");
    rule("out", "user", "0(\\d+)", "+49$1", "trunk:carrier,backup");
    rule("echo", "", "9196", "", "echo");
    assertEquals("1234", ((Route.Invite) route("49301234", "trunk:carrier")).callee());
    Route.Invite out = (Route.Invite) route("030555", "user:1000");
    assertEquals("carrier,backup/+4930555", out.callee());
    assertEquals("trunk", out.type());
    assertEquals(Optional.of(SdpKind.RTP), out.farKind());
    assertInstanceOf(LegType.Echo.class, ((Route.Application) route("9196", "")).type());
    assertEquals("1001", ((Route.Invite) route("1001", "user:1000")).callee());
    assertEquals("030555", ((Route.Invite) route("030555", "trunk:other")).callee());
  }

  @Test
  void aTrunkWithARuleOfItsOwnTakesNoOther() {
    rule("echo", "", "9196", "", "echo");
    rule("in", "", "4930(\\d+)", "", "$1");
    inbound = Map.of("carrier", "in");
    assertEquals("1234", ((Route.Invite) route("49301234", "trunk:carrier")).callee());
    assertInstanceOf(Route.Refuse.class, route("9196", "trunk:carrier"));
    assertInstanceOf(Route.Refuse.class, route("1001", "trunk:carrier"));
    assertInstanceOf(Route.Application.class, route("9196", "trunk:other"));
  }

  @Test
  void numberCallerAndRingingAreRewritten() {
    rules.add(
        new RouteRule(
            "all",
            Optional.empty(),
            Optional.of(Pattern.compile("0(\\d+)")),
            Optional.of(Pattern.compile("(\\d)(\\d+)")),
            Optional.of("sip"),
            Optional.of("+49$1"),
            Optional.of("$2-$1-$3-$"),
            RouteTarget.parse("trunk:carrier").orElseThrow(),
            Optional.of(Duration.ofSeconds(7)),
            Optional.of("embedded")));
    RouteRules routes = new RouteRules(rules, Map.of(), new DialPlan(Map.of()));
    Route.Changed changed = (Route.Changed) routes.route(call("sip", "0301", "1000", ""));
    assertEquals("+49301", changed.call().callee());
    assertEquals(Optional.of("000-1-$3-$"), changed.call().caller().number());
    assertEquals(Optional.of("Ana"), changed.call().caller().name());
    assertEquals(Duration.ofSeconds(7), changed.call().ringTimeout());
    assertEquals(Optional.of("embedded"), ((Route.Invite) changed.then()).backend());
    assertInstanceOf(Route.Invite.class, routes.route(call("api", "0301", "1000", "")));
    assertInstanceOf(Route.Invite.class, routes.route(call("sip", "0301", "ana", "")));
  }

  @Test
  void everyTarget() {
    String[] targets = {
      "ana",
      "api:ana",
      "group:ana, bob",
      "sequence:ana,bob",
      "room:$1",
      "play:file:$1.wav",
      "reject:486"
    };
    List<String> out = new ArrayList<>();
    for (String target : targets) {
      rules.clear();
      rule("one", "", "x(.*)", "", target);
      Route route = route("x7", "");
      out.add(
          route instanceof Route.Invite i
              ? i.type() + " " + i.callee()
              : route instanceof Route.Refuse r
                  ? "refuse " + r.failure().sipStatus()
                  : ((Route.Application) route).type().toString());
    }
    assertEquals(
        List.of(
            "all ana",
            "user ana",
            "group all:ana,bob",
            "group sequence:ana,bob",
            "Mcu[room=7, layout=Optional.empty]",
            "Play[uri=file:7.wav, loops=OptionalInt.empty]",
            "refuse 486"),
        out);
    for (String bad : List.of("", "play:", "reject:200", "reject:busy", "echo:1", "trunk:")) {
      assertTrue(RouteTarget.parse(bad).isEmpty(), bad);
    }
  }
}
