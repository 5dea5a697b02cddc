package io.jackfield.media.embedded.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.relay.MediaKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read, finished or not. */
class RecordingsTest {
  private static final Recordings.Tracks SOUND =
      new Recordings.Tracks(Optional.of(8000), Optional.empty());
  private static final Recordings.Tracks BOTH =
      new Recordings.Tracks(Optional.of(48_000), Optional.of("vp8"));

  @TempDir private Path folder;

  /** The frames of the test film, through a writer. */
  private Path film(String name, boolean closed) throws Exception {
    try (MediaFile film = MediaFile.open(TestFiles.copy(folder, TestFiles.WEBM))) {
      Recordings.Begun begun = Recordings.begin(folder.resolve(name), BOTH);
      for (MediaFile.Frame frame : TestFiles.rest(film)) {
        if (film.tracks().get(frame.track()).kind() == MediaKind.AUDIO) {
          ((RecordingWriter.OpusSound) begun.writer()).opus(frame.data());
        } else if (begun.writer() instanceof RecordingWriter.Pictures pictures) {
          pictures.picture(frame.data(), frame.key(), frame.micros());
        }
      }
      if (closed) {
        begun.writer().close();
        begun.writer().close();
      }
      return begun.path();
    }
  }

  private static List<MediaFile.Frame> frames(Path path, MediaKind kind) throws Exception {
    try (MediaFile file = MediaFile.open(path)) {
      return TestFiles.rest(file).stream()
          .filter(f -> file.tracks().get(f.track()).kind() == kind)
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWebmFileHoldsWhatWasWritten(boolean closed) throws Exception {
    Path path = film("film.webm", closed);
    Path model = folder.resolve(TestFiles.WEBM);
    for (MediaKind kind : MediaKind.values()) {
      List<MediaFile.Frame> wanted = frames(model, kind);
      List<MediaFile.Frame> got = frames(path, kind);
      assertTrue(got.size() >= (closed ? wanted.size() : wanted.size() / 2 - 2), kind + "");
      for (int i = 0; i < got.size(); i++) {
        assertArrayEquals(wanted.get(i).data(), got.get(i).data());
        assertEquals(wanted.get(i).key(), got.get(i).key());
        assertEquals(wanted.get(i).micros(), got.get(i).micros(), 21_000, kind + " " + i);
      }
    }
    try (MediaFile file = MediaFile.open(path)) {
      assertLength(closed, file.duration());
      assertEquals(0, file.seek(0));
    }
    String hex = HexFormat.of().formatHex(Files.readAllBytes(path));
    assertTrue(hex.contains("b0100000020080ba100000020060"), "128 x 96 pixels");
  }

  private static void assertLength(boolean closed, long micros) {
    assertTrue(micros >= (closed ? 1_999_000 : 900_000) && micros <= 2_100_000, micros + "");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOggFileHoldsWhatWasWritten(boolean closed) throws Exception {
    Path path = film("film.ogg", closed);
    try (MediaFile file = MediaFile.open(path)) {
      List<MediaFile.Frame> frames = TestFiles.rest(file);
      assertTrue(frames.size() >= (closed ? 101 : 49), frames.size() + " frames");
      assertTrue(TestFiles.amplitude(file, frames, 800) > 1000, "800 Hz");
      assertLength(closed, file.duration());
    }
    byte[] bytes = Files.readAllBytes(path);
    assertEquals(closed, (bytes[lastPage(bytes) + 5] & 4) != 0, "the last page says so");
  }

  private static int lastPage(byte[] bytes) {
    int at = -1;
    for (int i = 0; i + 4 < bytes.length; i++) {
      if (bytes[i] == 'O' && bytes[i + 1] == 'g' && bytes[i + 2] == 'g' && bytes[i + 3] == 'S') {
        at = i;
      }
    }
    return at;
  }

  /** The check sums of ffmpeg's pages are found with our rule. */
  @Test
  void thePagesOfAnOggFileHaveTheirCheckSum() throws Exception {
    Path again = folder.resolve("again.ogg");
    Path model = TestFiles.copy(folder, TestFiles.OGG);
    try (MediaFile file = MediaFile.open(model)) {
      Recordings.Begun begun = Recordings.begin(again, SOUND);
      for (MediaFile.Frame frame : TestFiles.rest(file)) {
        ((RecordingWriter.OpusSound) begun.writer()).opus(frame.data());
      }
      begun.writer().close();
    }
    for (Path path : List.of(model, again)) {
      byte[] bytes = Files.readAllBytes(path);
      int pages = 0;
      for (int at = 0; at < bytes.length; pages++) {
        int laces = bytes[at + 26] & 255;
        int length = 27 + laces;
        for (int i = 0; i < laces; i++) {
          length += bytes[at + 27 + i] & 255;
        }
        byte[] page = Arrays.copyOfRange(bytes, at, at + length);
        int said = page[22] & 255 | (page[23] & 255) << 8 | (page[24] & 255) << 16 | page[25] << 24;
        Arrays.fill(page, 22, 26, (byte) 0);
        assertEquals(crc(page), said, path + " at " + at);
        at += length;
      }
      assertTrue(pages >= 3);
    }
  }

  /** Bit by bit, as RFC 3533 6 says. */
  private static int crc(byte[] data) {
    int crc = 0;
    for (byte b : data) {
      crc ^= b << 24;
      for (int i = 0; i < 8; i++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
      }
    }
    return crc;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWavFileIsRightAfterEachSecond(boolean closed) throws Exception {
    Recordings.Begun begun = Recordings.begin(folder.resolve("a.wav"), SOUND);
    RecordingWriter.LinearSound out = (RecordingWriter.LinearSound) begun.writer();
    for (int i = 0; i < 125; i++) {
      out.samples(Tones.tone(500, 8000, 160, 160 * i), 160);
    }
    if (closed) {
      out.close();
    }
    try (MediaFile file = MediaFile.open(begun.path())) {
      assertEquals(closed ? 2_500_000 : 2_000_000, file.duration());
      assertTrue(TestFiles.amplitude(file, TestFiles.rest(file), 500) > 9000, "500 Hz");
    }
    assertEquals(
        Files.size(begun.path()) - 44,
        Files.readAllBytes(begun.path())[41] << 8 & 0xff00
            | Files.readAllBytes(begun.path())[40] & 255,
        "the header");
  }

  @Test
  void noFileIsWrittenOver() throws Exception {
    Path path = folder.resolve("sub/deep/a.wav");
    for (String name : List.of("a.wav", "a-1.wav", "a-2.wav")) {
      Recordings.Begun begun = Recordings.begin(path, SOUND);
      assertEquals(name, begun.path().getFileName().toString());
      begun.writer().close();
    }
  }

  @Test
  void whatCannotBeWrittenIsRefused() throws Exception {
    assertEquals(
        "recordings are .webm, .ogg or .wav",
        assertThrows(IOException.class, () -> Recordings.begin(folder.resolve("a.mp4"), SOUND))
            .getMessage());
    Path file = Files.write(folder.resolve("file"), new byte[1]);
    assertThrows(IOException.class, () -> Recordings.begin(file.resolve("a.wav"), SOUND));
    assertThrows(IOException.class, () -> Recordings.begin(Path.of("/proc/none/a.webm"), SOUND));
  }
}
