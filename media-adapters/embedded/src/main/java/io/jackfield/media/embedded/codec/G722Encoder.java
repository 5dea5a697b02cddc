package io.jackfield.media.embedded.codec;

/** 16 kHz samples to G.722, mode 1 (64 kbit/s). */
final class G722Encoder implements AudioEncoder {

  private static final int[] Q6 = {
    0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023,
    1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919, 0, 0
  };
  private static final int[] ILN = {
    0, 63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11,
    10, 9, 8, 7, 6, 5, 4, 0
  };
  private static final int[] ILP = {
    0, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39,
    38, 37, 36, 35, 34, 33, 32, 0
  };
  private static final int[] IHN = {0, 1, 0};
  private static final int[] IHP = {0, 3, 2};

  private final G722Band low = new G722Band(32, 8, 18432);
  private final G722Band high = new G722Band(8, 10, 22528);
  private final int[] x = new int[24];

  @Override
  public int encode(short[] samples, int count, byte[] out, int off) {
    for (int i = 0; i < count / 2; i++) {
      System.arraycopy(x, 2, x, 0, 22);
      x[22] = samples[2 * i];
      x[23] = samples[2 * i + 1];
      int odd = 0;
      int even = 0;
      for (int k = 0; k < 12; k++) {
        odd += x[2 * k] * G722Tables.QMF[k];
        even += x[2 * k + 1] * G722Tables.QMF[11 - k];
      }
      out[off + i] = (byte) (encodeHigh(even - odd >> 14) << 6 | encodeLow(even + odd >> 14));
    }
    return count / 2;
  }

  private int encodeLow(int sample) {
    int error = G722Band.saturate(sample - low.s);
    int magnitude = error >= 0 ? error : -(error + 1);
    int i = 1;
    while (i < 30 && magnitude >= Q6[i] * low.det >> 12) {
      i++;
    }
    int code = error < 0 ? ILN[i] : ILP[i];
    int coarse = code >> 2;
    int difference = low.det * G722Tables.QM4[coarse] >> 15;
    low.rescale(G722Tables.WL[G722Tables.RL42[coarse]]);
    low.adapt(difference);
    return code;
  }

  private int encodeHigh(int sample) {
    int error = G722Band.saturate(sample - high.s);
    int magnitude = error >= 0 ? error : -(error + 1);
    int step = magnitude >= 564 * high.det >> 12 ? 2 : 1;
    int code = error < 0 ? IHN[step] : IHP[step];
    int difference = high.det * G722Tables.QM2[code] >> 15;
    high.rescale(G722Tables.WH[G722Tables.RH2[code]]);
    high.adapt(difference);
    return code;
  }
}
