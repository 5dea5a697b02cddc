package io.jackfield.media.embedded.mixer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is seen, tick by tick. */
class LoudestSpeakerTest {
  private static final int LOUD = 3000;
  private static final int SECOND = 50;

  private final LoudestSpeaker loudest = new LoudestSpeaker();
  private final LoudestSpeaker.Voice ana = new LoudestSpeaker.Voice();
  private final LoudestSpeaker.Voice bo = new LoudestSpeaker.Voice();
  private final LoudestSpeaker.Voice cy = new LoudestSpeaker.Voice();
  private final List<LoudestSpeaker.Voice> present = new ArrayList<>(List.of(ana, bo, cy));

  /** Lets these speak for a while; says how often the choice changed. */
  private int speak(int ticks, LoudestSpeaker.Voice... speakers) {
    int changes = 0;
    List<LoudestSpeaker.Voice> loud = List.of(speakers);
    for (int i = 0; i < ticks; i++) {
      present.forEach(v -> v.hear(loud.contains(v) ? LOUD : 0));
      changes += loudest.tick(present) ? 1 : 0;
    }
    return changes;
  }

  @Test
  void nobodyIsSeenWhereNobodyCanBe() {
    present.clear();
    assertFalse(loudest.tick(present));
    assertNull(loudest.current());
    assertNull(loudest.previous());
  }

  @Test
  void whoComesFirstIsSeenUntilSomebodySpeaks() {
    assertTrue(loudest.tick(present));
    assertSame(ana, loudest.current());
    assertSame(bo, loudest.previous());
    speak(4 * SECOND, cy);
    assertSame(cy, loudest.current());
    assertSame(ana, loudest.previous(), "who speaks goes on seeing whom all saw before");
  }

  @Test
  void aCoughChangesNothing() {
    speak(4 * SECOND, ana);
    speak(LoudestSpeaker.CHALLENGE / 2, bo);
    speak(SECOND, ana);
    assertSame(ana, loudest.current());
  }

  @Test
  void anInterruptionOfEqualLoudnessChangesNothing() {
    speak(4 * SECOND, ana);
    assertEquals(0, speak(4 * SECOND, ana, bo));
    assertSame(ana, loudest.current());
  }

  @Test
  void whoFallsSilentIsReplacedByWhoSpeaks() {
    speak(4 * SECOND, ana);
    assertEquals(1, speak(2 * SECOND, bo));
    assertSame(bo, loudest.current());
    assertSame(ana, loudest.previous());
    assertEquals(0, speak(10 * SECOND), "in silence nothing changes");
  }

  @Test
  void nobodyIsReplacedBeforeAWhile() {
    speak(4 * SECOND, ana);
    speak(2 * SECOND, bo);
    speak(LoudestSpeaker.CHALLENGE + 5, cy);
    assertSame(bo, loudest.current(), "seen too short");
    speak(2 * SECOND, cy);
    assertSame(cy, loudest.current());
  }

  @Test
  void whoLeavesIsReplacedAtOnce() {
    speak(4 * SECOND, ana);
    speak(4 * SECOND, bo);
    present.remove(bo);
    assertTrue(loudest.tick(present));
    assertSame(ana, loudest.current(), "whom all saw before");
    assertSame(cy, loudest.previous());
    present.remove(cy);
    assertTrue(loudest.tick(present));
    assertNull(loudest.previous(), "nobody sees herself");
    present.remove(ana);
    assertTrue(loudest.tick(present));
    assertNull(loudest.current());
  }
}
