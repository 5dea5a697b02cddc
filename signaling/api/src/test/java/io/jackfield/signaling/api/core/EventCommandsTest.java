package io.jackfield.signaling.api.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.ApiAccess;
import io.jackfield.signaling.api.ApiOptions;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** core-commands.md "event", events.md "Subscriptions" and "Body merging". */
class EventCommandsTest {

  private static final String SUBSCRIBE = "core/event/subscribe";
  private static final String SEND = "core/event/send_event";
  private final ApiWorld world = new ApiWorld();
  private final FakeClient ana = world.login("ana");
  private final FakeClient admin = world.login("admin");

  @Test
  void anEventCarriesWhatItsSenderGave() {
    ana.ok(SUBSCRIBE, Map.of("class", "app"));
    admin.ok(SEND, Map.of("class", "app", "type", "*", "obj_id", "7", "body", Map.of("a", 1)));
    admin.ok(SEND, Map.of("class", "app"));
    assertEquals(
        List.of(
            Map.of("class", "app", "obj_id", "7", "body", Map.of("a", 1)), Map.of("class", "app")),
        ana.eventData());
  }

  @Test
  void anAbsentPartIsMatchedOnlyByAnOpenOne() {
    ana.ok(SUBSCRIBE, Map.of("class", "app", "type", "t"));
    admin.ok(SEND, Map.of("class", "app"));
    admin.ok(SEND, Map.of("class", "app", "type", "other"));
    assertEquals(List.of(), ana.events());
    admin.ok(SEND, Map.of("class", "app", "subclass", "any", "type", "t"));
    assertEquals(List.of("app/any/t"), ana.events());
  }

  @Test
  void bodiesAreMergedMoreSpecificOnesWinAndTheEventWinsOverAll() {
    ana.ok(SUBSCRIBE, Map.of("class", "app", "body", Map.of("a", 1, "b", 1, "c", 1)));
    ana.ok(SUBSCRIBE, Map.of("class", "app", "type", "t", "body", Map.of("b", 2, "c", 2)));
    admin.ok(SEND, Map.of("class", "app", "type", "t", "body", Map.of("c", 3)));
    assertEquals(1, ana.events().size(), "one copy");
    assertEquals(Map.of("a", 1, "b", 2, "c", 3), ana.body("app/null/t"));
  }

  @Test
  void subscribingAgainReplacesTheBodyAndUnsubscribingEndsIt() {
    ana.ok(SUBSCRIBE, Map.of("class", "app", "body", Map.of("a", 1)));
    ana.ok(SUBSCRIBE, Map.of("class", "app", "body", Map.of("a", 2)));
    assertEquals(
        Map.of("class", "app", "subclass", "*", "type", "*", "obj_id", "*", "body", Map.of("a", 2)),
        ((List<?>) ana.okAny("core/event/get_subscriptions", Map.of())).get(2));
    ana.ok("core/event/unsubscribe", Map.of("class", "app", "type", "t"));
    admin.ok(SEND, Map.of("class", "app"));
    ana.ok("core/event/unsubscribe", Map.of("class", "app"));
    admin.ok(SEND, Map.of("class", "app"));
    assertEquals(1, ana.events().size());
  }

  @Test
  void theReplyComesBeforeTheEventsOwnSenderHears() {
    ana.ok(SUBSCRIBE, Map.of("class", "app"));
    ana.heard.clear();
    ana.ok(SEND, Map.of("class", "app"));
    assertEquals("ok", ana.heard.get(0).get("result"));
    assertEquals(List.of("app/null/null"), ana.events());
  }

  @Test
  void aClientsEventIsAnsweredAndNotPublished() {
    admin.ok(SUBSCRIBE, Map.of("class", "app"));
    ana.ok("core/event", Map.of("class", "app", "type", "x", "body", Map.of("a", 1)));
    assertEquals(List.of(), admin.events());
    // Any class may carry it, and then names the event's class.
    ana.say("{\"class\":\"media\",\"cmd\":\"event\",\"tid\":77,\"data\":{\"type\":\"x\"}}");
    assertEquals("ok", ana.reply(77).orElseThrow().get("result"));
  }

  @Test
  void olderSpellingsWork() {
    for (String text :
        List.of(
            "{\"class\":\"core\",\"cmd\":\"subscribe\",\"data\":{\"class\":\"app\",\"obj\":\"s\"},\"tid\":71}",
            "{\"class\":\"core\",\"subclass\":\"event\",\"cmd\":\"send\","
                + "\"data\":{\"class\":\"app\",\"obj\":\"s\"},\"tid\":72}",
            "{\"class\":\"core\",\"cmd\":\"get_subscriptions\",\"tid\":73}")) {
      ana.say(text);
    }
    for (long tid = 71; tid <= 73; tid++) {
      assertEquals("ok", ana.reply(tid).orElseThrow().get("result"), "tid " + tid);
    }
    assertEquals(List.of("app/s/null"), ana.events());
  }

