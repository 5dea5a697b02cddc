package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.relay.MediaKind;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Ogg with one Opus stream (RFC 3533, RFC 7845). */
final class OggOpusFile implements MediaFile {
  private static final int MAX_PACKET = 65_536;

  private final FileBytes bytes;
  private final Queue<byte[]> packets = new ArrayDeque<>();
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final long durationMicros;
  private long serial = -1;
  private long samples;
  private int headers;

  OggOpusFile(FileBytes bytes) throws IOException {
    this.bytes = bytes;
    byte[] head = nextPacket().orElseThrow(() -> new IOException("empty Ogg file"));
    boolean opus =
        head.length >= 19 && new String(head, 0, 8, StandardCharsets.US_ASCII).equals("OpusHead");
    if (!opus) {
      throw new IOException("Ogg, but not Opus");
    }
    if (head[18] != 0) {
      throw new IOException("Ogg Opus with more than two channels is not supported");
    }
    durationMicros = measure();
    rewind();
  }

  /** Adds up the packets: the granule positions of a cut file end early. */
  private long measure() throws IOException {
    long sum = 0;
    Optional<Frame> frame = next();
    while (frame.isPresent()) {
      sum = frame.get().micros() + OpusPackets.samples(frame.get().data()) * 1_000L / 48;
      frame = next();
    }
    return sum;
  }

  @Override
  public List<Track> tracks() {
    return List.of(new Track(MediaKind.AUDIO, "opus", 48_000, 2));
  }

  @Override
  public long duration() {
    return durationMicros;
  }

  @Override
  public Optional<Frame> next() throws IOException {
    Optional<byte[]> packet = nextPacket();
    // The two headers come first (RFC 7845 3).
    while (packet.isPresent() && headers < 2) {
      headers++;
      packet = nextPacket();
    }
    return packet.map(
        data -> {
          Frame frame = new Frame(0, samples * 1_000 / 48, true, data);
          samples += OpusPackets.samples(data);
          return frame;
        });
  }

  private Optional<byte[]> nextPacket() throws IOException {
    try {
      while (packets.isEmpty()) {
        if (bytes.position() + 27 > bytes.length()) {
          return Optional.empty();
        }
        page();
      }
    } catch (EOFException e) {
      // A recording that was cut off ends with its last whole page.
      return Optional.empty();
    }
    return Optional.of(packets.remove());
  }

  private void page() throws IOException {
    if (bytes.big(4) != 0x4f676753L) {
      throw new EOFException("no Ogg page");
    }
    bytes.little(1);
    int flags = bytes.readByte();
    bytes.little(8);
    long stream = bytes.little(4);
    bytes.little(8);
    byte[] lacing = new byte[bytes.readByte()];
    bytes.readFully(lacing);
    if (serial < 0) {
      serial = stream;
    }
    if ((flags & 1) == 0) {
      part.reset();
    }
    for (byte lace : lacing) {
      byte[] segment = new byte[lace & 255];
      bytes.readFully(segment);
      if (stream != serial) {
        continue;
      }
      part.write(segment, 0, segment.length);
      if (part.size() > MAX_PACKET) {
        throw new IOException("an Opus packet of more than " + MAX_PACKET + " bytes");
      }
      if (segment.length < 255) {
        packets.add(part.toByteArray());
        part.reset();
      }
    }
  }

  @Override
  public void rewind() {
    bytes.seek(0);
    packets.clear();
    part.reset();
    samples = 0;
    headers = 0;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
