package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NettyLoopTest {

  private static final long SEED = 195;

  @Test
  void timersEndOnABeatNeverEarlyAndLessThanABeatLate() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      // The clock may stand anywhere, below zero too.
      long now = random.nextLong() >> 2;
      long delay = 1 + random.nextLong(60_000_000_000L);
      long wait = NettyLoop.onBeat(now, delay);
      assertTrue(wait >= delay && wait < delay + NettyLoop.BEAT_NANOS, now + " " + delay);
      assertEquals(0, Math.floorMod(now + wait, NettyLoop.BEAT_NANOS), now + " " + delay);
    }
  }

  @Test
  void whatIsDueAtOnceDoesNotWait() {
    assertEquals(0, NettyLoop.onBeat(12_345, 0));
    assertEquals(0, NettyLoop.onBeat(12_345, -1));
  }
}