  @Test
  void usersHearTheirOwnAndAdministratorsEverything() {
    FakeClient bo = world.login("bo");
    String session =
        (String) bo.ok("media/session/create", Map.of("type", "p2p")).get("session_id");
    List<Map<String, Object>> denied =
        List.of(
            Map.of("class", "*"),
            Map.of("class", "core"),
            Map.of("class", "media"),
            Map.of("class", "core", "subclass", "user_event", "obj_id", "bo"),
            Map.of("class", "core", "subclass", "session_event"),
            Map.of("class", "core", "subclass", "service"),
            Map.of("class", "media", "subclass", "session"),
            Map.of("class", "media", "subclass", "session", "obj_id", session),
            Map.of("class", "media", "subclass", "call", "obj_id", "none"));
    for (Map<String, Object> topic : denied) {
      ana.refused(Reason.UNAUTHORIZED, SUBSCRIBE, topic);
      admin.ok(SUBSCRIBE, topic);
    }
    ana.ok(SUBSCRIBE, Map.of("class", "core", "subclass", "user_event", "obj_id", "ana"));
    ana.ok(SUBSCRIBE, Map.of("class", "media", "subclass", "room", "obj_id", "r"));
    ana.ok(SUBSCRIBE, Map.of("class", "app"));
    bo.ok(SUBSCRIBE, Map.of("class", "media", "subclass", "session", "obj_id", session));
  }

  @Test
  void servicesAreChecked() {
    world.add("more");
    ana.ok(SUBSCRIBE, Map.of("class", "app", "service", "default"));
    for (FakeClient client : List.of(ana, admin)) {
      client.refused(Reason.UNAUTHORIZED, SUBSCRIBE, Map.of("class", "app", "service", "*"));
      client.refused(Reason.UNAUTHORIZED, SUBSCRIBE, Map.of("class", "app", "service", "more"));
      client.refused(Reason.UNAUTHORIZED, SEND, Map.of("class", "app", "service", "more"));
      assertEquals(
          "Syntax error: service",
          client.refused(Reason.SYNTAX_ERROR, SUBSCRIBE, Map.of("class", "app", "service", "no")));
    }
    FakeClient root = world.login("root");
    root.ok(SUBSCRIBE, Map.of("class", "app", "service", "*"));
    root.ok(SUBSCRIBE, Map.of("class", "app", "service", "more"));
    root.refused(Reason.SYNTAX_ERROR, SUBSCRIBE, Map.of("class", "app", "service", "no"));
    root.refused(Reason.SYNTAX_ERROR, SEND, Map.of("class", "app", "service", "*"));
  }

  private FakeClient in(ApiServer service, String user) {
    FakeClient client = world.connect(service);
    String password = user.equals("ana") ? "secret" : "admin-secret";
    client.ok("core/user/login", Map.of("user", user, "password", password));
    return client;
  }

  @Test
  void onTheCoreServiceEventsOfAllServicesAreHeardWithTheirService() {
    ApiServer more = world.add("more");
    FakeClient root = in(world.core, "root");
    root.ok(SUBSCRIBE, Map.of("class", "app"));
    admin.ok(SEND, Map.of("class", "app"));
    in(more, "ana").ok(SEND, Map.of("class", "app", "type", "t"));
    root.ok(SEND, Map.of("class", "app", "type", "own"));
    assertEquals(
        List.of(
            Map.of("class", "app", "service", "default"),
            Map.of("class", "app", "type", "t", "service", "more"),
            Map.of("class", "app", "type", "own")),
        root.eventData());
    assertEquals(
        "*",
        ((Map<?, ?>) ((List<?>) root.okAny("core/event/get_subscriptions", Map.of())).get(2))
            .get("service"));
    root.ok("core/event/unsubscribe", Map.of("class", "app"));
    admin.ok(SEND, Map.of("class", "app"));
    assertEquals(3, root.eventData().size());
  }

  @Test
  void theGatewaysAdministratorSendsEventsInTheNameOfAnyService() {
    FakeClient root = in(world.core, "root");
    ana.ok(SUBSCRIBE, Map.of("class", "app"));
    root.ok(SEND, Map.of("class", "app"));
    root.ok(SEND, Map.of("class", "app", "type", "t", "service", "default"));
    assertEquals(List.of(Map.of("class", "app", "type", "t")), ana.eventData());
  }

