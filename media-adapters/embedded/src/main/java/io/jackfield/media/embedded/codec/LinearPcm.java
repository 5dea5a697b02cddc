package io.jackfield.media.embedded.codec;

/** L16: samples as they are, high byte first. */
final class LinearPcm {
  private LinearPcm() {}

  /** Reads samples. */
  static final class Decoder implements AudioDecoder {
    private short last;

    @Override
    public int decode(byte[] data, int off, int len, short[] out) {
      int count = Math.min(len / 2, MAX_SAMPLES);
      for (int i = 0; i < count; i++) {
        out[i] = (short) (data[off + 2 * i] << 8 | data[off + 2 * i + 1] & 255);
      }
      last = count == 0 ? last : out[count - 1];
      return count;
    }

    @Override
    public int conceal(int samples, short[] out) {
      return Fade.out(last, samples, out);
    }
  }

  /** Writes samples. */
  static final class Encoder implements AudioEncoder {
    @Override
    public int encode(short[] samples, int count, byte[] out, int off) {
      for (int i = 0; i < count; i++) {
        out[off + 2 * i] = (byte) (samples[i] >> 8);
        out[off + 2 * i + 1] = (byte) samples[i];
      }
      return 2 * count;
    }
  }
}
