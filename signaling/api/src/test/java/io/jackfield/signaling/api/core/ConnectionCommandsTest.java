package io.jackfield.signaling.api.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** core-commands.md "session". */
class ConnectionCommandsTest {

  private static final String STOP = "core/session/stop";
  private static final String SEND = "core/session/send_event";
  private static final String CMD = "core/session/cmd";

  private final ApiWorld world = new ApiWorld();
  private final FakeClient admin = world.login("admin");
  private final FakeClient ana = as("ana", "a-1");

  private FakeClient as(String user, String id) {
    FakeClient client = world.connect();
    client.ok("core/user/login", Map.of("user", user, "password", "secret", "session_id", id));
    client.heard.clear();
    return client;
  }

  @Test
  void anAdministratorStopsAConnection() {
    assertEquals(Map.of("user", "ana"), admin.ok(STOP, Map.of("session_id", "a-1")));
    assertEquals(Optional.of(1000), ana.closeCode);
    admin.refused(Reason.SESSION_NOT_FOUND, STOP, Map.of("session_id", "a-1"));
  }

  @Test
  void usersStopTheirOwnConnectionsAlone() {
    FakeClient bo = as("bo", "b-1");
    as("ana", "a-2");
    bo.refused(Reason.UNAUTHORIZED, STOP, Map.of("session_id", "a-1"));
    bo.refused(Reason.SESSION_NOT_FOUND, STOP, Map.of("session_id", "none"));
    ana.ok(STOP, Map.of("session_id", "a-2"));
    assertEquals(Map.of("user", "ana"), ana.ok(STOP, Map.of("session_id", "a-1")));
    assertTrue(ana.isClosed());
  }

  @Test
  void anEventReachesOneConnection() {
    FakeClient other = as("ana", "a-2");
    admin.ok(SEND, Map.of("session_id", "a-1", "type", "note", "body", Map.of("n", 1)));
    assertEquals(
        List.of(
            Map.of(
                "class", "core",
                "subclass", "session_event",
                "type", "note",
                "obj_id", "a-1",
                "body", Map.of("n", 1))),
        ana.eventData());
    assertEquals(List.of(), other.eventData());
    admin.ok(SEND, Map.of("session_id", "none"));
  }

  @Test
  void usersSendEventsButNoneThatLookLikeOurs() {
    ana.ok(SEND, Map.of("session_id", "a-1", "type", "note"));
    for (String own : List.of("login", "logout", "unrecognized_fields")) {
      ana.refused(Reason.UNAUTHORIZED, SEND, Map.of("session_id", "a-1", "type", own));
    }
  }

  /** Sends {@code cmd} to ana, who answers with that text; the reply. */
  private Map<String, Object> cmd(String answer) {
    ana.answers = request -> Optional.of(answer.replace("TID", request.get("tid").toString()));
    long tid =
        admin.send(CMD, Map.of("session_id", "a-1", "class", "app", "cmd", "do", "subclass", "x"));
    return admin.reply(tid).orElseThrow();
  }

