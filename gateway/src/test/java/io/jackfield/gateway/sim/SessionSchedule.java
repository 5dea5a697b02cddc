package io.jackfield.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.room.CreateRoom;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.room.Rooms;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.Description;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/**
 * One random schedule of sessions and rooms: clients make sessions of every type, answer them,
 * link, bridge and change them, join and end rooms, record, or vanish, on an engine with bad
 * manners that loses legs and rooms.
 *
 * <p>Invariants: at rest no session, room, leg, timer or waiting caller is left; {@code destroyed}
 * came once and last for each object; every member that started in a room has stopped; every
 * request was answered.
 */
final class SessionSchedule {

  private static final int MAX_STEPS = 100_000;
  private static final int NAMES = 6;
  private static final TrickleCandidate CANDIDATE =
      TrickleCandidate.of("0", 0, "candidate:1 1 udp 2130706431 127.0.0.1 5000 typ host");

  private final Random random;
  private final SimWorld world;
  private final Sessions sessions;
  private final Rooms rooms;
  private final String where;
  private final List<CompletionStage<?>> asked = new ArrayList<>();

  SessionSchedule(long seed) {
    random = new Random(seed);
    where = "seed " + seed;
    FakeEngine.Manners manners =
        random.nextInt(3) == 0
            ? FakeEngine.Manners.GOOD
            : new FakeEngine.Manners(
                random.nextInt(2_000), random.nextDouble() / 10, random.nextDouble() / 20, 0.1);
    world = new SimWorld(random, manners, random.nextBoolean());
    world.engine.trickles(random.nextInt(3) == 0, random.nextInt(3) > 0);
    sessions = world.service.sessions();
    rooms = world.service.rooms();
  }

  void run() {
    for (int i = 10 + random.nextInt(40); i > 0; i--) {
      world.time.later(Duration.ofMillis(random.nextInt(60_000)), this::anything);
    }
    world.time.later(Duration.ofSeconds(200), this::endAll);
    assertTrue(world.time.runToRest(MAX_STEPS), () -> where + " never comes to rest");
    check();
  }

  /** Sessions that got both descriptions. */
  int ready() {
    return (int) world.events.stream().filter(e -> is(e, "session", "answer")).count();
  }

  /** Sessions that were members of a room. */
  int members() {
    return (int) world.events.stream().filter(e -> is(e, "room", "started_member")).count();
  }

  private static boolean is(Event event, String subclass, String type) {
    return event.subclass().filter(subclass::equals).isPresent()
        && event.type().filter(type::equals).isPresent();
  }

  private void endAll() {
    sessions.list(Optional.empty()).forEach(s -> ask(sessions.destroy(s, stop())));
    if (random.nextBoolean()) {
      rooms.list().forEach(r -> ask(rooms.destroy(new RoomId((String) r.get("room_id")), stop())));
    }
    // What was still being made has ended of itself, or ends now.
    world.time.later(
        Duration.ofSeconds(100),
        () -> sessions.list(Optional.empty()).forEach(s -> ask(sessions.destroy(s, stop()))));
  }

  private static Failure stop() {
    return Failure.of(Reason.USER_STOP);
  }

  private void ask(CompletionStage<?> stage) {
    asked.add(stage);
  }

  private SessionId name() {
    return new SessionId("s" + random.nextInt(NAMES));
  }

  private RoomId roomName() {
    return new RoomId("r" + random.nextInt(3));
  }

  private Description description() {
    return switch (random.nextInt(12)) {
      case 0 -> Description.of("nonsense", SdpKind.RTP);
      case 1, 2, 3 -> SessionPlan.webrtc();
      case 4, 5, 6 -> SessionPlan.trickling();
      default -> Description.of(SimWorld.SDP, SdpKind.RTP);
    };
  }

  private LegType type() {
    return switch (random.nextInt(10)) {
      case 0 -> new LegType.Park();
      case 1 -> new LegType.Echo();
      case 2 -> new LegType.Proxy(random.nextBoolean() ? SdpKind.RTP : SdpKind.WEBRTC);
      case 3, 4 -> new LegType.Bridge(name());
      case 5 -> new LegType.Connect(name());
      case 6 -> new LegType.Publish(roomName());
      case 7 -> new LegType.Listen(name());
      case 8 -> new LegType.Mcu(roomName(), Optional.empty());
      default -> new LegType.Play("https://example.org/a.webm", OptionalInt.of(1));
    };
  }

  private RoomWish wish() {
    return new RoomWish(
        random.nextInt(8) == 0 ? Optional.of(roomName()) : Optional.empty(),
        random.nextInt(4) > 0,
        RoomSpec.of(RoomClass.SFU));
  }

