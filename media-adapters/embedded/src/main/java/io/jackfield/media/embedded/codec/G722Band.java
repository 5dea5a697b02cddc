package io.jackfield.media.embedded.codec;

/** State of one sub-band of G.722 and its adaptive predictor (ITU-T G.722 section 3.6). */
final class G722Band {

  private static final int[] ILB = {
    2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
    2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
  };

  /** The prediction of the next sample. */
  int s;

  /** The quantizer's scale. */
  int det;

  private final int scaleShift;
  private final int maxLog;
  private int nb;
  private int sz;
  private final int[] r = new int[3];
  private final int[] a = new int[3];
  private final int[] p = new int[3];
  private final int[] d = new int[7];
  private final int[] b = new int[7];

  /**
   * A band at rest.
   *
   * @param det first scale: 32 low, 8 high
   * @param scaleShift 8 low, 10 high
   * @param maxLog largest logarithmic scale: 18432 low, 22528 high
   */
  G722Band(int det, int scaleShift, int maxLog) {
    this.det = det;
    this.scaleShift = scaleShift;
    this.maxLog = maxLog;
  }

  static int saturate(int value) {
    return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }

  /** LOGSCL and SCALEL, or LOGSCH and SCALEH. */
  void rescale(int weight) {
    nb = Math.max(0, Math.min(maxLog, (nb * 127 >> 7) + weight));
    int shift = scaleShift - (nb >> 11);
    int base = ILB[nb >> 6 & 31];
    det = (shift < 0 ? base << -shift : base >> shift) << 2;
  }

  /** Takes the quantized difference and predicts the next sample (block 4). */
  void adapt(int difference) {
    d[0] = difference;
    r[0] = saturate(s + difference);
    p[0] = saturate(sz + difference);
    adaptPoles();
    adaptZeros();
    for (int i = 2; i > 0; i--) {
      r[i] = r[i - 1];
      p[i] = p[i - 1];
    }
    int poles =
        saturate((a[1] * saturate(r[1] + r[1]) >> 15) + (a[2] * saturate(r[2] + r[2]) >> 15));
    int zeros = 0;
    for (int i = 6; i > 0; i--) {
      zeros += b[i] * saturate(d[i] + d[i]) >> 15;
    }
    sz = saturate(zeros);
    s = saturate(poles + sz);
  }

  /** UPPOL2, UPPOL1. */
  private void adaptPoles() {
    int sign0 = p[0] >> 15;
    boolean same1 = sign0 == p[1] >> 15;
    int wd1 = saturate(a[1] << 2);
    int wd2 = Math.min(same1 ? -wd1 : wd1, 32767);
    int wd3 = (wd2 >> 7) + (sign0 == p[2] >> 15 ? 128 : -128) + (a[2] * 32512 >> 15);
    int next2 = Math.max(-12288, Math.min(12288, wd3));
    int next1 = saturate((same1 ? 192 : -192) + (a[1] * 32640 >> 15));
    int limit = saturate(15360 - next2);
    a[1] = Math.max(-limit, Math.min(limit, next1));
    a[2] = next2;
  }

  /** UPZERO, DELAYA. */
  private void adaptZeros() {
    int step = d[0] == 0 ? 0 : 128;
    int sign0 = d[0] >> 15;
    for (int i = 6; i > 0; i--) {
      int change = d[i] >> 15 == sign0 ? step : -step;
      b[i] = saturate(change + (b[i] * 32640 >> 15));
    }
    for (int i = 6; i > 0; i--) {
      d[i] = d[i - 1];
    }
  }
}
