package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.relay.MediaKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** RIFF WAVE with G.711 or linear PCM of 8 or 16 bits; several channels become one. */
final class WavFile implements MediaFile {
  private static final int PCM = 1;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;
  private static final int EXTENSIBLE = 0xfffe;
  private static final int MAX_FORMAT = 200;
  private static final int MAX_CHANNELS = 8;

  /** Others would need filters of any size to be converted. */
  private static final Set<Integer> RATES =
      Set.of(8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000);

  private final FileBytes bytes;
  private int format;
  private int channels;
  private int rate;
  private int bits;
  private long dataAt;
  private long dataLength;
  private int samplesAFrame;
  private long done;

  WavFile(FileBytes bytes) throws IOException {
    this.bytes = bytes;
    bytes.seek(8);
    if (bytes.big(4) != 0x57415645L) {
      throw new IOException("RIFF, but not WAVE");
    }
    chunks();
    boolean known =
        (format == PCM && (bits == 8 || bits == 16)
                || (format == A_LAW || format == MU_LAW) && bits == 8)
            && channels >= 1
            && channels <= MAX_CHANNELS
            && RATES.contains(rate);
    boolean law = format == A_LAW || format == MU_LAW;
    if (!known || law && (rate != 8000 || channels != 1)) {
      throw new IOException(
          "WAV format "
              + format
              + " with "
              + bits
              + " bits, "
              + rate
              + " Hz, "
              + channels
              + " channels is not supported; supported are PCM of 8 or 16 bits, 8 to 48 kHz, and mono G.711");
    }
    // 20 ms, or 10 ms where those would not fit a packet.
    samplesAFrame = rate > 32_000 ? rate / 100 : rate / 50;
  }

  private void chunks() throws IOException {
    while (bytes.position() + 8 <= bytes.length()) {
      int id = (int) bytes.big(4);
      long size = bytes.little(4);
      long at = bytes.position();
      if (id == 0x666d7420 && size >= 16 && size <= MAX_FORMAT) {
        format = (int) bytes.little(2);
        channels = (int) bytes.little(2);
        rate = (int) bytes.little(4);
        bytes.little(6);
        bits = (int) bytes.little(2);
        if (format == EXTENSIBLE && size >= 26) {
          bytes.little(8);
          format = (int) bytes.little(2);
        }
      } else if (id == 0x64617461) {
        dataAt = at;
        // A recording that was cut off says nothing, or too much.
        long left = bytes.length() - at;
        dataLength = size == 0 || size > left ? left : size;
        return;
      }
      bytes.seek(at + size + (size & 1));
    }
    throw new IOException("WAV file without data");
  }

  private int block() {
    return channels * bits / 8;
  }

  @Override
  public List<Track> tracks() {
    String encoding =
        switch (format) {
          case MU_LAW -> "pcmu";
          case A_LAW -> "pcma";
          default -> "l16";
        };
    return List.of(new Track(MediaKind.AUDIO, encoding, rate, 1));
  }

  @Override
  public long duration() {
    return dataLength / block() * 1_000_000 / rate;
  }

  @Override
  public Optional<Frame> next() throws IOException {
    long left = dataLength / block() - done;
    int samples = (int) Math.min(samplesAFrame, left);
    if (samples <= 0) {
      return Optional.empty();
    }
    bytes.seek(dataAt + done * block());
    byte[] raw = new byte[samples * block()];
    int got = bytes.read(raw, 0, raw.length) / block();
    if (got <= 0) {
      return Optional.empty();
    }
    long micros = done * 1_000_000 / rate;
    done += got;
    return Optional.of(new Frame(0, micros, true, format == PCM ? mono(raw, got) : law(raw, got)));
  }

  private static byte[] law(byte[] raw, int samples) {
    return samples == raw.length ? raw : Arrays.copyOf(raw, samples);
  }

  private byte[] mono(byte[] raw, int samples) {
    byte[] out = new byte[samples * 2];
    for (int i = 0; i < samples; i++) {
      int sum = 0;
      for (int c = 0; c < channels; c++) {
        int at = i * channels + c;
        sum +=
            bits == 8
                ? ((raw[at] & 255) - 128) << 8
                : (short) (raw[2 * at] & 255 | raw[2 * at + 1] << 8);
      }
      int sample = sum / channels;
      out[2 * i] = (byte) (sample >> 8);
      out[2 * i + 1] = (byte) sample;
    }
    return out;
  }

  @Override
  public long seek(long micros) {
    long wanted = Math.min(micros, duration()) * rate / 1_000_000;
    // Whole frames from the beginning, so that their times are exact.
    done = wanted / samplesAFrame * samplesAFrame;
    return done * 1_000_000 / rate;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