  private SessionPlan plan() {
    SessionPlan plan = random.nextInt(4) == 0 ? SessionPlan.p2p() : SessionPlan.of(type());
    plan.id(name().value()).noTrickle(random.nextBoolean(), random.nextBoolean()).room(wish());
    if (random.nextInt(3) > 0) {
      plan.offer(description());
    }
    if (random.nextInt(4) == 0) {
      plan.slaveOf(name(), random.nextBoolean());
    }
    if (random.nextInt(3) == 0) {
      plan.goesOn();
    }
    if (random.nextInt(4) == 0) {
      plan.survivesErrors();
    }
    if (random.nextInt(4) > 0) {
      plan.owner("c" + random.nextInt(3), "ana");
    }
    if (random.nextInt(5) == 0) {
      plan.recorded();
    }
    return plan;
  }

  private void anything() {
    SessionId id = name();
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6 -> ask(sessions.create(plan().make()));
      case 7, 8 -> ask(sessions.createAndWait(plan().make()));
      case 9, 10, 11 -> ask(sessions.setAnswer(id, description()));
      case 12 -> ask(sessions.setOffer(id, description()));
      case 13 -> ask(sessions.setOffer(id, type(), maybe(description()), wish()));
      case 14 -> ask(sessions.setAnswer(id, type(), wish()));
      case 15, 16 -> ask(sessions.setType(id, type(), wish()));
      case 17 -> ask(sessions.candidate(id, CANDIDATE));
      case 18 -> ask(sessions.endOfCandidates(id));
      case 19 -> ask(sessions.destroy(id, stop()));
      case 20 -> fileOrMedia(id);
      case 21 -> roomAction();
      case 22 -> sessions.connectionClosed("c" + random.nextInt(3));
      default -> ask(random.nextBoolean() ? sessions.offer(id) : sessions.answer(id));
    }
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private void fileOrMedia(SessionId id) {
    switch (random.nextInt(5)) {
      case 0 -> ask(sessions.startRecorder(id, Optional.empty()));
      case 1 -> ask(sessions.recorder(id, new RecorderAction.Stop()));
      case 2 ->
          ask(
              sessions.player(
                  id,
                  random.nextBoolean()
                      ? new PlayerAction.Start("https://example.org/b.webm", OptionalInt.empty())
                      : new PlayerAction.Stop()));
      case 3 -> ask(sessions.sendDtmf(id, "1"));
      default ->
          ask(
              sessions.updateMedia(
                  id,
                  new MediaUpdate(
                      Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty())));
    }
  }

  private void roomAction() {
    RoomId id = roomName();
    switch (random.nextInt(5)) {
      case 0, 1 ->
          ask(
              rooms.create(
                  new CreateRoom(
                      Optional.of(id),
                      RoomSpec.of(random.nextInt(3) == 0 ? RoomClass.MCU : RoomClass.SFU),
                      Optional.empty(),
                      Duration.ofSeconds(5 + random.nextInt(200)))));
      case 2 -> ask(rooms.destroy(id, Failure.of(Reason.API_STOP)));
      case 3 -> ask(rooms.send(id, Map.of("text", "x"), "ana", "c1"));
      default -> {
        if (world.engine.rooms().contains(id)) {
          world.engine.observer(id).onLost(Failure.of(Reason.SESSION_FAILED));
        }
      }
    }
  }

  private void check() {
    CallSchedule.LocalCounts.assertEmpty(world, where);
    assertEquals(0, world.service.counts().rooms(), where + " rooms left");
    assertEquals(0, world.engine.rooms().size(), where + " rooms left on the engine");
    for (CompletionStage<?> stage : asked) {
      assertTrue(stage.toCompletableFuture().isDone(), where + " a request was not answered");
    }
    checkLives("session", false);
    checkLives("room", true);
  }

  /** Ids are used again: each life begins with {@code created} and ends with {@code destroyed}. */
  private void checkLives(String subclass, boolean withMembers) {
    Map<String, List<Event>> byObject = new LinkedHashMap<>();
    for (Event e : world.events) {
      if (e.subclass().filter(subclass::equals).isPresent()) {
        byObject.computeIfAbsent(e.objId().orElse(""), k -> new ArrayList<>()).add(e);
      }
    }
    byObject.forEach(
        (id, events) -> checkLife(where + " " + subclass + " " + id, events, withMembers));
  }

  private static void checkLife(String told, List<Event> events, boolean withMembers) {
    boolean alive = false;
    Map<Object, Boolean> inside = new HashMap<>();
    for (Event e : events) {
      String type = e.type().orElse("");
      assertEquals(
          type.equals("created"), !alive, () -> told + " " + type + " in " + types(events));
      alive = !type.equals("destroyed");
      Object member = e.fields().get("session_id");
      if (withMembers && type.equals("started_member")) {
        inside.put(member, true);
      } else if (withMembers && type.equals("stopped_member")) {
        assertTrue(inside.remove(member) != null, told + " stopped who was not there " + member);
      } else if (!alive) {
        assertEquals(Map.of(), inside, told + " members left");
      }
    }
    assertEquals(false, alive, told + " was not destroyed: " + types(events));
  }

  private static List<String> types(List<Event> events) {
    return events.stream().map(e -> e.type().orElse("")).toList();
  }
}
