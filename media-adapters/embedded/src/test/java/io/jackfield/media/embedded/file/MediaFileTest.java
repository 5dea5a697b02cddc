package io.jackfield.media.embedded.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.relay.MediaKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are played. Those of the resources are ffmpeg's. */
@Timeout(120)
class MediaFileTest {
  @TempDir private Path folder;

  private static void assertNear(long wanted, long got, long tolerance) {
    assertTrue(Math.abs(wanted - got) <= tolerance, got + " instead of " + wanted);
  }

  @ParameterizedTest
  @CsvSource({"8000,1", "16000,2", "22050,1", "44100,2", "48000,1"})
  void aWavFileIsOneChannelOfItsSamples(int rate, int channels) throws Exception {
    Path path = TestFiles.wav(folder.resolve("a.wav"), 700, rate, channels, 1000);
    try (MediaFile file = MediaFile.open(path)) {
      assertEquals(List.of(new MediaFile.Track(MediaKind.AUDIO, "l16", rate, 1)), file.tracks());
      assertEquals(1_000_000, file.duration());
      List<MediaFile.Frame> frames = TestFiles.rest(file);
      assertTrue(TestFiles.amplitude(file, frames, 700) > 9000, "700 Hz");
      assertTrue(frames.stream().allMatch(f -> f.data().length <= 1300), "fit into packets");
      long end = file.seek(500_000);
      assertNear(500_000, end, 20_000);
      assertEquals(end, file.next().orElseThrow().micros());
    }
  }

  @Test
  void aWavFileOfG711IsPlayedAsItIs() throws Exception {
    byte[] data = new byte[8000];
    Arrays.fill(data, (byte) 0x55);
    Path path = Files.write(folder.resolve("a.wav"), TestFiles.riff(6, 1, 8000, 8, data, 8000));
    try (MediaFile file = MediaFile.open(path)) {
      assertEquals("pcma", file.tracks().get(0).encoding());
      List<MediaFile.Frame> frames = TestFiles.rest(file);
      assertEquals(50, frames.size());
      assertEquals(160, frames.get(7).data().length);
      assertEquals(140_000, frames.get(7).micros());
    }
  }

  @Test
  void anOggFileGivesItsPacketsWithTheirTimes() throws Exception {
    try (MediaFile file = MediaFile.open(TestFiles.copy(folder, TestFiles.OGG))) {
      assertEquals("opus", file.tracks().get(0).encoding());
      assertNear(1_506_500, file.duration(), 21_000);
      List<MediaFile.Frame> frames = TestFiles.rest(file);
      for (int i = 0; i < frames.size(); i++) {
        assertEquals(20_000L * i, frames.get(i).micros());
      }
      assertTrue(TestFiles.amplitude(file, frames, 600) > 1000, "600 Hz");
      assertEquals(740_000, file.seek(730_000));
      assertEquals(740_000, file.next().orElseThrow().micros());
      assertEquals(0, file.seek(0));
      assertEquals(frames.size(), TestFiles.rest(file).size());
    }
  }

  @Test
  void aWebmFileGivesSoundAndPictures() throws Exception {
    try (MediaFile file = MediaFile.open(TestFiles.copy(folder, TestFiles.WEBM))) {
      assertEquals(
          List.of("opus", "vp8"), file.tracks().stream().map(t -> t.encoding()).sorted().toList());
      assertNear(2_008_000, file.duration(), 21_000);
      List<MediaFile.Frame> frames = TestFiles.rest(file);
      int audio = file.tracks().get(0).kind() == MediaKind.AUDIO ? 0 : 1;
      List<MediaFile.Frame> sound =
          frames.stream().filter(f -> f.track() == audio).collect(Collectors.toList());
      for (int i = 1; i < sound.size(); i++) {
        assertEquals(20_000, sound.get(i).micros() - sound.get(i - 1).micros(), "no rounding");
      }
      assertTrue(TestFiles.amplitude(file, sound, 800) > 1000, "800 Hz");
      List<MediaFile.Frame> pictures = frames.stream().filter(f -> f.track() != audio).toList();
      assertEquals(20, pictures.size());
      assertTrue(pictures.get(0).key() && pictures.get(10).key() && !pictures.get(1).key());
    }
  }

  @Test
  void aSeekGoesToTheKeyFrameBefore() throws Exception {
    try (MediaFile file = MediaFile.open(TestFiles.copy(folder, TestFiles.WEBM))) {
      assertNear(1_000_000, file.seek(1_700_000), 20_000);
      MediaFile.Frame first = file.next().orElseThrow();
      assertTrue(first.key() && file.tracks().get(first.track()).kind() == MediaKind.VIDEO);
      assertNear(0, file.seek(300_000), 20_000);
      file.seek(60_000_000);
      file.seek(0);
      assertEquals(0, file.next().orElseThrow().micros());
    }
  }

