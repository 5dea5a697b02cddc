package io.jackfield.signaling.api.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.event.Subscriber;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Role;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import io.jackfield.signaling.api.testing.FakeContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Timers and order of protocol.md, "Transactions", in virtual time. */
class TransactionsTest {

  private final ApiWorld world =
      new ApiWorld(
          o -> o.with(o.limits().withTimes(Duration.ofSeconds(60), Duration.ofSeconds(180))),
          Runnable::run,
          FakeEngine.Manners.GOOD);

  private long waiting(FakeClient client) {
    String id =
        (String)
            client
                .ok("media/session/create", Map.of("type", "p2p", "wait_timeout", 1000))
                .get("session_id");
    client.heard.clear();
    return client.send("media/session/get_answer", Map.of("session_id", id));
  }

  @Test
  void aLongRequestIsAckedAt500Milliseconds() {
    FakeClient client = world.login("ana");
    long tid = waiting(client);
    world.time.advance(Duration.ofMillis(499));
    assertEquals(0, client.acks());
    world.time.advance(Duration.ofMillis(1));
    assertEquals(Map.of("ack", Tid.of(tid)), client.heard.get(0));
    assertEquals(1, client.acks());
  }

  @Test
  void aLoginIsAckedAtOnceAndDroppedWhenItComesTooLate() {
    Deque<Runnable> stuck = new ArrayDeque<>();
    ApiWorld slow = new ApiWorld(o -> o, stuck::add, FakeEngine.Manners.GOOD);
    FakeClient client = slow.connect();
    client.send("core/user/login", Map.of("user", "ana", "password", "secret"));
    assertEquals(1, client.acks());
    slow.time.advance(Duration.ofSeconds(30));
    assertEquals(Optional.of(1008), client.closeCode);
    stuck.forEach(Runnable::run);
    slow.time.settle();
    assertEquals(0, slow.server.statistics().loggedIn());
  }

  @Test
  void aRequestThatTakesForEverIsAckedEvery60SecondsAndTimesOutAt180() {
    CompletableFuture<Reply> never = new CompletableFuture<>();
    FakeClient client = waiter(ConnectionOptions.defaults(), never);
    long tid = client.send("core/wait", Map.of());
    world.time.advance(Duration.ofMillis(500));
    assertEquals(1, client.acks());
    world.time.advance(Duration.ofSeconds(60));
    assertEquals(2, client.acks());
    world.time.advance(Duration.ofSeconds(119));
    assertEquals(3, client.acks());
    assertTrue(client.reply(tid).isEmpty());
    world.time.advance(Duration.ofMillis(500));
    FakeClient.refusal(Reason.TIMEOUT, "wait", client.reply(tid).orElseThrow());
    assertFalse(client.isClosed());
    never.complete(Reply.EMPTY);
    world.time.settle();
    assertEquals(1, client.heard.stream().filter(m -> m.containsKey("result")).count());
    assertEquals(0, world.time.timers());
  }

  /** A client whose {@code core/wait} is answered when the future completes. */
  private FakeClient waiter(ConnectionOptions options, CompletableFuture<Reply> end) {
    CommandTable table =
        new CommandTable(
            List.of(
                Command.of("core/core/wait", "", Permission.LOGGED_IN, request -> end, List.of())));
    ConnectionContext context =
        new FakeContext(world.service, options.withPing(Duration.ZERO), table);
    return world.connect(
        link -> {
          ApiConnection connection = new ApiConnection(link, context);
          connection.opened();
          connection.identify(new Identity("c-1", "ana", Role.USER, Map.of(), Map.of()));
          return connection;
        });
  }

  @Test
  void aBurstIsNotReadFasterThanItIsAnsweredAndAFloodCloses1008() {
    CompletableFuture<Reply> end = new CompletableFuture<>();
    ConnectionOptions small = ConnectionOptions.defaults().withOpenMax(10);
    FakeClient client = waiter(small, end);
    for (int i = 1; i <= 11; i++) {
      assertFalse(client.paused, "at " + i);
      client.send("core/wait", Map.of());
    }
    assertTrue(client.paused);
    end.complete(Reply.EMPTY);
    world.time.settle();
    assertFalse(client.paused);
    assertEquals(11, client.heard.size());
    FakeClient flooder = waiter(small, new CompletableFuture<>());
    for (int i = 1; i <= 40; i++) {
      flooder.send("core/wait", Map.of());
    }
    assertFalse(flooder.isClosed());
    flooder.send("core/wait", Map.of());
    assertEquals(Optional.of(1008), flooder.closeCode);
  }

  @Test
  void pingsComeEvery60Seconds() {
    FakeClient client = world.login("ana");
    world.time.advance(Duration.ofSeconds(60));
    assertEquals(1, client.requests("ping").size());
    assertEquals(Map.of("time", 60), client.requests("ping").get(0).get("data"));
    assertFalse(client.requests("ping").get(0).containsKey("subclass"));
    world.time.advance(Duration.ofSeconds(60));
    assertEquals(2, client.requests("ping").size());
    assertFalse(client.isClosed());
  }

