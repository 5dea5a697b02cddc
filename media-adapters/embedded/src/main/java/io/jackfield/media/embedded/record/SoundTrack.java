package io.jackfield.media.embedded.record;

import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Resampler;
import io.jackfield.media.embedded.file.OpusPackets;
import io.jackfield.media.embedded.file.RecordingWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The sound of a recording, without holes: what is missing is silence, so that the file is as long
 * as the recording took. Opus goes into files of Opus as it comes; all else is decoded.
 */
final class SoundTrack {

  /** Less is how packets come, not a hole. */
  private static final long HOLE_MICROS = 60_000;

  /** Sound this far ahead of the clock is not a stream. */
  private static final long AHEAD_MICROS = 2_000_000;

  private static final int FRAME_MILLIS = 20;
  private static final int MAX_PACKET = 1300;

  /** 20 ms of silence in Opus, CELT, full band, one channel. */
  private static final byte[] SILENCE = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};

  private final RecordingWriter writer;
  private final short[] decoded = new short[AudioDecoder.MAX_SAMPLES];
  private final Map<AudioCodec, Way> ways = new EnumMap<>(AudioCodec.class);
  private short[] resampled;
  private Way way;
  private AudioCodec codec;
  private long endNanos;

  /**
   * How one codec is written, made once: who changes the codec with every packet costs what others
   * cost.
   */
  private final class Way {
    final AudioDecoder decoder;
    final int frame;
    Resampler resampler;
    AudioEncoder encoder;
    short[] pending;
    byte[] encoded;
    int waiting;

    Way(AudioCodec from) {
      decoder = from.decoder();
      int rate = from.sampleRate();
      frame = rate / 1000 * FRAME_MILLIS;
      // Most recordings need neither of these, and there may be many.
      if (writer instanceof RecordingWriter.LinearSound linear && linear.rate() != rate) {
        resampler = new Resampler(rate, linear.rate());
      } else if (writer instanceof RecordingWriter.OpusSound) {
        encoder = AudioCodec.OPUS.encoder(rate);
        encoded = new byte[MAX_PACKET];
        // What is left of a frame, and one packet.
        pending = new short[AudioDecoder.MAX_SAMPLES + frame];
      }
    }
  }

  SoundTrack(RecordingWriter writer) {
    this.writer = writer;
  }

  /** Where the sound that was written ends. */
  long end() {
    return endNanos / 1000;
  }

  /**
   * Adds a packet.
   *
   * @param from its codec
   * @param data the array
   * @param off start of the payload
   * @param len its length
   * @param place where it belongs, microseconds
   * @param now our place, microseconds
   */
  void packet(AudioCodec from, byte[] data, int off, int len, long place, long now)
      throws IOException {
    if (end() > now + AHEAD_MICROS) {
      return;
    }
    if (place - end() >= HOLE_MICROS) {
      silence(place);
    }
    if (from == AudioCodec.OPUS && writer instanceof RecordingWriter.OpusSound opus) {
      opus(opus, Arrays.copyOfRange(data, off, off + len));
    } else {
      decode(from, data, off, len);
    }
  }

  /** Fills up with silence. */
  void silence(long until) throws IOException {
    if (writer instanceof RecordingWriter.OpusSound opus) {
      while (end() + FRAME_MILLIS * 1000 <= until) {
        opus(opus, SILENCE);
      }
    } else if (writer instanceof RecordingWriter.LinearSound linear) {
      Arrays.fill(decoded, (short) 0);
      long left = (until - end()) * linear.rate() / 1_000_000;
      while (left > 0) {
        int count = (int) Math.min(left, decoded.length);
        linear(linear, decoded, count);
        left -= count;
      }
    }
  }

  private void opus(RecordingWriter.OpusSound opus, byte[] packet) throws IOException {
    int samples = OpusPackets.samples(packet);
    opus.opus(packet);
    endNanos += samples * 62_500L / 3;
  }

  private void linear(RecordingWriter.LinearSound linear, short[] samples, int count)
      throws IOException {
    linear.samples(samples, count);
    endNanos += count * 1_000_000_000L / linear.rate();
  }

  private void decode(AudioCodec from, byte[] data, int off, int len) throws IOException {
    if (from != codec) {
      begin(from);
    }
    int count = way.decoder.decode(data, off, len, decoded);
    if (writer instanceof RecordingWriter.LinearSound linear) {
      if (way.resampler == null) {
        linear(linear, decoded, count);
      } else {
        linear(linear, resampled, way.resampler.resample(decoded, count, resampled, 0));
      }
    } else if (writer instanceof RecordingWriter.OpusSound opus) {
      encode(opus, count);
    }
  }

  private void begin(AudioCodec from) {
    codec = from;
    way = ways.computeIfAbsent(from, Way::new);
    way.waiting = 0;
    if (way.resampler != null && resampled == null) {
      resampled = new short[AudioDecoder.MAX_SAMPLES * 6 + 64];
    }
  }

  private void encode(RecordingWriter.OpusSound opus, int count) throws IOException {
    Way by = way;
    System.arraycopy(decoded, 0, by.pending, by.waiting, count);
    by.waiting += count;
    int done = 0;
    while (by.waiting - done >= by.frame) {
      System.arraycopy(by.pending, done, decoded, 0, by.frame);
      done += by.frame;
      int size = by.encoder.encode(decoded, by.frame, by.encoded, 0);
      opus(opus, size > 0 ? Arrays.copyOf(by.encoded, size) : SILENCE);
    }
    System.arraycopy(by.pending, done, by.pending, 0, by.waiting - done);
    by.waiting -= done;
  }
}
