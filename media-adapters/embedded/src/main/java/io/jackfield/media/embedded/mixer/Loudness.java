package io.jackfield.media.embedded.mixer;

/** How loud samples are: their root mean square, 0 to 32768. */
final class Loudness {

  /** Less is the noise of a quiet room or of a codec: 56 dB below full scale. */
  static final int AUDIBLE = 50;

  private Loudness() {}

  static int of(short[] samples, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += samples[i] * samples[i];
    }
    return (int) Math.sqrt((double) sum / Math.max(1, count));
  }
}
