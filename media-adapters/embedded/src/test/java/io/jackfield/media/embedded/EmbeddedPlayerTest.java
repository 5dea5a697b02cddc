package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.file.TestFiles;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files played to phones. */
@Timeout(120)
class EmbeddedPlayerTest {
  private static final Codec PCMU = Codec.of(0, "PCMU", 8000);
  private static final Codec OPUS = Codec.of(111, "opus", 48000, 2, "minptime=10");
  private static final SessionId ANA = new SessionId("ana");

  @TempDir private Path folder;
  private EmbeddedEngine engine;
  private RtpClient phone;
  private final LegEvents events = new LegEvents();

  @BeforeEach
  void open() throws Exception {
    engine =
        EmbeddedEngine.open(
            EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 29700, 29799));
    phone = new RtpClient(PCMU);
  }

  @AfterEach
  void close() {
    phone.close();
    engine.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Failure refusal(CompletionStage<?> stage) {
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(stage));
    return ((FailureException) e.getCause()).failure();
  }

  private LegType.Play play(String name, int loops) throws Exception {
    return new LegType.Play(TestFiles.copy(folder, name).toUri().toString(), OptionalInt.of(loops));
  }

  private LegType.Play wav(double hertz) throws Exception {
    Path file = TestFiles.wav(folder.resolve((int) hertz + ".wav"), hertz, 16_000, 2, 3000);
    return new LegType.Play(file.toUri().toString(), OptionalInt.empty());
  }

  /** Amplitude of a tone in the next half second. */
  private static double hear(RtpClient client, AudioCodec codec, double hertz) throws Exception {
    AudioDecoder decoder = codec.decoder();
    short[] heard = new short[codec.sampleRate() / 2 + AudioDecoder.MAX_SAMPLES];
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    int at = 0;
    while (at < codec.sampleRate() / 2) {
      byte[] payload = client.receive().payload();
      int count = decoder.decode(payload, 0, payload.length, out);
      System.arraycopy(out, 0, heard, at, count);
      at += count;
    }
    return Tones.amplitude(heard, at / 4, at, hertz, codec.sampleRate());
  }

  private void hears(double hertz) throws Exception {
    double amplitude = hear(phone, AudioCodec.PCMU, hertz);
    assertTrue(amplitude > 1000, hertz + " Hz: " + amplitude);
  }

  private MediaLeg answered(LegType type) throws Exception {
    MediaLeg leg = engine.open(ANA, events);
    phone.learn(get(leg.createAnswer(type, phone.offer(), Optional.empty())));
    return leg;
  }

  @Test
  void aPhoneThatOffersHearsEachKindOfFile() throws Exception {
    MediaLeg leg = answered(play(TestFiles.OGG, 0));
    hears(600);
    events.awaitStatus("player playing");
    assertEquals(
        Map.of("transcoding", Map.of("from", "opus", "to", "PCMU")), events.awaitTypeInfo());
    get(leg.setType(wav(700)));
    hears(700);
    get(leg.setType(play(TestFiles.WEBM, 0)));
    hears(800);
    get(leg.setType(new LegType.Echo()));
    events.awaitStatus("player stopped");
    phone.send(0, 11);
    phone.receiveMark(11);
    get(leg.close());
  }

  @Test
  void aPhoneThatAnswersHearsTheFileAsItIs() throws Exception {
    try (RtpClient opus = new RtpClient(OPUS)) {
      MediaLeg leg = engine.open(ANA, events);
      get(
          leg.setAnswer(
              opus.answer(
                  get(leg.createOffer(play(TestFiles.OGG, 1), SdpKind.RTP, Optional.empty())))));
      assertTrue(hear(opus, AudioCodec.OPUS, 600) > 1000, "600 Hz");
      events.awaitStatus("player ended");
      for (PlayerAction action :
          List.of(new PlayerAction.Pause(), new PlayerAction.Stop(), new PlayerAction.GetInfo())) {
        assertTrue(refusal(leg.player(action)).is(Reason.NO_ACTIVE_PLAYER), action.toString());
      }
      get(leg.player(new PlayerAction.Start(play(TestFiles.OGG, 1).uri(), OptionalInt.of(1))));
      assertTrue(hear(opus, AudioCodec.OPUS, 600) > 1000, "600 Hz again");
      get(leg.close());
    }
  }

  @Test
  void thePlayerIsSteered() throws Exception {
    MediaLeg leg = answered(new LegType.Park());
    assertTrue(
        refusal(leg.player(new PlayerAction.Resume())).is(Reason.NO_ACTIVE_PLAYER), "none yet");
    LegType.Play wav = wav(700);
    assertEquals(Map.of(), get(leg.player(new PlayerAction.Start(wav.uri(), wav.loops()))));
    hears(700);
    assertEquals(
        Map.of(
            "duration", 3000L, "is_seekable", true, "first_position", 0L, "last_position", 3000L),
        get(leg.player(new PlayerAction.GetInfo())));
    get(leg.player(new PlayerAction.Pause()));
    events.awaitStatus("player paused");
    get(leg.player(new PlayerAction.SetPosition(Duration.ofMillis(2000))));
    assertEquals(2000L, get(leg.player(new PlayerAction.GetPosition())).get("position"));
    while (phone.receive(300).isPresent()) {
      // What was on its way.
    }
    get(leg.player(new PlayerAction.Resume()));
    events.awaitStatus("player playing");
    hears(700);
    get(leg.player(new PlayerAction.Stop()));
    events.awaitStatus("player stopped");
    while (phone.receive(300).isPresent()) {
      // What was on its way.
    }
    assertTrue(refusal(leg.player(new PlayerAction.Stop())).is(Reason.NO_ACTIVE_PLAYER));
    get(leg.close());
  }

  @Test
  void aFileThatCannotBePlayedLeavesTheLegAsItWas() throws Exception {
    MediaLeg leg = answered(wav(700));
    hears(700);
    for (String bad : List.of("missing.wav", "../nothing", ".")) {
      String uri = folder.resolve(bad).toUri().toString();
      Failure failure = refusal(leg.setType(new LegType.Play(uri, OptionalInt.empty())));
      assertTrue(failure.is(Reason.INVALID_URI), failure.toString());
      failure = refusal(leg.player(new PlayerAction.Start(uri, OptionalInt.empty())));
      assertTrue(failure.is(Reason.INVALID_URI), failure.toString());
    }
    hears(700);
    get(leg.close());
  }

  @Test
  void aLegThatIsJoinedStopsPlaying() throws Exception {
    MediaLeg leg = answered(wav(700));
    hears(700);
    try (RtpClient other = new RtpClient(PCMU)) {
      MediaLeg second = engine.open(new SessionId("bo"), new LegEvents());
      other.learn(
          get(second.createAnswer(new LegType.Bridge(ANA), other.offer(), Optional.empty())));
      events.awaitStatus("player stopped");
      other.send(0, 33);
      phone.receiveMark(33);
      assertTrue(refusal(leg.player(new PlayerAction.Pause())).is(Reason.NO_ACTIVE_PLAYER));
    }
  }

  @Test
  void aLegClosedWhileItsFileIsOpenedPlaysNothing() throws Exception {
    MediaLeg leg = answered(new LegType.Park());
    CompletionStage<Void> opening = leg.setType(wav(700));
    get(leg.close());
    try {
      get(opening);
    } catch (ExecutionException e) {
      assertTrue(((FailureException) e.getCause()).failure().is(Reason.SESSION_STOP));
    }
    assertTrue(phone.receive(300).isEmpty());
  }
}
