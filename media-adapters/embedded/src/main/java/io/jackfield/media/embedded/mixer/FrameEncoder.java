package io.jackfield.media.embedded.mixer;

import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Resampler;
import io.jackfield.media.embedded.relay.MadeSource;

/** Encodes frames of the conference for one member, or for all who hear the same. */
final class FrameEncoder {
  private final AudioEncoder encoder;
  private final Resampler resampler;
  private final int frame;
  private final short[] resampled = new short[AudioDecoder.MAX_SAMPLES];
  private final byte[] payload = new byte[MadeSource.MAX_PAYLOAD];
  private int size;

  /**
   * An encoder at rest.
   *
   * @param codec what to make
   * @param rate of the conference, Hz
   */
  FrameEncoder(AudioCodec codec, int rate) {
    int to = codec.encoderRate(rate);
    encoder = codec.encoder(to);
    resampler = to == rate ? null : new Resampler(rate, to);
    frame = to / 50;
  }

  /** Encodes a frame of 20 ms. */
  void encode(short[] samples) {
    if (resampler == null) {
      size = encoder.encode(samples, frame, payload, 0);
    } else {
      resampler.resample(samples, samples.length, resampled, 0);
      size = encoder.encode(resampled, frame, payload, 0);
    }
  }

  /** The payload made last. */
  byte[] payload() {
    return payload;
  }

  /** Its length; 0 when there is nothing to send. */
  int size() {
    return size;
  }
}
