package io.jackfield.media.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomEvents;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.SdpKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Janus records, turned into files that play. */
class JanusRecordingTest extends RealJanusTest {
  private static final int PACKETS = 25;

  @TempDir Path folder;

  private Map<String, Object> start(MediaLeg leg, String file) throws Exception {
    return get(leg.recorder(new RecorderAction.Start(folder.resolve(file).toUri())));
  }

  private static void stop(MediaLeg leg) throws Exception {
    get(leg.recorder(new RecorderAction.Stop()));
  }

  private static void refusal(MediaLeg leg, RecorderAction action, Reason expected) {
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(leg.recorder(action)));
    assertTrue(((FailureException) e.getCause()).failure().is(expected), e.getMessage());
  }

  private List<String> files() throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** Half a second of one mark, all of which came. */
  private void assertHolds(String file, int mark) throws Exception {
    try (var wav = AudioSystem.getAudioInputStream(folder.resolve(file).toFile())) {
      assertEquals(8000, wav.getFormat().getSampleRate());
      ByteBuffer samples = ByteBuffer.wrap(wav.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      int expected = linear(mark);
      int same = 0;
      while (samples.remaining() > 1) {
        same += samples.getShort() == expected ? 1 : 0;
      }
      assertTrue(same >= PACKETS * 160, same + " samples of the mark in " + file);
    }
  }

  /** What a byte of mu-law means (ITU-T G.711). */
  private static int linear(int law) {
    int bits = ~law & 255;
    int magnitude = ((bits & 15) << 3) + 132 << (bits >> 4 & 7);
    return (bits & 128) == 0 ? magnitude - 132 : 132 - magnitude;
  }

  private static void requireConverter() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, "janus-pp-rec"))),
        "janus-pp-rec is not installed");
  }

  @Test
  void anEchoIsRecordedAndEachStartMakesAFile() throws Exception {
    requireConverter();
    LegEvents events = new LegEvents();
    try (Browser ana = new Browser(browsers, "rec-echo")) {
      MediaLeg leg = engine.open(new SessionId("rec-echo"), events);
      ana.setAnswer(get(leg.createAnswer(new LegType.Echo(), ana.offer(), Optional.empty())));
      ana.awaitUp();
      assertEquals(
          folder.resolve("a_p0000").toUri().toString(), start(leg, "a_p0000.wav").get("uri"));
      events.awaitStatus("recorder started");
      say(ana, 17);
      refusal(leg, new RecorderAction.Pause(), Reason.INVALID_ACTION);
      start(leg, "a_p0001.wav");
      events.awaitStatus("recorder stopped");
      say(ana, 18);
      stop(leg);
      events.awaitStatus("recorder converted");
      events.awaitStatus("recorder converted");
      refusal(leg, new RecorderAction.Stop(), Reason.NO_ACTIVE_RECORDER);
      get(leg.close());
    }
    assertEquals(
        List.of("a_p0000-audio.mjr", "a_p0000-audio.wav", "a_p0001-audio.mjr", "a_p0001-audio.wav"),
        files());
    assertHolds("a_p0000-audio.wav", 17);
    assertHolds("a_p0001-audio.wav", 18);
  }

  private static void say(Browser who, int mark) throws Exception {
    for (int i = 0; i < PACKETS; i++) {
      who.send(mark);
      who.hears(mark);
    }
  }

  @Test
  void eachSideOfACallIsRecordedByItself() throws Exception {
    requireConverter();
    try (Browser ana = new Browser(browsers, "rec-call");
        RtpClient bo = new RtpClient(PCMU)) {
      Call call = Call.webToPlain("rec-call", ana, bo);
      start(call.caller(), "caller.webm");
      start(call.far(), "far.webm");
      for (int i = 0; i < PACKETS; i++) {
        ana.send(21);
        bo.receiveMark(21);
        bo.send(0, 22);
        ana.hears(22);
      }
      stop(call.caller());
      stop(call.far());
      call.callerEvents().awaitStatus("recorder converted");
      call.farEvents().awaitStatus("recorder converted");
      call.close();
    }
    assertHolds("caller-user-audio.wav", 21);
    assertHolds("far-peer-audio.wav", 22);
  }

  @Test
  void browsersThatTalkToEachOtherAreRecorded() throws Exception {
    requireConverter();
    try (Browser ana = new Browser(browsers, "rec-web-a");
        Browser bo = new Browser(browsers, "rec-web-b")) {
      Call call = Call.webToWeb("rec-web", ana, bo);
      start(call.caller(), "a.webm");
      start(call.far(), "b.webm");
      for (int i = 0; i < PACKETS; i++) {
        ana.send(31);
        bo.hears(31);
        bo.send(32);
        ana.hears(32);
      }
      stop(call.caller());
      stop(call.far());
      call.callerEvents().awaitStatus("recorder converted");
      call.farEvents().awaitStatus("recorder converted");
      call.close();
    }
    assertHolds("a-audio.wav", 31);
    assertHolds("b-audio.wav", 32);
  }

  @Test
  void aPublisherIsRecordedAndAListenerNot() throws Exception {
    requireConverter();
    RoomId id = new RoomId("rec-room");
    RoomSpec spec =
        new RoomSpec(
            RoomClass.SFU,
            Optional.of("pcmu"),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty());
    MediaRoom room = get(engine.openRoom(id, spec, new RoomEvents()));
    LegEvents events = new LegEvents();
    try (Browser ana = new Browser(browsers, "rec-pub");
        Browser bo = new Browser(browsers, "rec-sub")) {
      MediaLeg a = engine.open(new SessionId("rec-pub"), events);
      ana.setAnswer(get(a.createAnswer(new LegType.Publish(id), ana.offer(), Optional.empty())));
      ana.awaitUp();
      MediaLeg b = leg("rec-sub");
      get(
          b.setAnswer(
              bo.answer(
                  get(
                      b.createOffer(
                          new LegType.Listen(new SessionId("rec-pub")),
                          SdpKind.WEBRTC,
                          Optional.empty())))));
      bo.awaitUp();
      refusal(
          b, new RecorderAction.Start(folder.resolve("no.webm").toUri()), Reason.NOT_IMPLEMENTED);
      start(a, "pub.webm");
      for (int i = 0; i < PACKETS; i++) {
        ana.send(41);
        bo.hears(41);
      }
      stop(a);
      events.awaitStatus("recorder converted");
      get(b.close());
      get(a.close());
    }
    get(room.close());
    assertHolds("pub-audio-0.wav", 41);
  }

  @Test
  void theEndOfALegEndsItsRecording() throws Exception {
    try (Browser ana = new Browser(browsers, "rec-end")) {
      MediaLeg leg = leg("rec-end");
      ana.setAnswer(get(leg.createAnswer(new LegType.Echo(), ana.offer(), Optional.empty())));
      ana.awaitUp();
      start(leg, "end.wav");
      say(ana, 51);
      get(leg.close());
    }
    Path recorded = folder.resolve("end-audio.mjr");
    assertTrue(Files.size(recorded) > PACKETS * 160L, "what was said is in the file");
  }
}
