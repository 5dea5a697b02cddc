package io.jackfield.signaling.api.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The callbacks {@code api_allow} and {@code api_subscribe_allow}. */
class PermissionCallbackTest {

  private static final String LIST = "core/user/list";
  private static final String SUBSCRIBE = "core/event/subscribe";

  private final ApiWorld world = new ApiWorld();
  private final FakeClient admin = world.login("admin");
  private final FakeClient ana = world.login("ana");

  private void hold(String callback) {
    admin.ok("core/callback/register", Map.of("callback", callback));
    admin.heard.clear();
  }

  @Test
  void aHolderAllowsWhatTheRulesDeny() {
    ana.refused(Reason.UNAUTHORIZED, LIST, Map.of());
    hold("allow");
    admin.grant("api_allow", "{\"authorized\":true}");
    assertEquals(2, ana.ok(LIST, Map.of("x", 1)).size());
    Map<?, ?> asked = (Map<?, ?>) admin.requests("api_allow").get(0).get("data");
    assertEquals("ana", asked.get("user"));
    assertEquals("core", asked.get("class"));
    assertEquals("user", asked.get("subclass"));
    assertEquals("list", asked.get("cmd"));
    assertEquals(Map.of("x", 1), asked.get("data"));
  }

  @Test
  void aHolderDeniesWhatTheRulesAllow() {
    hold("allow");
    admin.grant("api_allow", "{\"authorized\":false,\"reason\":\"not today\"}");
    assertEquals(
        "not today",
        ana.refused(Reason.UNAUTHORIZED, "media/session/create", Map.of("type", "p2p")));
    assertEquals(List.of(), ana.events());
  }

  @Test
  void whenEveryHolderFailsItIsDenied() {
    hold("allow");
    admin.answer("api_allow", "{\"result\":\"error\",\"tid\":TID}");
    ana.refused(Reason.UNAUTHORIZED, "media/session/create", Map.of("type", "p2p"));
    hold("subscribe");
    admin.answer("api_subscribe_allow", "{\"result\":\"error\",\"tid\":TID}");
    ana.refused(Reason.UNAUTHORIZED, SUBSCRIBE, Map.of("class", "app"));
  }

  @Test
  void nobodyIsAllowedWhatTheServicesAdministratorMayNotDo() {
    world.add("more");
    hold("allow");
    hold("subscribe");
    admin.answers =
        request ->
            Optional.of(
                "{\"result\":\"ok\",\"data\":{\"authorized\":true},\"tid\":"
                    + request.get("tid")
                    + "}");
    ana.refused(
        Reason.UNAUTHORIZED,
        "core/callback/register",
        Map.of("class", "more", "callback", "login"));
    ana.refused(Reason.UNAUTHORIZED, SUBSCRIBE, Map.of("class", "app", "service", "more"));
    ana.refused(Reason.UNAUTHORIZED, SUBSCRIBE, Map.of("class", "app", "service", "*"));
    ana.ok("core/callback/register", Map.of("callback", "login"));
  }

  @Test
  void whatIsAbsentIsNotFoundWhateverAHolderSays() {
    hold("allow");
    admin.grant("api_allow", "{\"authorized\":true}");
    ana.refused(Reason.SESSION_NOT_FOUND, "media/session/destroy", Map.of("session_id", "none"));
    assertEquals(List.of(), admin.requests("api_allow"));
  }

  @Test
  void administratorsAndTheProtocolsOwnRequestsAreNotAskedAbout() {
    hold("allow");
    hold("subscribe");
    admin.grant("api_allow", "{\"authorized\":false}");
    ana.ok("core/ping", Map.of());
    ana.ok("core/event", Map.of("class", "app"));
    admin.ok(LIST, Map.of());
    admin.ok(SUBSCRIBE, Map.of("class", "app"));
    assertEquals(List.of(), admin.requests("api_allow"));
    assertEquals(List.of(), admin.requests("api_subscribe_allow"));
  }

