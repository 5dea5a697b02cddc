package io.jackfield.signaling.verto.connection;

import static io.jackfield.signaling.verto.testing.VertoWorld.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Who may come in (verto.md, "Messages"; recordings verto-login-*, verto-attach-3). */
class LoginTest {

  private final VertoWorld world = new VertoWorld();

  private static Map<String, Object> as(String user, String password, String sessid) {
    return Map.of("login", user, "passwd", password, "sessid", sessid);
  }

  @Test
  void aUserLogsInWithAndWithoutItsDomain() {
    for (String name : List.of("1000", "1000@fs.example")) {
      FakeSocket socket = world.connect();
      Map<String, Object> result = socket.ok("login", as(name, PASSWORD, "s-" + name));
      assertEquals(Map.of("message", "logged in", "sessid", "s-" + name), result);
      assertEquals(List.of(), socket.one("verto.clientReady").get("reattached_sessions"));
    }
    assertEquals(2, world.server.statistics().loggedIn());
  }

  @Test
  void nothingIsDoneBeforeLogin() {
    FakeSocket socket = world.connect();
    assertEquals(
        "Authentication Required", socket.refused(-32000, "verto.ping", Map.of()).get("message"));
    socket.refused(-32000, "no.such", Map.of());
    socket.refused(-32000, "login", Map.of("sessid", "s"));
    socket.refused(-32000, "login", Map.of("login", "1000", "sessid", "s"));
    socket.refused(-32000, "login", Map.of("login", "1000", "passwd", "", "sessid", "s"));
    assertTrue(socket.isOpen());
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreToldApartByNobody() {
    FakeSocket socket = world.connect();
    int wrong = socket.send("login", as("1000", "wrong", "s"));
    world.time.advance(Duration.ofSeconds(1));
    int unknown = socket.send("login", as("nobody", PASSWORD, "s"));
    world.time.advance(Duration.ofSeconds(1));
    Object error = socket.reply(wrong).orElseThrow().get("error");
    assertEquals(Map.of("code", -32001, "message", "Authentication Failure"), error);
    assertEquals(error, socket.reply(unknown).orElseThrow().get("error"));
    socket.ok("login", as("1000", PASSWORD, "s"));
    assertEquals(2, world.server.statistics().loginFailures());
  }

  @Test
  void tenRefusedLoginsEndTheSocket() {
    FakeSocket socket = world.connect();
    for (int i = 0; i < 10; i++) {
      assertTrue(socket.isOpen());
      socket.send("login", as("1000", "wrong", "s"));
      world.time.advance(Duration.ofMillis(Math.min(5_000, 100 << i)));
    }
    assertEquals(Optional.of(CloseCodes.POLICY), socket.closeCode);
  }

  @Test
  void aSocketWithoutLoginIsClosed() {
    FakeSocket socket = world.connect();
    world.time.advance(Duration.ofSeconds(31));
    assertEquals(Optional.of(CloseCodes.POLICY), socket.closeCode);
  }

  @Test
  void aClientWithoutSessidGetsOne() {
    FakeSocket socket = world.connect();
    Object sessid = socket.ok("login", Map.of("login", "1000", "passwd", PASSWORD)).get("sessid");
    assertEquals(Map.of("message", "PONG", "sessid", sessid), socket.ok("verto.ping", Map.of()));
  }

  @Test
  void aSecondLoginReplacesTheFirst() {
    FakeSocket socket = world.login("1000", "first");
    socket.ok("login", as("1000", PASSWORD, "first"));
    assertEquals(1, socket.all("verto.clientReady").size());
    socket.ok("login", as("1001", PASSWORD, "second"));
    assertEquals(2, socket.all("verto.clientReady").size());
    assertEquals("second", socket.ok("verto.ping", Map.of()).get("sessid"));
    assertEquals(1, world.server.statistics().clients());
    assertEquals(1, world.server.statistics().loggedIn());
  }

  @Test
  void theOlderSocketOfASessionIsPuntedAndClosed() {
    FakeSocket older = world.login("1000", "same");
    FakeSocket newer = world.login("1000", "same");
    assertEquals(Map.of(), older.one("verto.punt"));
    assertEquals(Optional.of(CloseCodes.NORMAL), older.closeCode);
    newer.ok("verto.ping", Map.of());
    assertEquals(1, world.server.statistics().clients());
  }

  @Test
  void anotherUserCannotTakeASession() {
    FakeSocket owner = world.login("1000", "same");
    FakeSocket other = world.connect();
    assertEquals(
        "Session in use",
        other.refused(-32001, "login", as("1001", PASSWORD, "same")).get("message"));
    assertFalse(other.isOpen());
    owner.ok("verto.ping", Map.of());
  }

  @Test
  void whatComesWhileAPasswordIsCheckedWaitsForIt() {
    Queue<Runnable> pool = new ArrayDeque<>();
    VertoWorld slow = new VertoWorld(options -> options, pool::add, FakeEngine.Manners.GOOD);
    FakeSocket socket = slow.connect();
    int login = socket.send("login", as("1000", PASSWORD, "s"));
    int ping = socket.send("verto.ping", Map.of());
    assertTrue(socket.frames.isEmpty());
    pool.remove().run();
    slow.time.settle();
    assertTrue(socket.reply(login).orElseThrow().containsKey("result"));
    assertTrue(socket.reply(ping).orElseThrow().containsKey("result"));
  }

  @Test
  void aSocketThatGoesDuringTheCheckLeavesNothing() {
    Queue<Runnable> pool = new ArrayDeque<>();
    VertoWorld slow = new VertoWorld(options -> options, pool::add, FakeEngine.Manners.GOOD);
    FakeSocket socket = slow.connect();
    socket.send("login", as("1000", PASSWORD, "s"));
    socket.leave();
    pool.remove().run();
    slow.time.settle();
    assertEquals(0, slow.server.statistics().clients());
    assertEquals(0, slow.server.statistics().loggedIn());
    assertEquals(0, slow.server.statistics().connections());
  }
}