  /** What a killed recorder leaves. */
  @ParameterizedTest
  @ValueSource(strings = {TestFiles.OGG, TestFiles.WEBM})
  void aFileThatWasCutOffIsPlayedUpToThere(String name) throws Exception {
    Path path = TestFiles.copy(folder, name);
    int length = (int) Files.size(path);
    int whole;
    try (MediaFile file = MediaFile.open(path)) {
      whole = TestFiles.rest(file).size();
    }
    try (MediaFile file = MediaFile.open(TestFiles.cut(path, length * 9 / 10))) {
      int frames = TestFiles.rest(file).size();
      assertTrue(frames >= whole / 3 && frames < whole, frames + " of " + whole);
    }
  }

  @Test
  void aWavFileWhoseHeaderSaysTooMuchOrNothingIsPlayedToItsEnd() throws Exception {
    for (int said : new int[] {0, -1, Integer.MAX_VALUE}) {
      Path path =
          Files.write(
              folder.resolve("a.wav"), TestFiles.riff(1, 1, 8000, 16, new byte[16_000], said));
      try (MediaFile file = MediaFile.open(path)) {
        assertEquals(1_000_000, file.duration());
        assertEquals(50, TestFiles.rest(file).size());
      }
    }
  }

  private String refusal(byte[] content) throws IOException {
    Path path = Files.write(folder.resolve("x"), content);
    return assertThrows(IOException.class, () -> MediaFile.open(path)).getMessage();
  }

  @Test
  void whatIsNotPlayedIsRefusedWithWhatIs() throws Exception {
    assertEquals("not a WAV, Ogg Opus or WebM file", refusal(new byte[0]));
    assertEquals(
        "not a WAV, Ogg Opus or WebM file",
        refusal("ID3 some music".getBytes(StandardCharsets.US_ASCII)));
    assertTrue(
        refusal(TestFiles.riff(3, 1, 8000, 32, new byte[64], 64)).contains("PCM of 8 or 16"));
    assertTrue(refusal(TestFiles.riff(1, 0, 8000, 16, new byte[64], 64)).contains("0 channels"));
    assertTrue(refusal(TestFiles.riff(1, 1, 47_999, 16, new byte[64], 64)).contains("47999 Hz"));
    assertTrue(refusal(TestFiles.riff(7, 2, 8000, 8, new byte[64], 64)).contains("mono G.711"));
    byte[] vorbis = TestFiles.bytes(TestFiles.OGG);
    vorbis[28] = 'X';
    assertEquals("Ogg, but not Opus", refusal(vorbis));
    String webm = new String(TestFiles.bytes(TestFiles.WEBM), StandardCharsets.ISO_8859_1);
    String other = webm.replace("A_OPUS", "A_AC-3").replace("V_VP8", "V_XYZ");
    assertEquals(
        "WebM without a track of Opus, VP8 or VP9; it has A_AC?3 V_XYZ",
        refusal(other.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertEquals("no such file", message(folder.resolve("nothing")));
    assertEquals("not a regular file", message(folder));
    assertEquals("not a regular file", message(Path.of("/dev/zero")));
  }

  private static String message(Path path) {
    return assertThrows(IOException.class, () -> MediaFile.open(path)).getMessage();
  }

  /** Any byte may be anything: it ends, soon, in frames or in a refusal. */
  @ParameterizedTest
  @ValueSource(strings = {TestFiles.OGG, TestFiles.WEBM, "tone.wav"})
  void aDamagedFileEndsInFramesOrARefusal(String name) throws Exception {
    TestFiles.wav(folder.resolve("tone.wav"), 500, 8000, 1, 300);
    byte[] good =
        name.equals("tone.wav") ? Files.readAllBytes(folder.resolve(name)) : TestFiles.bytes(name);
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      byte[] bad = good.clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        // Headers decide most, so most changes go there.
        int range = random.nextInt(3) == 0 ? bad.length : Math.min(bad.length, 500);
        bad[random.nextInt(range)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(3) == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      }
      Path path = Files.write(folder.resolve("bad"), bad);
      refused += assertTimeoutPreemptively(Duration.ofSeconds(20), () -> tryFile(path), "ends");
    }
    assertTrue(refused > 0 && refused < 600, refused + " refused");
  }

  private static int tryFile(Path path) throws IOException {
    try (MediaFile file = MediaFile.open(path)) {
      TestFiles.rest(file);
      assertTrue(file.duration() >= 0);
      file.seek(700_000);
      file.next();
      return 0;
    } catch (IOException e) {
      return 1;
    }
  }
}
