package io.jackfield.media.embedded.mixer;

/**
 * Keeps the sum of several voices within 16 bits: turned down at once where it would clip, and up
 * again slowly. One voice alone passes unchanged.
 */
final class Limiter {

  private static final int CEILING = 32_000;

  /** How much of what is missing comes back in one frame. */
  private static final float RECOVERY = 0.04f;

  private float gain = 1;

  /**
   * Limits one frame.
   *
   * @param sum the voices together
   * @param own what is left out of it; null for nothing
   * @param out gets the frame
   */
  void frame(int[] sum, short[] own, short[] out) {
    int peak = 1;
    for (int i = 0; i < out.length; i++) {
      int sample = own == null ? sum[i] : sum[i] - own[i];
      peak = Math.max(peak, Math.abs(sample));
    }
    float from = gain;
    float recovered = Math.min(1, gain + (1 - gain) * RECOVERY + 0.001f);
    gain = Math.min(recovered, (float) CEILING / peak);
    // Down within an eighth of the frame, so that hardly anything clips; up over all of it.
    int ramp = gain < from ? out.length / 8 : out.length;
    float step = (gain - from) / ramp;
    for (int i = 0; i < out.length; i++) {
      int sample = own == null ? sum[i] : sum[i] - own[i];
      float now = i < ramp ? from + step * i : gain;
      int value = Math.round(sample * now);
      out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
  }
}