  @Test
  void aClientThatDoesNotAnswerIn5SecondsIsClosed() {
    FakeClient client = world.login("ana");
    client.answers = request -> Optional.empty();
    world.time.advance(Duration.ofSeconds(60).plusMillis(4_999));
    assertFalse(client.isClosed());
    world.time.advance(Duration.ofMillis(1));
    assertEquals(Optional.of(4000), client.closeCode);
  }

  @Test
  void anAckGivesTheClient180Seconds() {
    ApiWorld quiet = new ApiWorld();
    FakeClient client = quiet.login("ana");
    client.ok("core/event/subscribe", Map.of("class", "app"));
    client.answers = request -> Optional.of("{\"ack\":" + request.get("tid") + "}");
    client.ok("core/event/send_event", Map.of("class", "app"));
    quiet.time.advance(Duration.ofSeconds(179));
    client.say("{\"ack\":1}");
    quiet.time.advance(Duration.ofSeconds(179));
    assertFalse(client.isClosed());
    quiet.time.advance(Duration.ofSeconds(1));
    assertEquals(Optional.of(4000), client.closeCode);
  }

  @Test
  void oneLateAnswerClosesThoughOthersCame() {
    ApiWorld quiet = new ApiWorld();
    FakeClient client = quiet.login("ana");
    client.ok("core/event/subscribe", Map.of("class", "app"));
    Deque<Object> seen = new ArrayDeque<>();
    client.answers =
        request -> {
          seen.add(request.get("tid"));
          return seen.size() == 2
              ? Optional.empty()
              : Optional.of("{\"result\":\"ok\",\"tid\":" + request.get("tid") + "}");
        };
    for (int i = 0; i < 6; i++) {
      assertFalse(client.isClosed(), "after " + i);
      client.ok("core/event/send_event", Map.of("class", "app"));
      quiet.time.advance(Duration.ofSeconds(1));
    }
    assertEquals(Optional.of(4000), client.closeCode);
  }

  @Test
  void ourTidsCountFromOne() {
    FakeClient client = world.login("ana");
    client.ok("core/event/subscribe", Map.of("class", "app"));
    client.ok("core/event/send_event", Map.of("class", "app"));
    client.ok("core/event/send_event", Map.of("class", "app"));
    assertEquals(
        List.of(Tid.of(1), Tid.of(2)),
        client.requests("event").stream().map(m -> m.get("tid")).toList());
  }

  @Test
  void requestsOfOneConnectionMayBeAnsweredOutOfOrder() {
    FakeClient client = world.login("ana");
    long slow = waiting(client);
    long quick = client.send("core/ping", Map.of());
    assertTrue(client.reply(quick).isPresent());
    assertTrue(client.reply(slow).isEmpty());
    world.time.advance(Duration.ofSeconds(31));
    FakeClient.refusal(Reason.TIMEOUT, "get_answer", client.reply(slow).orElseThrow());
  }

  @Test
  void eventsOfARequestComeAfterItsReply() {
    FakeClient client = world.login("ana");
    client.ok(
        "media/session/create",
        Map.of("type", "echo", "wait_reply", true, "offer", ApiWorld.OFFER));
    assertEquals("ok", client.heard.get(0).get("result"));
    assertEquals(
        List.of("media/session/created", "media/session/offer", "media/session/answer"),
        client.events());
  }

  @Test
  void eventsOfOthersAreNotHeldBack() {
    ApiWorld silent = new ApiWorld(o -> o, Runnable::run, new FakeEngine.Manners(0, 0, 1, 0));
    FakeClient client = silent.login("ana");
    client.ok("core/event/subscribe", Map.of("class", "app"));
    client.send(
        "media/session/create",
        Map.of("type", "echo", "wait_reply", true, "offer", ApiWorld.OFFER));
    silent.login("admin").ok("core/event/send_event", Map.of("class", "app"));
    assertEquals(List.of("app/null/null"), client.events());
  }

  @Test
  void aFailedCreateTellsNothingOfTheSession() {
    ApiWorld bad = new ApiWorld(o -> o, Runnable::run, new FakeEngine.Manners(0, 1, 0, 0));
    FakeClient client = bad.login("ana");
    client.refused(
        Reason.NOT_ACCEPTABLE,
        "media/session/create",
        Map.of("type", "echo", "wait_reply", true, "offer", ApiWorld.OFFER));
    bad.time.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), client.events());
    assertEquals(2, bad.service.events().subscriptions(connection(bad)).size());
    assertEquals(0, bad.service.counts().sessions());
  }

  private static Subscriber connection(ApiWorld world) {
    return world.server.connections().iterator().next();
  }

  @Test
  void closingLeavesNothing() {
    FakeClient client = world.login("ana");
    waiting(client);
    client.leave();
    world.time.advance(Duration.ofSeconds(2));
    assertEquals(0, world.service.counts().sessions());
    assertEquals(0, world.service.counts().waiting());
    assertEquals(0, world.time.timers());
    assertEquals(2, world.service.events().size(), "one subscription of the API a service");
    assertEquals(0, world.server.statistics().connections());
    assertEquals(0, world.server.statistics().loggedIn());
  }
}
