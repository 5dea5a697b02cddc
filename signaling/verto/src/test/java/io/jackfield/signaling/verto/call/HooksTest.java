package io.jackfield.signaling.verto.call;

import static io.jackfield.signaling.verto.testing.FakeSocket.about;
import static io.jackfield.signaling.verto.testing.VertoWorld.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.InviteHook;
import io.jackfield.gateway.hook.Verdict;
import io.jackfield.gateway.hook.VertoLoginHook;
import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Who holds {@code verto_login} and {@code verto_invite} is asked (core-commands.md, "callback").
 */
class HooksTest {

  private static final Verdict NO = new Verdict(false, Optional.of("not today"));

  private final VertoWorld world = new VertoWorld();
  private final List<InviteHook.Question> calls = new ArrayList<>();

  private void logins(Verdict verdict, Optional<String> user) {
    world
        .service
        .hooks()
        .vertoLogin()
        .add(
            question ->
                CompletableFuture.completedFuture(new VertoLoginHook.Answer(verdict, user)));
  }

  private void invites(CompletableFuture<InviteHook.Answer> answer) {
    world
        .service
        .hooks()
        .vertoInvite()
        .add(
            question -> {
              calls.add(question);
              return answer;
            });
  }

  private static InviteHook.Answer to(String callee) {
    return new InviteHook.Answer(
        Verdict.YES, Optional.of(callee), Optional.empty(), Optional.empty());
  }

  private static Map<String, Object> as(String user, String password) {
    return Map.of("login", user, "passwd", password, "sessid", "s-" + user);
  }

  @Test
  void theHolderLetsInWhomNobodyKnowsAndMayRenameIt() {
    logins(Verdict.YES, Optional.of("1000"));
    FakeSocket guest = world.connect();
    guest.ok("login", as("guest", "anything"));
    FakeSocket bo = world.login("1000", "s-bo");
    bo.invite("c1", "1000");
    assertEquals(1, guest.all("verto.invite").size());
    bo.ok("verto.bye", about("c1", Map.of()));
  }

  @Test
  void theHolderKeepsOutWhomThePasswordWouldLetIn() {
    logins(NO, Optional.empty());
    FakeSocket socket = world.connect();
    int login = socket.send("login", as("1000", PASSWORD));
    world.time.advance(Duration.ofSeconds(1));
    assertEquals(
        Map.of("code", -32001, "message", "Authentication Failure"),
        socket.reply(login).orElseThrow().get("error"));
    assertEquals(1, world.server.statistics().loginFailures());
  }

  @Test
  void whenAllHoldersFailThePasswordDecides() {
    world
        .service
        .hooks()
        .vertoLogin()
        .add(question -> CompletableFuture.failedFuture(FailureException.of(Reason.TIMEOUT)));
    world.login("1000").ok("verto.ping", Map.of());
    FakeSocket socket = world.connect();
    int login = socket.send("login", as("1001", "wrong"));
    world.time.advance(Duration.ofSeconds(1));
    assertTrue(socket.reply(login).orElseThrow().containsKey("error"));
  }

  @Test
  void aCallIsSentWhereTheHolderSays() {
    invites(CompletableFuture.completedFuture(to("1001")));
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "555");
    InviteHook.Question asked = calls.get(0);
    assertEquals("c1", asked.call().value());
    assertEquals("555", asked.dest());
    assertEquals("1000", asked.caller());
    assertTrue(asked.remote().startsWith("ws:"), asked.remote());
    bo.answer();
    assertEquals("c1", ana.one("verto.answer").get("callID"));
    ana.ok("verto.bye", about("c1", Map.of()));
    assertEquals(1, bo.all("verto.bye").size());
  }

  @Test
  void aCallThatTheHolderRefusesOrCannotJudgeEnds() {
    invites(
        CompletableFuture.completedFuture(
            new InviteHook.Answer(NO, Optional.empty(), Optional.empty(), Optional.empty())));
    FakeSocket ana = world.login("1000");
    ana.invite("c1", VertoWorld.ECHO);
    assertEquals(
        Map.of("callID", "c1", "causeCode", 21, "cause", "CALL_REJECTED"), ana.one("verto.bye"));
    assertEquals(0, world.service.counts().calls());

    VertoWorld other = new VertoWorld();
    other
        .service
        .hooks()
        .vertoInvite()
        .add(question -> CompletableFuture.failedFuture(FailureException.of(Reason.TIMEOUT)));
    FakeSocket bo = other.login("1001");
    bo.invite("c2", VertoWorld.ECHO);
    assertEquals("CALL_REJECTED", bo.one("verto.bye").get("cause"));
  }

  @Test
  void aCallGivenUpWhileTheHolderIsAskedIsNeverPlaced() {
    CompletableFuture<InviteHook.Answer> answer = new CompletableFuture<>();
    invites(answer);
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    ana.ok("verto.bye", about("c1", Map.of()));
    answer.complete(to("1001"));
    world.time.settle();
    assertEquals(List.of(), bo.all("verto.invite"));
    assertEquals(0, world.service.counts().calls());
    assertEquals(0, world.server.statistics().calls());
  }
}
