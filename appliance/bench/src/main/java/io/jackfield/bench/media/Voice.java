package io.jackfield.bench.media;

import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.relay.PayloadFormat;
import java.util.Arrays;
import java.util.Random;

/** Two seconds of made-up speech, or of silence, in a codec, to be sent over and over. */
final class Voice {

  private static final int FRAMES = 100;

  /** One of these in 20 ms is 400 kbit/s. */
  private static final int VIDEO_PAYLOAD = 1000;

  private final byte[][] packets = new byte[FRAMES][];

  private Voice() {
    for (int i = 0; i < FRAMES; i++) {
      packets[i] = new byte[VIDEO_PAYLOAD];
    }
  }

  /** Packets as large as those of video. */
  static Voice picture() {
    return new Voice();
  }

  /** The format a codec is sent in. */
  static PayloadFormat format(AudioCodec codec) {
    return switch (codec) {
      case OPUS -> new PayloadFormat(111, "opus", 48000, 2, "");
      case G722 -> new PayloadFormat(9, "g722", 8000);
      case PCMA -> new PayloadFormat(8, "pcma", 8000);
      default -> new PayloadFormat(0, "pcmu", 8000);
    };
  }

  /**
   * Encodes it.
   *
   * @param codec how it is sent
   * @param speaks false for silence
   */
  Voice(AudioCodec codec, boolean speaks) {
    int rate = codec.sampleRate();
    int frame = rate / 50;
    AudioEncoder encoder = codec.encoder(rate);
    Random random = new Random(7);
    byte[] out = new byte[1300];
    double phase = 0;
    for (int i = 0; i < FRAMES; i++) {
      short[] samples = new short[frame];
      // A voice: harmonics of a gliding pitch, syllables four times a second, breath.
      double pitch = 120 + 30 * Math.sin(2 * Math.PI * i / FRAMES);
      double loud = speaks ? 3000 * Math.abs(Math.sin(2 * Math.PI * i / 25.0)) : 0;
      for (int s = 0; s < frame; s++) {
        phase += 2 * Math.PI * pitch / rate;
        double value = random.nextGaussian() * 0.05;
        for (int h = 1; h <= 12; h++) {
          value += Math.sin(h * phase) / h;
        }
        samples[s] = (short) (loud * value);
      }
      packets[i] = Arrays.copyOf(out, encoder.encode(samples, frame, out, 0));
    }
  }

  /** The payload of a tick. */
  byte[] packet(int tick) {
    return packets[Math.floorMod(tick, FRAMES)];
  }
}