  @Test
  void aHolderOfSubscribeDecidesWhatIsHeard() {
    ana.refused(Reason.UNAUTHORIZED, SUBSCRIBE, Map.of("class", "media", "subclass", "call"));
    hold("subscribe");
    hold("allow");
    admin.grant("api_subscribe_allow", "{\"authorized\":true}");
    ana.ok(SUBSCRIBE, Map.of("class", "media", "subclass", "call"));
    Map<?, ?> asked = (Map<?, ?>) admin.requests("api_subscribe_allow").get(0).get("data");
    assertEquals("ana", asked.get("user"));
    assertEquals("media", asked.get("class"));
    assertEquals("call", asked.get("subclass"));
    assertEquals("*", asked.get("type"));
    assertEquals("*", asked.get("obj_id"));
    assertEquals("default", asked.get("service"));
    assertEquals(List.of(), admin.requests("api_allow"), "each has its own");
    admin.grant("api_subscribe_allow", "{\"authorized\":false}");
    ana.refused(Reason.UNAUTHORIZED, SUBSCRIBE, Map.of("class", "app"));
  }

  @Test
  void requestsStartInTheOrderTheyCameAlsoWhenSomebodyIsAsked() {
    hold("allow");
    List<Object> asked = new ArrayList<>();
    admin.answers =
        request -> {
          asked.add(request.get("tid"));
          return Optional.of("{\"ack\":" + request.get("tid") + "}");
        };
    long first = ana.send("core/user/get", Map.of("user", "ana"));
    long second = ana.send("core/ping", Map.of());
    long third = ana.send("core/user/get", Map.of("user", "ana"));
    assertTrue(ana.reply(second).isEmpty(), "waits for the first");
    assertEquals(1, asked.size());
    world.time.advance(Duration.ofMillis(500));
    assertEquals(3, ana.acks(), "all are acked meanwhile");
    admin.say("{\"result\":\"ok\",\"data\":{\"authorized\":true},\"tid\":" + asked.get(0) + "}");
    assertEquals("ok", ana.reply(first).orElseThrow().get("result"));
    assertEquals("ok", ana.reply(second).orElseThrow().get("result"));
    assertEquals(2, asked.size());
    admin.say("{\"result\":\"ok\",\"data\":{\"authorized\":true},\"tid\":" + asked.get(1) + "}");
    assertEquals("ok", ana.reply(third).orElseThrow().get("result"));
    List<Object> order =
        ana.heard.stream().filter(m -> m.containsKey("result")).map(m -> m.get("tid")).toList();
    assertEquals(List.of(Tid.of(first), Tid.of(second), Tid.of(third)), order);
  }

  @Test
  void aHolderHasThreeMinutesWhateverItAcks() {
    hold("allow");
    List<Object> asked = new ArrayList<>();
    admin.answers =
        request -> {
          asked.add(request.get("tid"));
          return Optional.of("{\"ack\":" + request.get("tid") + "}");
        };
    long tid = ana.send("core/user/get", Map.of("user", "ana"));
    world.time.advance(Duration.ofSeconds(100));
    admin.say("{\"ack\":" + asked.get(0) + "}");
    world.time.advance(Duration.ofSeconds(81));
    assertEquals("error", ana.reply(tid).orElseThrow().get("result"));
    ana.ok("core/ping", Map.of());
  }

  @Test
  void aConnectionThatGoesWhileAHolderIsAskedIsForgotten() {
    hold("allow");
    List<Object> asked = new ArrayList<>();
    admin.answers =
        request -> {
          asked.add(request.get("tid"));
          return Optional.of("{\"ack\":" + request.get("tid") + "}");
        };
    ana.send("media/session/create", Map.of("type", "p2p"));
    ana.leave();
    admin.say("{\"result\":\"ok\",\"data\":{\"authorized\":true},\"tid\":" + asked.get(0) + "}");
    assertEquals(0, world.service.counts().sessions());
  }
}
