package io.jackfield.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sim.SessionPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** media-session.md, "Recording", and the player's actions. */
class FilesTest extends SessionBench {

  private static final String DIR = "file:///tmp/jackfield/";

  private SessionId echo(String id) {
    return join(
        sessions.create(
            SessionPlan.of(new LegType.Echo()).id(id).offer(RTP).owner("c", "ana").make()));
  }

  @Test
  void eachStartMakesAFileOfItsOwn() {
    SessionId id = echo("s 1/..");
    assertEquals(
        DIR + "s_1____p0000.wav", join(sessions.startRecorder(id, Optional.empty())).get("uri"));
    assertEquals(
        DIR + "s_1____p0001.wav", join(sessions.startRecorder(id, Optional.empty())).get("uri"));
    assertEquals(DIR + "s_1____p0001.wav", info(id).get("record_uri"));
    join(sessions.recorder(id, new RecorderAction.Pause()));
    join(sessions.recorder(id, new RecorderAction.Stop()));
    assertEquals(
        Reason.NO_ACTIVE_RECORDER, reasonOf(sessions.recorder(id, new RecorderAction.Stop())));
  }

  @Test
  void aTargetMustBeInTheRecordDirectory() {
    SessionId id = echo("s");
    for (String bad :
        List.of(
            "file:///etc/passwd",
            DIR + "../x.webm",
            DIR + "%2e%2e/x.webm",
            DIR + "a%2fb.webm",
            DIR,
            "http://example.org/x.webm",
            "x.webm",
            "file://host/tmp/jackfield/x.webm",
            "::")) {
      assertEquals(Reason.INVALID_URI, reasonOf(sessions.startRecorder(id, Optional.of(bad))), bad);
    }
    assertEquals(
        DIR + "sub/x.webm",
        join(sessions.startRecorder(id, Optional.of(DIR + "sub/./x.webm"))).get("uri"));
  }

  @Test
  void aSessionWithoutAnEngineRecordsNothing() {
    SessionId id = join(sessions.create(SessionPlan.p2p().offer(RTP).answer(RTP).make()));
    assertEquals(Reason.NOT_IMPLEMENTED, reasonOf(sessions.startRecorder(id, Optional.empty())));
  }

  @Test
  void theStatusOfARecorderIsTold() {
    SessionId id = echo("s");
    world
        .engine
        .observer(id)
        .onStatus("recorder", Map.of("status", "started", "uri", DIR + "s_p0000.webm"));
    world.time.settle();
    assertEquals("started", events(id, "status").get(0).fields().get("status"));
    assertEquals(DIR + "s_p0000.webm", info(id).get("record_uri"));
  }

  @Test
  void thePlayerIsAChangeOfType() {
    SessionId id = echo("s");
    assertEquals(Reason.NO_ACTIVE_PLAYER, reasonOf(sessions.player(id, new PlayerAction.Pause())));
    String uri = "https://example.org/a.webm";
    Map<String, Object> reply =
        join(sessions.player(id, new PlayerAction.Start(uri, OptionalInt.of(2))));
    assertEquals(uri, reply.get("uri"));
    assertEquals(2, reply.get("loops"));
    assertEquals("play", info(id).get("type"));
    join(sessions.player(id, new PlayerAction.Stop()));
    assertEquals("park", info(id).get("type"));
    assertEquals(2, events(id, "type").size());
  }

  @Test
  void onlyOpenFilesArePlayed() {
    LegType secret = new LegType.Play("file:///etc/passwd", OptionalInt.empty());
    assertEquals(
        Reason.INVALID_URI, reasonOf(sessions.create(SessionPlan.of(secret).offer(RTP).make())));
    LegType recorded = new LegType.Play(DIR + "x.webm", OptionalInt.empty());
    SessionId id = join(sessions.create(SessionPlan.of(recorded).offer(RTP).make()));
    assertEquals("play", info(id).get("type"));
  }

  @Test
  void whatTheEngineSaysOfATypeIsShown() {
    SessionId id = echo("s");
    world.engine.observer(id).onTypeInfo(Map.of("transcoding", true));
    world.time.settle();
    assertEquals(true, events(id, "type").get(0).fields().get("transcoding"));
    assertEquals(Map.of("transcoding", true), info(id).get("type_ext"));
    // The engine speaks of a new type before the change is done, and takes back what is over.
    join(sessions.setType(id, new LegType.Park(), RoomWish.NONE));
    assertEquals(Map.of("transcoding", true), info(id).get("type_ext"));
    world.engine.observer(id).onTypeInfo(Map.of());
    world.time.settle();
    assertEquals(null, info(id).get("type_ext"));
    join(sessions.destroy(id, Failure.of(Reason.USER_STOP)));
    assertTrue(world.eventsOf("s").contains("destroyed"));
  }
}
