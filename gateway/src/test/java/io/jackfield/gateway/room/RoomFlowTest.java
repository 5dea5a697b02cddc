package io.jackfield.gateway.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SessionPlan;
import io.jackfield.gateway.sim.SimWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** media-room.md, "Rules" and "Message log", with sessions that join and leave. */
class RoomFlowTest {

  private static final Description RTP = Description.of(SimWorld.SDP, SdpKind.RTP);
  private static final RoomId R = new RoomId("r");
  private static final Failure STOP = Failure.of(Reason.USER_STOP);

  private final SimWorld world = new SimWorld(new Random(1), FakeEngine.Manners.GOOD, true);
  private final Sessions sessions = world.service.sessions();
  private final Rooms rooms = world.service.rooms();

  private RoomId room(RoomClass roomClass, Duration timeout) {
    return join(
        rooms.create(
            new CreateRoom(Optional.of(R), RoomSpec.of(roomClass), Optional.empty(), timeout)));
  }

  private RoomId sfu() {
    return room(RoomClass.SFU, CreateRoom.BY_COMMAND);
  }

  private SessionId session(String id, LegType type) {
    return join(
        sessions.create(SessionPlan.of(type).id(id).offer(RTP).owner("c-" + id, "u-" + id).make()));
  }

  private SessionId publisher(String id, RoomId in) {
    return session(id, new LegType.Publish(in));
  }

  private SessionId listener(String id, SessionId publisher) {
    return session(id, new LegType.Listen(publisher));
  }

  private Map<?, ?> members(RoomId room) {
    return (Map<?, ?>) join(rooms.info(room)).get("members");
  }

  private List<Event> events(String id, String type) {
    return world.events.stream()
        .filter(e -> e.objId().filter(id::equals).isPresent())
        .filter(e -> e.type().filter(type::equals).isPresent())
        .toList();
  }

  private Object why(String id) {
    return events(id, "destroyed").get(0).fields().get("reason");
  }

  private <T> T join(CompletionStage<T> stage) {
    world.time.settle();
    return stage.toCompletableFuture().join();
  }

  private Reason reasonOf(CompletionStage<?> stage) {
    world.time.settle();
    CompletionException e =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
    return ((FailureException) e.getCause()).failure().reason().orElseThrow();
  }

  @Test
  void aRoomTellsWhoIsInIt() {
    sfu();
    SessionId p = publisher("p", R);
    listener("l", p);
    world.time.settle();
    assertEquals(
        Map.of(
            "p", Map.of("role", "publisher", "user_id", "u-p"),
            "l", Map.of("role", "listener", "user_id", "u-l", "peer_id", "p")),
        members(R));
    assertEquals(List.of("created", "started_member", "started_member"), world.eventsOf("r"));
    assertEquals("r", join(sessions.info(new SessionId("l"))).get("room_id"));
    assertEquals(List.of(Map.of("room_id", "r", "class", "sfu", "backend", "fake")), rooms.list());
  }

  @Test
  void aNameIsTakenOnce() {
    sfu();
    assertEquals(
        Reason.ROOM_ALREADY_EXISTS,
        reasonOf(
            rooms.create(
                new CreateRoom(
                    Optional.of(R),
                    RoomSpec.of(RoomClass.MCU),
                    Optional.empty(),
                    CreateRoom.BY_COMMAND))));
    join(rooms.destroy(R, Failure.of(Reason.API_STOP)));
    assertEquals("API stop received", why("r"));
    sfu();
  }

  @Test
  void whatNoEngineHasIsNotImplemented() {
    world.engine.lack(SessionType.MCU);
    CreateRoom mcu =
        new CreateRoom(
            Optional.of(R), RoomSpec.of(RoomClass.MCU), Optional.empty(), CreateRoom.BY_COMMAND);
    assertEquals(Reason.NOT_IMPLEMENTED, reasonOf(rooms.create(mcu)));
    CreateRoom odd =
        new CreateRoom(
            Optional.of(R), RoomSpec.of(RoomClass.SFU), Optional.of("brew"), CreateRoom.BY_COMMAND);
    assertEquals(Reason.UNKNOWN_BACKEND, reasonOf(rooms.create(odd)));
  }

  @Test
  void aPublisherThatLeavesStopsItsListenersAndNoOthers() {
    sfu();
    SessionId p = publisher("p", R);
    SessionId q = publisher("q", R);
    listener("l", p);
    listener("m", q);
    join(sessions.destroy(p, STOP));
    world.time.settle();
    assertEquals("Publisher stopped", why("l"));
    assertEquals(java.util.Set.of("q", "m"), members(R).keySet());
  }

