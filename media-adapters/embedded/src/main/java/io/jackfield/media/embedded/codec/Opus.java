package io.jackfield.media.embedded.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;

/** Opus by Concentus. Hostile payloads can make it throw nearly anything; they count as broken. */
final class Opus {
  private static final int MAX_PAYLOAD = 1275;

  /** Speech in full quality needs no more (RFC 7587 3.1.1). */
  private static final int BITRATE = 32_000;

  private Opus() {}

  /** To samples of one channel. */
  static final class Decoder implements AudioDecoder {
    private final OpusDecoder decoder;

    Decoder() {
      try {
        // At lower rates Concentus 1.0.2 gives silence for packets of the CELT mode.
        decoder = new OpusDecoder(48_000, 1);
      } catch (OpusException e) {
        throw new IllegalStateException("no Opus decoder", e);
      }
    }

    @Override
    public int decode(byte[] data, int off, int len, short[] out) {
      if (len == 0) {
        return 0;
      }
      try {
        return Math.max(0, decoder.decode(data, off, len, out, 0, MAX_SAMPLES, false));
      } catch (OpusException | RuntimeException | AssertionError e) {
        return 0;
      }
    }

    @Override
    public int conceal(int samples, short[] out) {
      try {
        return Math.max(
            0, decoder.decode(null, 0, 0, out, 0, Math.min(samples, MAX_SAMPLES), false));
      } catch (OpusException | RuntimeException | AssertionError e) {
        return 0;
      }
    }
  }

  /** From samples of one channel. */
  static final class Encoder implements AudioEncoder {
    private final OpusEncoder encoder;

    Encoder(int rate) {
      try {
        encoder = new OpusEncoder(rate, 1, OpusApplication.OPUS_APPLICATION_VOIP);
      } catch (OpusException e) {
        throw new IllegalArgumentException("Opus at " + rate + " Hz", e);
      }
      encoder.setBitrate(BITRATE);
      // Half the work of the default for a difference that speech does not show.
      encoder.setComplexity(5);
    }

    @Override
    public int encode(short[] samples, int count, byte[] out, int off) {
      try {
        int room = Math.min(MAX_PAYLOAD, out.length - off);
        return Math.max(0, encoder.encode(samples, 0, count, out, off, room));
      } catch (OpusException | RuntimeException | AssertionError e) {
        return 0;
      }
    }
  }
}
