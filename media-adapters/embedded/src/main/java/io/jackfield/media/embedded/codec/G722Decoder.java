package io.jackfield.media.embedded.codec;

/** G.722 to 16 kHz samples, mode 1 (64 kbit/s), the only one RTP has (RFC 3551 4.5.2). */
final class G722Decoder implements AudioDecoder {

  private static final int[] QM6 = {
    -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232,
    -9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776,
    -2400, -2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192,
    10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032,
    1688, 1360, 1040, 728, 432, 136, -432, -136
  };

  private final G722Band low = new G722Band(32, 8, 18432);
  private final G722Band high = new G722Band(8, 10, 22528);
  private final int[] x = new int[24];
  private short last;

  private static int limit(int value) {
    return Math.max(-16384, Math.min(16383, value));
  }

  @Override
  public int decode(byte[] data, int off, int len, short[] out) {
    int count = Math.min(len, MAX_SAMPLES / 2);
    for (int i = 0; i < count; i++) {
      int code = data[off + i];
      int lowCode = code & 63;
      int highCode = code >> 6 & 3;
      int lowSample = limit(low.s + (low.det * QM6[lowCode] >> 15));
      int coarse = lowCode >> 2;
      int lowDifference = low.det * G722Tables.QM4[coarse] >> 15;
      low.rescale(G722Tables.WL[G722Tables.RL42[coarse]]);
      low.adapt(lowDifference);
      int highDifference = high.det * G722Tables.QM2[highCode] >> 15;
      int highSample = limit(highDifference + high.s);
      high.rescale(G722Tables.WH[G722Tables.RH2[highCode]]);
      high.adapt(highDifference);
      synthesize(lowSample, highSample, out, 2 * i);
    }
    last = count == 0 ? last : out[2 * count - 1];
    return 2 * count;
  }

  private void synthesize(int lowSample, int highSample, short[] out, int at) {
    System.arraycopy(x, 2, x, 0, 22);
    x[22] = lowSample + highSample;
    x[23] = lowSample - highSample;
    int first = 0;
    int second = 0;
    for (int i = 0; i < 12; i++) {
      second += x[2 * i] * G722Tables.QMF[i];
      first += x[2 * i + 1] * G722Tables.QMF[11 - i];
    }
    out[at] = (short) G722Band.saturate(first >> 11);
    out[at + 1] = (short) G722Band.saturate(second >> 11);
  }

  @Override
  public int conceal(int samples, short[] out) {
    return Fade.out(last, samples, out);
  }
}
