package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RewriterTest {

  private final Rewriter rewriter = new Rewriter(100, 5000);
  private long now = 1;

  private int map(int ssrc, int sequence, int timestamp) {
    now += 20_000_000;
    assertTrue(rewriter.map(ssrc, sequence, timestamp, 8000, now));
    return rewriter.sequence();
  }

  @Test
  void beginsWithItsOwnNumbersAndKeepsGaps() {
    assertEquals(100, map(1, 60000, 90));
    assertEquals(5000, rewriter.timestamp());
    assertTrue(rewriter.fresh());
    assertEquals(103, map(1, 60003, 570));
    assertEquals(5480, rewriter.timestamp());
    assertEquals(102, map(1, 60002, 410));
    assertFalse(rewriter.fresh());
  }

  @Test
  void anotherSourceGoesOnWhereTheLastEnded() {
    map(1, 10, 0);
    map(1, 11, 160);
    assertEquals(102, map(2, 40000, 99999));
    assertTrue(rewriter.fresh());
    assertEquals(5320, rewriter.timestamp());
  }

  @Test
  void aSkippedPacketLeavesNoGap() {
    map(1, 10, 0);
    rewriter.skip(1, 11);
    rewriter.skip(1, 12);
    assertEquals(101, map(1, 13, 480));
    assertFalse(rewriter.map(1, 12, 320, 8000, now), "its place is gone");
  }

  @Test
  void anInsertedPacketTakesAPlace() {
    map(1, 10, 0);
    assertEquals(101, rewriter.insert(5100, now));
    assertEquals(102, map(1, 11, 160));
  }

  @Test
  void numbersAreNeverUsedTwiceWhateverComes() {
    Random random = new Random(11);
    Set<Integer> used = new HashSet<>();
    Set<Long> seen = new HashSet<>();
    int sequence = 0;
    int ssrc = 1;
    for (int i = 0; i < 20000; i++) {
      int kind = random.nextInt(100);
      sequence += random.nextInt(3);
      if (kind == 0) {
        ssrc++;
        sequence = random.nextInt(60000);
      }
      int in = (sequence - random.nextInt(5)) & 0xffff;
      now += 1_000_000;
      if (!seen.add((long) ssrc << 16 | in)) {
        continue;
      }
      if (kind < 20) {
        rewriter.skip(ssrc, in);
      } else if (kind < 22) {
        assertTrue(used.add(rewriter.insert(0, now)));
      } else if (rewriter.map(ssrc, in, in * 160, 8000, now)) {
        assertTrue(used.add(rewriter.sequence()), "step " + i);
      }
      if (used.size() > 3000) {
        used.clear();
        rewriter.unsync();
        ssrc++;
      }
    }
  }
}