  @Test
  void aCommandAndItsAnswerPassUnchanged() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("n", 12345678901L);
    data.put("list", List.of(1, "two", List.of()));
    data.put("none", null);
    ana.answers =
        request ->
            Optional.of(
                "{\"result\":\"ok\",\"tid\":"
                    + request.get("tid")
                    + ",\"data\":{\"a\":1.50,\"b\":[{\"c\":null}]}}");
    long tid =
        admin.send(CMD, Map.of("session_id", "a-1", "class", "app", "cmd", "do", "data", data));
    Map<String, Object> asked = ana.requests("do").get(0);
    assertEquals("app", asked.get("class"));
    assertEquals(null, asked.get("subclass"), "core is left out");
    assertEquals(data, asked.get("data"));
    Map<?, ?> got = (Map<?, ?>) admin.reply(tid).orElseThrow().get("data");
    assertEquals("1.50", got.get("a").toString());
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("c", null);
    assertEquals(List.of(inner), got.get("b"));
    assertEquals(Map.of("ack", Tid.of(tid)), admin.heard.get(0), "acked at once");
  }

  @Test
  void anArrayIsAnAnswerToo() {
    assertEquals(List.of(1, 2), cmd("{\"result\":\"ok\",\"data\":[1,2],\"tid\":TID}").get("data"));
    assertEquals(null, cmd("{\"result\":\"ok\",\"tid\":TID}").get("data"));
  }

  @Test
  void anErrorKeepsItsCodeAndText() {
    assertEquals(
        Map.of("code", 4711, "error", "no <such> thing"),
        cmd("{\"result\":\"error\",\"data\":{\"code\":4711,\"error\":\"no <such> thing\"},\"tid\":TID}")
            .get("data"));
    assertEquals(
        Map.of("code", 17, "error", ""),
        cmd("{\"result\":\"error\",\"data\":{\"code\":17},\"tid\":TID}").get("data"));
  }

  @Test
  void anotherWordIsAnInvalidReply() {
    FakeClient.refusal(Reason.INVALID_REPLY, CMD, cmd("{\"result\":\"perhaps\",\"tid\":TID}"));
  }

  @Test
  void aTargetThatGoesIsTold() {
    ana.answers = request -> Optional.of("{\"ack\":" + request.get("tid") + "}");
    long tid = admin.send(CMD, Map.of("session_id", "a-1", "class", "app", "cmd", "do"));
    assertTrue(admin.reply(tid).isEmpty());
    ana.leave();
    FakeClient.refusal(Reason.PROCESS_DOWN, CMD, admin.reply(tid).orElseThrow());
  }

  @Test
  void aTargetThatNeverAnswersTimesOut() {
    ana.answers = request -> Optional.empty();
    long tid = admin.send(CMD, Map.of("session_id", "a-1", "class", "app", "cmd", "do"));
    world.time.advance(Duration.ofSeconds(5));
    FakeClient.refusal(Reason.TIMEOUT, CMD, admin.reply(tid).orElseThrow());
    assertEquals(Optional.of(4000), ana.closeCode);
  }

  @Test
  void aTargetThatOnlyAcksTimesOutAfterThreeMinutes() {
    List<Map<String, Object>> asked = new ArrayList<>();
    ana.answers =
        request -> {
          asked.add(request);
          return Optional.of("{\"ack\":" + request.get("tid") + "}");
        };
    long tid = admin.send(CMD, Map.of("session_id", "a-1", "class", "app", "cmd", "do"));
    world.time.advance(Duration.ofSeconds(120));
    ana.say("{\"ack\":" + asked.get(0).get("tid") + "}");
    world.time.advance(Duration.ofSeconds(59));
    assertTrue(admin.reply(tid).isEmpty());
    world.time.advance(Duration.ofSeconds(2));
    FakeClient.refusal(Reason.TIMEOUT, CMD, admin.reply(tid).orElseThrow());
  }

  @Test
  void commandsToOneselfAndToNobodyAreRefused() {
    FakeClient own = world.connect();
    own.ok(
        "core/user/login",
        Map.of("user", "admin", "password", "admin-secret", "session_id", "own"));
    own.refused(
        Reason.INVALID_OPERATION, CMD, Map.of("session_id", "own", "class", "app", "cmd", "do"));
    own.refused(
        Reason.SESSION_NOT_FOUND, CMD, Map.of("session_id", "none", "class", "app", "cmd", "do"));
    own.refused(Reason.MISSING_FIELD, CMD, Map.of("session_id", "a-1", "class", "app"));
  }

  @Test
  void usersSendCommandsOnlyIfTheServiceLetsThem() {
    FakeClient bo = as("bo", "b-1");
    Map<String, Object> data = Map.of("session_id", "a-1", "class", "app", "cmd", "do");
    bo.refused(Reason.UNAUTHORIZED, CMD, data);
    ApiWorld open =
        new ApiWorld(
            o -> o.with(o.access().withUserAllow(UserAllow.WORDS)),
            Runnable::run,
            FakeEngine.Manners.GOOD);
    open.connect()
        .ok("core/user/login", Map.of("user", "ana", "password", "secret", "session_id", "a-1"));
    open.login("bo").ok(CMD, data);
  }

  @Test
  void whatIsLoggedReachesTheServicesLog() {
    List<LogEntry> logged = new ArrayList<>();
    ApiWorld world = new ApiWorld(o -> o.with(logged::add), Runnable::run, FakeEngine.Manners.GOOD);
    FakeClient client = world.connect();
    client.ok("core/user/login", Map.of("user", "ana", "password", "secret", "session_id", "a-1"));
    client.ok(
        "core/session/log",
        Map.of(
            "source", "phone",
            "message", "short",
            "full_message", "long",
            "level", "7",
            "meta", Map.of("k", 1)));
    client.ok("core/session/log", Map.of("source", 7, "message", "m"));
    assertEquals(
        new LogEntry(
            logged.get(0).time(),
            "phone",
            "short",
            Optional.of("long"),
            7,
            Map.of("k", 1),
            "ana",
            "a-1",
            "default"),
        logged.get(0));
    assertEquals(1, logged.get(1).level());
    assertEquals("7", logged.get(1).source());
    client.refused(Reason.MISSING_FIELD, "core/session/log", Map.of("source", "phone"));
    client.refused(Reason.MISSING_FIELD, "core/session/log", Map.of("message", "m"));
  }

  @Test
  void whatIsLoggedIsOneBoundedLineWithoutControlCharacters() {
    ana.ok("core/session/log", Map.of("source", "phone", "message", "hello"));
    assertEquals(
        "Syntax error: level",
        ana.refused(
            Reason.SYNTAX_ERROR,
            "core/session/log",
            Map.of("source", "phone", "message", "hello", "level", 8)));
    LogEntry entry =
        new LogEntry(
            world.time.instant(),
            "phone\n",
            "a\r\nINFO forged \u2028\u202e",
            Optional.of("x".repeat(10_000)),
            1,
            Map.of("k", "v\u0000"),
            "ana",
            "a-1",
            "default");
    String line = GatewayLog.line(entry);
    assertEquals(
        "service=default user=ana session=a-1 source=phone?: a??INFO forged ?? | "
            + "x".repeat(2_000)
            + "... | {k=v?}",
        line);
  }
}
