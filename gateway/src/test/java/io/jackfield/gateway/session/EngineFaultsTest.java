package io.jackfield.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.room.CreateRoom;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sim.SessionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * An engine that is late, fails, vanishes and answers in another order (media-session.md, "Life
 * cycle", "Backend contract"): what a session makes of it.
 */
class EngineFaultsTest extends SessionBench {
  private static final LegType ECHO = new LegType.Echo();

  /** Longer than any engine may take for one operation. */
  private static final Duration TOO_LONG = Duration.ofSeconds(11);

  private SessionId ready(String id) {
    return join(sessions.createAndWait(SessionPlan.of(ECHO).id(id).offer(RTP).make())).id();
  }

  private void assertOver(SessionId id, Reason reason) {
    List<String> told = world.eventsOf(id.value());
    assertEquals("destroyed", told.get(told.size() - 1), told.toString());
    assertEquals(1, told.stream().filter("destroyed"::equals).count(), told.toString());
    assertEquals(reason.code(), events(id, "destroyed").get(0).fields().get("code"));
    assertFalse(sessions.exists(id));
  }

  private void assertNothingLeft() {
    assertEquals(0, world.service.counts().sessions());
    assertEquals(0, world.engine.load());
    assertEquals(0, world.time.timers());
  }

  @Test
  void whenTheEngineVanishesEachSessionEndsOnceWithItsReason() {
    RoomId room = new RoomId("r");
    join(
        world
            .service
            .rooms()
            .create(
                new CreateRoom(
                    Optional.of(room),
                    RoomSpec.of(RoomClass.SFU),
                    Optional.empty(),
                    Duration.ofHours(1))));
    List<SessionId> all = new ArrayList<>();
    all.add(ready("a"));
    all.add(join(sessions.create(SessionPlan.of(new LegType.Park()).id("b").make())));
    all.add(
        join(sessions.create(SessionPlan.of(new LegType.Publish(room)).id("c").offer(RTP).make())));
    world.time.settle();
    world.engine.vanish(Failure.of(Reason.JANUS_SESSION_DOWN));
    world.time.advance(Duration.ofSeconds(1));
    all.forEach(id -> assertOver(id, Reason.JANUS_SESSION_DOWN));
    assertFalse(world.service.rooms().exists(room));
    assertEquals(
        Reason.NO_MEDIASERVER, reasonOf(sessions.create(SessionPlan.of(ECHO).offer(RTP).make())));
    assertNothingLeft();

    world.engine.returns();
    SessionId again = ready("a");
    join(sessions.destroy(again, Failure.of(Reason.USER_STOP)));
    assertNothingLeft();
  }

  @Test
  void anAnswerThatIsTooLateIsATimeoutAndIsIgnoredWhenItComes() {
    world.engine.script().late("createAnswer", Duration.ofSeconds(15));
    CompletableFuture<Sessions.Created> made =
        sessions
            .createAndWait(SessionPlan.of(ECHO).id("s").offer(RTP).make())
            .toCompletableFuture();
    world.time.advance(TOO_LONG);
    assertEquals(Reason.TIMEOUT, reasonOf(made));
    assertOver(new SessionId("s"), Reason.TIMEOUT);
    world.time.advance(Duration.ofSeconds(10));
    assertOver(new SessionId("s"), Reason.TIMEOUT);
    assertNothingLeft();
  }

  /** A start, and how it ends when the engine does not answer one operation of it. */
  @TestFactory
  Stream<DynamicTest> everyOperationHasADeadline() {
    return Stream.of("setType", "update", "sendDtmf", "recorder", "player")
        .map(op -> DynamicTest.dynamicTest(op, () -> hasADeadline(op)));
  }

  private void hasADeadline(String operation) {
    SessionId id = ready("s-" + operation);
    world.engine.script().silent(operation);
    CompletionStage<?> asked =
        switch (operation) {
          case "setType" -> sessions.setType(id, new LegType.Park(), RoomWish.NONE);
          case "update" ->
              sessions.updateMedia(
                  id,
                  new MediaUpdate(
                      Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty()));
          case "sendDtmf" -> sessions.sendDtmf(id, "1");
          case "recorder" -> sessions.startRecorder(id, Optional.empty());
          default ->
              sessions.player(
                  id, new PlayerAction.Start("https://example.org/a.webm", OptionalInt.empty()));
        };
    world.time.settle();
    assertFalse(asked.toCompletableFuture().isDone());
    world.time.advance(TOO_LONG);
    assertEquals(Reason.TIMEOUT, reasonOf(asked));
    assertEquals("echo", info(id).get("type"), "the session goes on as it was");
    world.engine.script().clear();
    join(sessions.destroy(id, Failure.of(Reason.USER_STOP)));
    assertNothingLeft();
  }

  @Test
  void aReleaseThatIsNeverAnsweredEndsTheSessionAllTheSame() {
    SessionId id = ready("s");
    world.engine.script().silent("stats");
    world.engine.script().silent("close");
    CompletionStage<Void> destroyed = sessions.destroy(id, Failure.of(Reason.USER_STOP));
    world.time.settle();
    assertEquals(0, events(id, "destroyed").size(), "not before the release");
    world.time.advance(TOO_LONG);
    join(destroyed);
    assertOver(id, Reason.USER_STOP);
    assertNothingLeft();
  }

  @Test
  void answersInAnotherOrderReachTheirOwnSessions() {
    world.engine.script().hold("createAnswer");
    CompletableFuture<Sessions.Created> one =
        sessions
            .createAndWait(SessionPlan.of(ECHO).id("s1").offer(RTP).make())
            .toCompletableFuture();
    CompletableFuture<Sessions.Created> two =
        sessions
            .createAndWait(SessionPlan.of(ECHO).id("s2").offer(SessionPlan.webrtc()).make())
            .toCompletableFuture();
    world.time.settle();
    world.engine.script().release("createAnswer s2");
    assertEquals(SdpKind.WEBRTC, join(two).answer().orElseThrow().kind());
    assertFalse(one.isDone());
    world.engine.script().release("createAnswer s1");
    assertEquals(SdpKind.RTP, join(one).answer().orElseThrow().kind());
  }

  @Test
  void aLossWhileAnAnswerIsOnItsWayEndsTheSessionOnce() {
    world.engine.script().hold("createAnswer");
    CompletionStage<Sessions.Created> made =
        sessions.createAndWait(SessionPlan.of(ECHO).id("s").offer(RTP).make());
    world.time.settle();
    SessionId id = new SessionId("s");
    world.engine.observer(id).onLost(Failure.of(Reason.JANUS_BYE));
    assertEquals(Reason.SESSION_STOP, reasonOf(made));
    world.engine.script().release("createAnswer");
    world.time.advance(Duration.ofSeconds(1));
    assertOver(id, Reason.JANUS_BYE);
    assertNothingLeft();
  }

  @Test
  void whatAnEngineTellsOfAnEndedSessionIsIgnored() {
    SessionId id = ready("s");
    MediaLegObserver observer = world.engine.observer(id);
    observer.onLost(Failure.of(Reason.JANUS_BYE));
    observer.onLost(Failure.of(Reason.MEDIA_TIMEOUT));
    world.time.advance(Duration.ofSeconds(1));
    assertOver(id, Reason.JANUS_BYE);
    int told = world.events.size();
    observer.onStatus("webrtc", Map.of("status", "up"));
    observer.onCandidate(CANDIDATE);
    observer.onEndOfCandidates();
    observer.onDtmf('1');
    observer.onTypeInfo(Map.of("x", 1));
    observer.onLost(Failure.of(Reason.MEDIA_TIMEOUT));
    world.time.advance(Duration.ofSeconds(1));
    assertEquals(told, world.events.size());
    assertTrue(world.engine.log().stream().filter("close s"::equals).count() == 1, "closed once");
  }

  @Test
  void aChangeThatIsAnsweredAfterTheEndChangesNothing() {
    SessionId id = ready("s");
    world.engine.script().hold("setType");
    CompletionStage<Void> changed = sessions.setType(id, new LegType.Park(), RoomWish.NONE);
    world.time.settle();
    join(sessions.destroy(id, Failure.of(Reason.USER_STOP)));
    assertEquals(Reason.SESSION_STOP, reasonOf(changed));
    world.engine.script().release("setType");
    world.time.advance(Duration.ofSeconds(1));
    assertOver(id, Reason.USER_STOP);
    assertNothingLeft();
  }

  @Test
  void aRefusedChangeLeavesTheOldType() {
    SessionId id = ready("s");
    world.engine.script().refuse("setType", Reason.SESSION_FAILED);
    assertEquals(
        Reason.SESSION_FAILED, reasonOf(sessions.setType(id, new LegType.Park(), RoomWish.NONE)));
    assertEquals("echo", info(id).get("type"));
  }
}
