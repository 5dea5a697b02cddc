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
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.file.MediaFile;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What phones say, in files. Phones that speak faster than time: the clock does not matter here.
 */
@Timeout(120)
class EmbeddedRecorderTest {
  private static final Codec PCMU = Codec.of(0, "PCMU", 8000);
  private static final Codec OPUS = Codec.of(111, "opus", 48000, 2, "minptime=10");
  private static final SessionId ANA = new SessionId("ana");
  private static final int FRAMES = 60;

  @TempDir private Path folder;
  private EmbeddedEngine engine;
  private final LegEvents events = new LegEvents();

  @BeforeEach
  void open() throws Exception {
    engine =
        EmbeddedEngine.open(
            EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 29800, 29899));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Failure refusal(CompletionStage<?> stage) {
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(stage));
    return ((FailureException) e.getCause()).failure();
  }

  private MediaLeg echo(RtpClient client) throws Exception {
    MediaLeg leg = engine.open(ANA, events);
    client.learn(get(leg.createAnswer(new LegType.Echo(), client.offer(), Optional.empty())));
    return leg;
  }

  private Path start(MediaLeg leg, String name) throws Exception {
    Map<String, Object> reply =
        get(leg.recorder(new RecorderAction.Start(folder.resolve(name).toUri())));
    return Path.of(URI.create((String) reply.get("uri")));
  }

  /** A tone, each packet heard back before the next: then the tap has it too. */
  private static void speak(RtpClient client, AudioCodec codec, int type, double hertz)
      throws Exception {
    int rate = codec.sampleRate();
    int frame = rate / 50;
    AudioEncoder encoder = codec.encoder(rate);
    byte[] payload = new byte[1300];
    for (int i = 0; i < FRAMES; i++) {
      int size = encoder.encode(Tones.tone(hertz, rate, frame, i * frame), frame, payload, 0);
      client.send(type, Arrays.copyOf(payload, size), codec.clockRate() / 50);
      client.receive();
    }
  }

  private static double amplitude(Path path, double hertz) throws Exception {
    try (MediaFile file = MediaFile.open(path)) {
      MediaFile.Track track = file.tracks().get(0);
      AudioCodec codec = AudioCodec.of(track.encoding()).orElseThrow();
      AudioDecoder decoder = codec.decoder();
      int rate = codec == AudioCodec.L16 ? track.clockRate() : codec.sampleRate();
      short[] all = new short[rate * 30];
      short[] out = new short[AudioDecoder.MAX_SAMPLES];
      int at = 0;
      double most = 0;
      for (Optional<MediaFile.Frame> f = file.next(); f.isPresent(); f = file.next()) {
        int count = decoder.decode(f.get().data(), 0, f.get().data().length, out);
        System.arraycopy(out, 0, all, at, count);
        at += count;
      }
      // The loudest half second: there may be silence around it.
      for (int from = 0; from + rate / 2 <= at; from += rate / 10) {
        most = Math.max(most, Tones.amplitude(all, from, from + rate / 2, hertz, rate));
      }
      return most;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PCMU,0,wav,l16",
    "PCMU,0,ogg,opus",
    "PCMU,0,webm,opus",
    "OPUS,111,ogg,opus",
    "OPUS,111,webm,opus",
    "OPUS,111,wav,l16"
  })
  void whatAPhoneSaysIsInTheFile(AudioCodec codec, int type, String container, String encoding)
      throws Exception {
    try (RtpClient phone = new RtpClient(codec == AudioCodec.OPUS ? OPUS : PCMU)) {
      MediaLeg leg = echo(phone);
      Path path = start(leg, "a." + container);
      assertEquals(folder.resolve("a." + container), path);
      events.awaitStatus("recorder started");
      speak(phone, codec, type, 1000);
      assertEquals(Map.of(), get(leg.recorder(new RecorderAction.Stop())));
      events.awaitStatus("recorder stopped");
      try (MediaFile file = MediaFile.open(path)) {
        assertEquals(encoding, file.tracks().get(0).encoding());
      }
      assertTrue(amplitude(path, 1000) > 6000, "1000 Hz: " + amplitude(path, 1000));
      assertTrue(refusal(leg.recorder(new RecorderAction.Stop())).is(Reason.NO_ACTIVE_RECORDER));
      get(leg.close());
    }
  }

  @Test
  void aStartEndsTheFileBeforeAndPausesAreTold() throws Exception {
    try (RtpClient phone = new RtpClient(PCMU)) {
      MediaLeg leg = echo(phone);
      Path first = start(leg, "a.wav");
      speak(phone, AudioCodec.PCMU, 0, 800);
      Path second = start(leg, "a.wav");
      assertEquals("a-1.wav", second.getFileName().toString(), "nothing is written over");
      events.awaitStatus("recorder started");
      events.awaitStatus("recorder stopped");
      events.awaitStatus("recorder started");
      assertTrue(amplitude(first, 800) > 6000);
      get(leg.recorder(new RecorderAction.Pause()));
      events.awaitStatus("recorder paused");
      speak(phone, AudioCodec.PCMU, 0, 1700);
      get(leg.recorder(new RecorderAction.Resume()));
      events.awaitStatus("recorder resumed");
      speak(phone, AudioCodec.PCMU, 0, 600);
      get(leg.close());
      assertTrue(amplitude(second, 600) > 6000, "closed with the leg");
      assertTrue(amplitude(second, 1700) < 1500, "nothing of the pause");
    }
  }

  @Test
  void aFileThatCannotBeMadeLeavesTheLegAndTheRecordingAsTheyWere() throws Exception {
    try (RtpClient phone = new RtpClient(PCMU)) {
      MediaLeg leg = echo(phone);
      Path good = start(leg, "a.wav");
      Path file = Files.write(folder.resolve("file"), new byte[1]);
      for (URI bad :
          List.of(
              URI.create("file:///proc/none/a.wav"),
              file.resolve("a.wav").toUri(),
              folder.resolve("a.mp4").toUri(),
              URI.create("http://example.org/a.wav"))) {
        Failure failure = refusal(leg.recorder(new RecorderAction.Start(bad)));
        assertTrue(failure.is(Reason.INVALID_URI), bad + ": " + failure);
      }
      speak(phone, AudioCodec.PCMU, 0, 800);
      get(leg.recorder(new RecorderAction.Stop()));
      assertTrue(amplitude(good, 800) > 6000);
      get(leg.close());
    }
  }

  @Test
  void aRecordingGoesOnThroughChangesOfType() throws Exception {
    try (RtpClient phone = new RtpClient(PCMU);
        RtpClient other = new RtpClient(PCMU)) {
      MediaLeg leg = echo(phone);
      Path path = start(leg, "a.ogg");
      speak(phone, AudioCodec.PCMU, 0, 600);
      MediaLeg second = engine.open(new SessionId("bo"), new LegEvents());
      other.learn(
          get(second.createAnswer(new LegType.Bridge(ANA), other.offer(), Optional.empty())));
      phone.send(0, 33);
      other.receiveMark(33);
      get(leg.setType(new LegType.Echo()));
      speak(phone, AudioCodec.PCMU, 0, 900);
      get(leg.recorder(new RecorderAction.Stop()));
      assertTrue(amplitude(path, 600) > 6000);
      assertTrue(amplitude(path, 900) > 6000);
    }
  }

  @Test
  void theEndOfTheEngineCompletesWhatIsRecorded() throws Exception {
    try (RtpClient phone = new RtpClient(PCMU)) {
      MediaLeg leg = engine.open(ANA, events);
      get(
          leg.setAnswer(
              phone.answer(
                  get(leg.createOffer(new LegType.Echo(), SdpKind.RTP, Optional.empty())))));
      Path path = start(leg, "a.wav");
      speak(phone, AudioCodec.PCMU, 0, 600);
      engine.close();
      assertTrue(amplitude(path, 600) > 6000);
    }
  }
}
