package io.jackfield.media.embedded.codec;

/** ITU-T G.711: eight bits a sample, by table both ways. */
final class G711 {

  private static final short[] FROM_MU = new short[256];
  private static final short[] FROM_A = new short[256];
  private static final byte[] TO_MU = new byte[65536];
  private static final byte[] TO_A = new byte[65536];

  static {
    for (int code = 0; code < 256; code++) {
      FROM_MU[code] = mu(code);
      FROM_A[code] = a(code);
    }
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      TO_MU[sample & 0xffff] = toMu(sample);
      TO_A[sample & 0xffff] = toA(sample);
    }
  }

  private G711() {}

  private static short mu(int code) {
    int c = ~code & 0xff;
    int magnitude = ((c & 15) << 3) + 0x84 << (c >> 4 & 7);
    return (short) ((c & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84);
  }

  private static short a(int code) {
    int c = code ^ 0x55;
    int segment = c >> 4 & 7;
    int magnitude = (c & 15) << 4;
    magnitude = segment == 0 ? magnitude + 8 : magnitude + 0x108 << segment - 1;
    return (short) ((c & 0x80) != 0 ? magnitude : -magnitude);
  }

  private static byte toMu(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(sample), 32635) + 0x84;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    int mantissa = magnitude >> segment + 3 & 15;
    return (byte) ~(sign | segment << 4 | mantissa);
  }

  private static byte toA(int sample) {
    int sign = sample >= 0 ? 0x80 : 0;
    int magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32767);
    int code;
    if (magnitude < 256) {
      code = magnitude >> 4;
    } else {
      int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
      code = segment << 4 | magnitude >> segment + 3 & 15;
    }
    return (byte) ((sign | code) ^ 0x55);
  }

  /** One law's decoder. */
  static final class Decoder implements AudioDecoder {
    private final short[] table;
    private short last;

    Decoder(boolean aLaw) {
      table = aLaw ? FROM_A : FROM_MU;
    }

    @Override
    public int decode(byte[] data, int off, int len, short[] out) {
      int count = Math.min(len, MAX_SAMPLES);
      for (int i = 0; i < count; i++) {
        out[i] = table[data[off + i] & 255];
      }
      last = count == 0 ? last : out[count - 1];
      return count;
    }

    @Override
    public int conceal(int samples, short[] out) {
      return Fade.out(last, samples, out);
    }
  }

  /** One law's encoder. */
  static final class Encoder implements AudioEncoder {
    private final byte[] table;

    Encoder(boolean aLaw) {
      table = aLaw ? TO_A : TO_MU;
    }

    @Override
    public int encode(short[] samples, int count, byte[] out, int off) {
      for (int i = 0; i < count; i++) {
        out[off + i] = table[samples[i] & 0xffff];
      }
      return count;
    }
  }
}