  @Test
  void aPublisherThatDoesSomethingElseStopsItsListenersToo() {
    sfu();
    SessionId p = publisher("p", R);
    listener("l", p);
    join(sessions.setType(p, new LegType.Park(), RoomWish.NONE));
    world.time.settle();
    assertEquals("Publisher stopped", why("l"));
    assertTrue(sessions.exists(p));
    assertEquals(Map.of(), members(R));
  }

  @Test
  void aListenerThatSwitchesStartsAnewAndStaysInTheRoom() {
    sfu();
    SessionId p = publisher("p", R);
    SessionId q = publisher("q", R);
    SessionId l = listener("l", p);
    join(sessions.setType(l, new LegType.Listen(q), RoomWish.NONE));
    world.time.settle();
    assertEquals(4, events("r", "started_member").size());
    assertEquals(0, events("r", "stopped_member").size());
    join(sessions.destroy(p, STOP));
    world.time.settle();
    assertTrue(sessions.exists(l), "it hears another publisher now");
  }

  @Test
  void onlyAPublisherOfTheNamedRoomCanBeHeard() {
    sfu();
    SessionId p = publisher("p", R);
    SessionId echo = session("e", new LegType.Echo());
    for (SessionId not : List.of(echo, new SessionId("nobody"))) {
      assertEquals(
          Reason.INVALID_PUBLISHER,
          reasonOf(sessions.create(SessionPlan.of(new LegType.Listen(not)).offer(RTP).make())));
    }
    RoomWish other =
        new RoomWish(Optional.of(new RoomId("other")), false, RoomSpec.of(RoomClass.SFU));
    assertEquals(
        Reason.INVALID_PUBLISHER, reasonOf(sessions.setType(echo, new LegType.Listen(p), other)));
  }

  @Test
  void aNamedRoomMustExistUnlessItIsToBeMade() {
    RoomWish must = new RoomWish(Optional.of(R), false, RoomSpec.of(RoomClass.SFU));
    SessionId echo = session("e", new LegType.Echo());
    assertEquals(
        Reason.ROOM_NOT_FOUND, reasonOf(sessions.setType(echo, new LegType.Publish(R), must)));
    RoomWish make = new RoomWish(Optional.of(R), true, RoomSpec.of(RoomClass.SFU));
    join(sessions.setType(echo, new LegType.Publish(R), make));
    world.time.settle();
    assertEquals(300L, join(rooms.info(R)).get("timeout"));
    assertEquals(java.util.Set.of("e"), members(R).keySet());
  }

  @Test
  void aConferenceIsMadeByItsName() {
    session("a", new LegType.Mcu(R, Optional.empty()));
    session("b", new LegType.Mcu(R, Optional.empty()));
    world.time.settle();
    assertEquals("mcu", join(rooms.info(R)).get("class"));
    assertEquals(2, members(R).size());
    assertEquals(
        Reason.INVALID_OPERATION,
        reasonOf(sessions.create(SessionPlan.of(new LegType.Publish(R)).offer(RTP).make())));
    join(sessions.layout(new SessionId("a"), "2x2"));
    assertEquals("2x2", join(sessions.info(new SessionId("a"))).get("layout"));
    assertEquals(
        Reason.NO_ACTIVE_ROOM, reasonOf(sessions.layout(session("e", new LegType.Echo()), "2x2")));
  }

  @Test
  void aRoomWithoutMembersEndsAfterItsTimeAndActivityGivesItAnew() {
    room(RoomClass.SFU, Duration.ofSeconds(100));
    world.time.advance(Duration.ofSeconds(90));
    join(rooms.send(R, Map.of("text", "hello"), "ana", "c-1"));
    world.time.advance(Duration.ofSeconds(90));
    SessionId p = publisher("p", R);
    world.time.advance(Duration.ofSeconds(1_000));
    assertTrue(rooms.exists(R));
    join(sessions.destroy(p, STOP));
    world.time.advance(Duration.ofSeconds(99));
    assertTrue(rooms.exists(R));
    world.time.advance(Duration.ofSeconds(2));
    assertFalse(rooms.exists(R));
    assertEquals("Timeout", why("r"));
    assertEquals(0, world.time.timers());
    assertEquals(java.util.Set.of(), world.engine.rooms());
  }

