package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.net.MediaLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyMediaTest {

  private final EarlyMedia early = new EarlyMedia();
  private final List<Byte> heard = new ArrayList<>();

  private boolean hold(int mark) {
    byte[] buffer = {0, (byte) mark, 0};
    boolean kept = early.hold(null, buffer, 1, 1);
    buffer[1] = 99; // the loop's buffer is used for the next packet
    return kept;
  }

  private void release() {
    early.release(
        (path, data, off, len) -> {
          assertEquals(MediaLoop.HEADROOM, off);
          assertEquals(MediaLoop.TAILROOM, data.length - off - len);
          heard.add(data[off]);
        });
  }

  @Test
  void givesBackInOrderAndOnce() {
    assertTrue(hold(1));
    assertTrue(hold(2));
    release();
    release();
    assertEquals(List.of((byte) 1, (byte) 2), heard);
  }

  @Test
  void keepsSoMuchAndNoMore() {
    for (int i = 0; i < EarlyMedia.LIMIT; i++) {
      assertTrue(hold(i));
    }
    assertFalse(hold(50));
    release();
    assertEquals(EarlyMedia.LIMIT, heard.size());
  }

  @Test
  void forgetsWhatIsNotWantedAnyMore() {
    hold(1);
    early.clear();
    release();
    assertEquals(List.of(), heard);
  }
}
