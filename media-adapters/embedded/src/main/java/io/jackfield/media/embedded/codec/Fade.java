package io.jackfield.media.embedded.codec;

/** The plainest concealment: from the last sample to silence, without a click. */
final class Fade {
  private static final int LENGTH = 32;

  private Fade() {}

  static int out(short last, int samples, short[] out) {
    int count = Math.min(samples, Math.min(out.length, AudioDecoder.MAX_SAMPLES));
    for (int i = 0; i < count; i++) {
      out[i] = (short) (i < LENGTH ? last * (LENGTH - i) / LENGTH : 0);
    }
    return count;
  }
}
