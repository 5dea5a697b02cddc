package io.jackfield.media.embedded.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** RIFF WAVE, linear PCM of 16 bits, one channel. The header is right after every piece. */
final class WavWriter implements RecordingWriter.LinearSound {
  private static final int HEADER = 44;
  private static final int RIFF_SIZE_AT = 4;
  private static final int DATA_SIZE_AT = 40;

  /** Sizes have 32 bits. */
  private static final long MAX_DATA = 0xffff_ffffL - HEADER;

  private final RecordingFile file;
  private final int rate;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private boolean closed;

  WavWriter(RecordingFile file, int rate) throws IOException {
    this.file = file;
    this.rate = rate;
    ByteBuffer out = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    out.putShort((short) 2).putShort((short) 16);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    file.append(out.array());
  }

  @Override
  public int rate() {
    return rate;
  }

  @Override
  public void samples(short[] samples, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      waiting.write(samples[i]);
      waiting.write(samples[i] >> 8);
    }
    if (waiting.size() >= 2 * rate) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (waiting.size() == 0) {
      return;
    }
    if (file.length() + waiting.size() > MAX_DATA) {
      throw new IOException("a WAV file has 4 GiB at most");
    }
    byte[] piece = waiting.toByteArray();
    waiting.reset();
    file.append(piece);
    file.patch(DATA_SIZE_AT, size(file.length() - HEADER));
    file.patch(RIFF_SIZE_AT, size(file.length() - 8));
  }

  private static byte[] size(long value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (file) {
        flush();
      }
    }
  }
}
