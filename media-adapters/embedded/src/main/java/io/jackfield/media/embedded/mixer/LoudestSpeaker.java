package io.jackfield.media.embedded.mixer;

import java.util.List;
import java.util.Objects;

/**
 * Decides who of a conference is seen. A cough changes nothing: who is to be seen must be the
 * loudest for a while, clearly louder than the one before, and that one must have been seen for a
 * while. Time is counted in ticks of 20 ms.
 */
final class LoudestSpeaker {

  /** How loud one member has been of late. */
  static final class Voice {
    private float level;

    /**
     * Takes the loudness of one tick.
     *
     * @param loudness root mean square of the samples, 0 to 32768
     */
    void hear(int loudness) {
      level += (loudness - level) * SMOOTHING;
    }
  }

  /** A time constant of 200 ms: longer than a syllable, shorter than a sentence. */
  private static final float SMOOTHING = 0.1f;

  /** Ticks somebody must be the loudest. */
  static final int CHALLENGE = 20;

  /** Ticks somebody is seen at least. */
  static final int HOLD = 75;

  /** 40 dB below full scale; less is no speech. */
  private static final int SPEECH = 300;

  /** 3.5 dB. */
  private static final float CLEARLY = 1.5f;

  private Voice current;
  private Voice previous;
  private Voice challenger;
  private int challenged;
  private int held;

  /**
   * A tick has passed.
   *
   * @param voices all who can be seen, in the order they came
   * @return whether somebody else is to be seen, by the others or by the one who is seen
   */
  boolean tick(List<Voice> voices) {
    Voice before = current;
    Voice beforeThat = previous;
    held++;
    if (!voices.contains(previous)) {
      previous = null;
    }
    if (!voices.contains(current)) {
      current = null;
      show(successor(voices));
    }
    Voice loudest = loudest(voices);
    if (loudest == null || loudest == current || !beats(loudest)) {
      challenger = null;
    } else if (loudest != challenger) {
      challenger = loudest;
      challenged = 1;
    } else if (++challenged >= CHALLENGE && held >= HOLD) {
      show(loudest);
    }
    if (previous == null) {
      // Whoever is seen looks at somebody too.
      previous = voices.stream().filter(v -> v != current).findFirst().orElse(null);
    }
    return !Objects.equals(before, current) || !Objects.equals(beforeThat, previous);
  }

  private Voice successor(List<Voice> voices) {
    Voice loudest = loudest(voices);
    if (loudest != null) {
      return loudest;
    }
    return previous != null || voices.isEmpty() ? previous : voices.get(0);
  }

  private static Voice loudest(List<Voice> voices) {
    Voice loudest = null;
    for (Voice voice : voices) {
      if (voice.level >= SPEECH && (loudest == null || voice.level > loudest.level)) {
        loudest = voice;
      }
    }
    return loudest;
  }

  private boolean beats(Voice voice) {
    return current == null || voice.level > current.level * CLEARLY;
  }

  private void show(Voice voice) {
    if (current != null) {
      previous = current;
    } else if (previous == voice) {
      previous = null;
    }
    current = voice;
    challenger = null;
    held = 0;
  }

  /** Whom all others see; null when nobody can be seen. */
  Voice current() {
    return current;
  }

  /** Whom the one who is seen sees; null when there is nobody else. */
  Voice previous() {
    return previous;
  }
}