  @Test
  void aDestroyedRoomTakesItsMembersAlong() {
    sfu();
    SessionId p = publisher("p", R);
    listener("l", p);
    world.time.settle();
    join(rooms.destroy(R, Failure.of(Reason.API_STOP)));
    world.time.settle();
    assertEquals("Room destroyed", why("p"));
    assertEquals("Room destroyed", why("l"));
    assertEquals(2, events("r", "stopped_member").size());
    assertEquals("destroyed", world.eventsOf("r").get(world.eventsOf("r").size() - 1));
  }

  @Test
  void aRoomTheEngineLosesIsDestroyed() {
    sfu();
    publisher("p", R);
    world.engine.observer(R).onLost(Failure.of(Reason.SESSION_FAILED));
    world.time.settle();
    assertEquals("Timeout", why("r"));
    assertEquals("Room destroyed", why("p"));
  }

  @Test
  void reportsOfTheEngineAreKeptByClass() {
    sfu();
    world.engine.observer(R).onStatus("slow_link", Map.of("bitrate", 64));
    world.time.settle();
    assertEquals(
        Map.of("slow_link", Map.of("class", "slow_link", "bitrate", 64)), join(rooms.status(R)));
    assertEquals(1, events("r", "status").size());
  }

  @Test
  void messagesAreNumberedStampedAndKept() {
    sfu();
    assertEquals(
        1L, join(rooms.send(R, Map.of("text", "hello", "user_id", "forged"), "ana", "c-1")));
    assertEquals(2L, join(rooms.send(R, Map.of("text", "again"), "bo", "c-2")));
    Map<String, Object> first = join(rooms.messages(R)).get(0);
    assertEquals("ana", first.get("user_id"));
    assertEquals("c-1", first.get("session_id"));
    assertEquals("hello", first.get("text"));
    assertTrue((Long) first.get("timestamp") > 1_700_000_000_000_000L);
    assertEquals(first, events("r", "msglog_new_msg").get(0).fields());
    assertEquals(Reason.ROOM_NOT_FOUND, reasonOf(rooms.messages(new RoomId("none"))));
  }

  @Test
  void theOldestMessagesGoWhenThereAreTooMany() {
    RoomState state =
        RoomState.fresh(
            R,
            "fake",
            new CreateRoom(
                Optional.of(R),
                RoomSpec.of(RoomClass.SFU),
                Optional.empty(),
                CreateRoom.BY_COMMAND),
            3);
    state = RoomStep.apply(state, new RoomInput.Opened(), world.time.instant()).state();
    for (int i = 0; i < 5; i++) {
      RoomInput send = new RoomInput.Send(0, Map.of("i", i), "ana", "c");
      state = RoomStep.apply(state, send, world.time.instant()).state();
    }
    assertEquals(List.of(3L, 4L, 5L), state.messages().stream().map(m -> m.get("msg_id")).toList());
  }

  @Test
  void anEngineThatKnowsOfNoSenderTwiceIsBelieved() {
    sfu();
    publisher("p", R);
    RoomState state = states();
    for (int check = 0; check < 2; check++) {
      state =
          RoomStep.apply(state, new RoomInput.Checked(Optional.of(0)), world.time.instant())
              .state();
    }
    assertEquals(Optional.of(Failure.of(Reason.NO_ROOM_MEMBERS)), state.ending());
  }

  private RoomState states() {
    CreateRoom request =
        new CreateRoom(
            Optional.of(R), RoomSpec.of(RoomClass.SFU), Optional.empty(), CreateRoom.BY_COMMAND);
    Member member =
        new Member(new SessionId("p"), MemberRole.PUBLISHER, Optional.empty(), Optional.empty());
    RoomState open =
        RoomStep.apply(
                RoomState.fresh(R, "fake", request, 10),
                new RoomInput.Opened(),
                world.time.instant())
            .state();
    return RoomStep.apply(open, new RoomInput.Joined(member), world.time.instant()).state();
  }

  @Test
  void aSilentEngineFailsTheRoomInTimeAndLeavesNothing() {
    SimWorld silent = new SimWorld(new Random(1), new FakeEngine.Manners(0, 0, 1, 0), true);
    CompletionStage<RoomId> made =
        silent
            .service
            .rooms()
            .create(
                new CreateRoom(
                    Optional.of(R),
                    RoomSpec.of(RoomClass.SFU),
                    Optional.empty(),
                    CreateRoom.BY_COMMAND));
    silent.time.advance(Duration.ofSeconds(11));
    assertEquals(Reason.TIMEOUT, reasonOf(made));
    assertEquals(0, silent.service.counts().rooms());
    assertEquals(List.of(), silent.eventsOf("r"));
    assertEquals(0, silent.time.timers());
  }
}
