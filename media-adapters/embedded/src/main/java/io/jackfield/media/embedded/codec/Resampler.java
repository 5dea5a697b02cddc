package io.jackfield.media.embedded.codec;

/**
 * Changes the rate of a stream of samples by a polyphase low-pass filter (Blackman-windowed sinc):
 * flat up to nine tenths of the narrower band, aliases at least 60 dB down.
 */
public final class Resampler {

  /** Input samples on either side of an output sample, at the narrower of the two rates. */
  private static final int REACH = 24;

  private final int up;
  private final int down;
  private final int taps;
  private final float[][] phases;
  private final float[] history;
  private int filled;
  private long phase;

  /**
   * A resampler at rest.
   *
   * @param from rate of what comes in, Hz
   * @param to rate of what goes out, Hz
   */
  public Resampler(int from, int to) {
    int divisor = gcd(from, to);
    up = to / divisor;
    down = from / divisor;
    double narrow = Math.min(1.0, (double) to / from);
    taps = 2 * (int) Math.ceil(REACH / narrow);
    double cutoff = narrow * 0.92;
    phases = new float[up][taps];
    for (int p = 0; p < up; p++) {
      double sum = 0;
      for (int t = 0; t < taps; t++) {
        double x = t - taps / 2.0 + 1 - (double) p / up;
        double w = x / (taps / 2.0);
        double window =
            Math.abs(w) >= 1
                ? 0
                : 0.42 + 0.5 * Math.cos(Math.PI * w) + 0.08 * Math.cos(2 * Math.PI * w);
        double sinc = x == 0 ? 1 : Math.sin(Math.PI * x * cutoff) / (Math.PI * x * cutoff);
        phases[p][t] = (float) (sinc * window);
        sum += phases[p][t];
      }
      for (int t = 0; t < taps; t++) {
        phases[p][t] /= (float) sum;
      }
    }
    history = new float[taps + AudioDecoder.MAX_SAMPLES];
    filled = taps - 1;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /**
   * Takes samples and gives those that are ready; over time as many as the rates say.
   *
   * @param in the samples, from index 0 on
   * @param count how many, at most {@link AudioDecoder#MAX_SAMPLES}
   * @param out gets the new samples
   * @param at where the first one goes; room for {@code count * to / from + 1}
   * @return number of new samples
   */
  public int resample(short[] in, int count, short[] out, int at) {
    for (int i = 0; i < count; i++) {
      history[filled + i] = in[i];
    }
    filled += count;
    int made = 0;
    int start = (int) (phase / up);
    while (start + taps <= filled) {
      float[] filter = phases[(int) (phase % up)];
      float sum = 0;
      for (int t = 0; t < taps; t++) {
        sum += history[start + t] * filter[t];
      }
      out[at + made] = (short) G722Band.saturate(Math.round(sum));
      made++;
      phase += down;
      start = (int) (phase / up);
    }
    int used = Math.min(start, filled);
    System.arraycopy(history, used, history, 0, filled - used);
    filled -= used;
    phase -= (long) used * up;
    return made;
  }
}
