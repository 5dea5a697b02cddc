package io.jackfield.signaling.verto.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The speed test (verto.md, "Messages"; recording verto-login-ok). */
class SpeedTestTest {

  private final VertoWorld world = new VertoWorld();
  private FakeSocket socket;

  @BeforeEach
  void login() {
    socket = world.login("1000");
    socket.frames.clear();
  }

  private void upload(int frames, int dots) {
    for (int i = 0; i < frames; i++) {
      socket.say("#SPB " + ".".repeat(dots));
    }
  }

  /** FreeSWITCH's own client sends 1023 dots a frame, others 1024. */
  @ParameterizedTest
  @ValueSource(ints = {1023, 1024})
  void tenTimesAsMuchComesBack(int dots) {
    socket.say("#SPU 262144");
    upload(256, dots);
    assertEquals(List.of(), socket.frames);
    socket.say("#SPE");
    assertEquals("#SPU 0", socket.frames.get(0));
    assertEquals("#SPD 0", socket.frames.get(socket.frames.size() - 1));
    List<String> data = socket.frames.subList(1, socket.frames.size() - 1);
    assertEquals(2_560, data.size());
    assertTrue(data.stream().allMatch(f -> f.length() == 1024 && f.startsWith("#SPB")));
    assertTrue(socket.isOpen());
  }

  @Test
  void theRecordedOneOfAKibibyte() {
    socket.say("#SPU 1024");
    upload(1, 1022);
    socket.say("#SPE");
    assertEquals(12, socket.frames.size());
    socket.say("#SPU 1024");
    upload(1, 1022);
    socket.say("#SPE");
    assertEquals(24, socket.frames.size());
  }

  @Test
  void aLargerAnnouncementIsRefused() {
    socket.say("#SPU 262145");
    assertFalse(socket.isOpen());
  }

  @Test
  void lessThanAnnouncedEndsTheSocket() {
    socket.say("#SPU 262144");
    upload(200, 1024);
    socket.say("#SPE");
    assertFalse(socket.isOpen());
  }

  @Test
  void moreThanAnnouncedEndsTheSocket() {
    socket.say("#SPU 4096");
    upload(7, 1024);
    assertFalse(socket.isOpen());
  }

  @ParameterizedTest
  @ValueSource(strings = {"#SPB ....", "#SPE", "#SPU", "#SPU x", "#SPU -1", "#SPU 0", "#SPX"})
  void framesOutOfPlaceEndTheSocket(String frame) {
    socket.say(frame);
    assertFalse(socket.isOpen());
  }

  @Test
  void thereIsNoneBeforeLogin() {
    FakeSocket stranger = world.connect();
    stranger.say("#SPU 1024");
    assertFalse(stranger.isOpen());
  }
}
