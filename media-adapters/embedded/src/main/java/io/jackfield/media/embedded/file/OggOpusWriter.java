package io.jackfield.media.embedded.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Ogg with one Opus stream (RFC 3533, RFC 7845), a page a second. */
final class OggOpusWriter implements RecordingWriter.OpusSound {
  private static final int FIRST = 2;
  private static final int LAST = 4;
  private static final int MAX_LACES = 255;
  private static final int SECOND = 48_000;
  private static final int MAX_PACKET = 50_000;
  private static final int CRC_AT = 22;
  private static final int[] CRC = crcTable();

  private final RecordingFile file;
  private final int serial = ThreadLocalRandom.current().nextInt();
  private final ByteArrayOutputStream laces = new ByteArrayOutputStream();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int sequence;
  private long granule;
  private long pageBegan;
  private boolean closed;

  OggOpusWriter(RecordingFile file) throws IOException {
    this.file = file;
    add(OpusHead.identification(1));
    page(FIRST);
    add(OpusHead.comments());
    page(0);
  }

  /** RFC 3533 6: polynomial 0x04c11db7, not reflected. */
  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value << 1 ^ (value < 0 ? 0x04c11db7 : 0);
      }
      table[i] = value;
    }
    return table;
  }

  @Override
  public void opus(byte[] packet) throws IOException {
    int samples = OpusPackets.samples(packet);
    if (samples == 0 || packet.length > MAX_PACKET) {
      return;
    }
    boolean full = laces.size() + packet.length / 255 + 1 > MAX_LACES;
    // The page is written when another packet follows it, so that one is left for the last page.
    if (full || granule - pageBegan >= SECOND) {
      page(0);
    }
    add(packet);
    granule += samples;
  }

  private void add(byte[] packet) {
    for (int left = packet.length; left >= 0; left -= 255) {
      laces.write(Math.min(255, left));
    }
    body.writeBytes(packet);
  }

  private void page(int flags) throws IOException {
    byte[] lacing = laces.toByteArray();
    ByteBuffer out =
        ByteBuffer.allocate(27 + lacing.length + body.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) flags);
    out.putLong(granule).putInt(serial).putInt(sequence).putInt(0);
    out.put((byte) lacing.length).put(lacing).put(body.toByteArray());
    int crc = 0;
    for (byte b : out.array()) {
      crc = crc << 8 ^ CRC[(crc >>> 24 ^ b) & 255];
    }
    out.putInt(CRC_AT, crc);
    sequence++;
    pageBegan = granule;
    laces.reset();
    body.reset();
    file.append(out.array());
  }

  @Override
  public void flush() {
    // A page a second is all there is to do.
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (file) {
        page(LAST);
      }
    }
  }
}