  @Test
  void anAdministratorHearsTheServicesThatAreTrusted() {
    ApiServer more = world.add("more");
    world.server.reconfigure(
        ApiOptions.of(world.server.admin())
            .with(ApiAccess.defaults().withTrustedServices(Set.of("more", "gone"))));
    FakeClient now = world.login("admin");
    now.ok(SUBSCRIBE, Map.of("class", "app", "service", "more"));
    in(more, "admin").ok(SEND, Map.of("class", "app"));
    assertEquals(List.of(Map.of("class", "app", "service", "more")), now.eventData());
    now.refused(Reason.SYNTAX_ERROR, SUBSCRIBE, Map.of("class", "app", "service", "gone"));
    ana.refused(Reason.UNAUTHORIZED, SUBSCRIBE, Map.of("class", "app", "service", "more"));
  }

  @Test
  void anyJsonIsABody() {
    ana.ok(SUBSCRIBE, Map.of("class", "app", "body", Map.of("a", 1)));
    for (Object body : List.of("text", 7, true, List.of(1, "x"), List.of())) {
      ana.heard.clear();
      admin.ok(SEND, Map.of("class", "app", "body", body));
      assertEquals(List.of(Map.of("class", "app", "body", body)), ana.eventData());
    }
    ana.heard.clear();
    ana.ok(SUBSCRIBE, Map.of("class", "app", "body", "instead"));
    admin.ok(SEND, Map.of("class", "app"));
    admin.ok(SEND, Map.of("class", "app", "body", Map.of("b", 1)));
    assertEquals(
        List.of(
            Map.of("class", "app", "body", "instead"),
            Map.of("class", "app", "body", Map.of("b", 1))),
        ana.eventData());
    admin.say(
        "{\"class\":\"core\",\"subclass\":\"event\",\"cmd\":\"send_event\",\"tid\":99,"
            + "\"data\":{\"class\":\"app\",\"body\":null}}");
    assertEquals(3, ana.eventData().size());
  }

  @Test
  void theOlderWordsOfASubscriptionComeBackInItsEvents() {
    Map<String, Object> older =
        Map.of("class", "media", "obj", "session", "type", "stop", "obj_id", "*");
    admin.ok(SUBSCRIBE, older);
    Map<String, Object> listed =
        Map.of("class", "media", "subclass", "session", "type", "destroyed", "obj_id", "*");
    assertEquals(listed, ((List<?>) admin.okAny("core/event/get_subscriptions", Map.of())).get(2));
    String session =
        (String) ana.ok("media/session/create", Map.of("type", "p2p")).get("session_id");
    ana.ok("media/session/destroy", Map.of("session_id", session));
    Map<String, Object> heard = admin.eventData().get(0);
    assertEquals("stop", heard.get("type"));
    assertEquals("session", heard.get("subclass"));
    assertEquals("session", heard.get("obj"));
    assertEquals(1, admin.eventData().size());
    // The newer words replace them, and the older ones end the same subscription.
    admin.ok(SUBSCRIBE, Map.of("class", "media", "subclass", "session", "type", "destroyed"));
    admin.heard.clear();
    String second =
        (String) ana.ok("media/session/create", Map.of("type", "p2p")).get("session_id");
    ana.ok("media/session/destroy", Map.of("session_id", second));
    assertEquals(List.of("media/session/destroyed"), admin.events());
    assertFalse(admin.eventData().get(0).containsKey("obj"));
    admin.ok("core/event/unsubscribe", older);
    assertEquals(2, ((List<?>) admin.okAny("core/event/get_subscriptions", Map.of())).size());
  }

  @Test
  void theOlderWordsOfOneObjectGoWithIt() {
    String session =
        (String) ana.ok("media/session/create", Map.of("type", "p2p")).get("session_id");
    ana.ok(SUBSCRIBE, Map.of("class", "media", "obj", "session", "obj_id", session));
    ana.heard.clear();
    ana.ok("media/session/destroy", Map.of("session_id", session));
    assertEquals("session", ana.eventData().get(0).get("obj"));
    assertEquals("destroyed", ana.eventData().get(0).get("type"));
  }

  @Test
  void usersSendApplicationEventsOnly() {
    ana.ok(SEND, Map.of("class", "app"));
    for (String own : List.of("core", "media")) {
      ana.refused(Reason.UNAUTHORIZED, SEND, Map.of("class", own));
      admin.ok(SEND, Map.of("class", own));
    }
    admin.refused(Reason.SYNTAX_ERROR, SEND, Map.of("class", "*"));
    assertFalse(ana.isClosed());
  }
}
