package io.jackfield.media.embedded.codec;

/** Tones to send, and how much of a tone is in what came. */
public final class Tones {
  private Tones() {}

  /**
   * A sine wave.
   *
   * @param hertz its frequency
   * @param rate samples a second
   * @param count how many samples
   * @param from index of the first, so that frames fit together
   * @return samples with an amplitude of 10000
   */
  public static short[] tone(double hertz, int rate, int count, int from) {
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * (from + i) / rate));
    }
    return samples;
  }

  /**
   * Amplitude of a tone (Goertzel's algorithm).
   *
   * @param samples what came
   * @param from index of the first sample that counts
   * @param to index behind the last
   * @param hertz frequency looked for
   * @param rate samples a second
   * @return about 10000 for the whole tone, near 0 without it
   */
  public static double amplitude(short[] samples, int from, int to, double hertz, int rate) {
    double cosine = 0;
    double sine = 0;
    for (int i = from; i < to; i++) {
      double angle = 2 * Math.PI * hertz * i / rate;
      cosine += samples[i] * Math.cos(angle);
      sine += samples[i] * Math.sin(angle);
    }
    return 2 * Math.hypot(cosine, sine) / (to - from);
  }
}
