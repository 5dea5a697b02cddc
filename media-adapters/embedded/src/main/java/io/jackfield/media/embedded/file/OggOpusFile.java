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

  /** Far more than any packet of sound; headers with pictures in them are longer. */
  private static final int MAX_PACKET = 65_536;

  private static final int PAGE_HEADER = 27;
  private static final int CONTINUED = 1;
  private static final int SPAN = 255;

  private final FileBytes bytes;
  private final Queue<byte[]> packets = new ArrayDeque<>();
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final SeekIndex index = new SeekIndex();
  private final byte[] segment = new byte[SPAN];
  private final long durationMicros;
  private boolean tooLong;
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
    begin(0, 0);
    headers = 2;
    durationMicros = measure();
    seek(0);
  }

  private void begin(long offset, long atSamples) {
    bytes.seek(offset);
    packets.clear();
    part.reset();
    tooLong = false;
    samples = atSamples;
    headers = 0;
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
    while (true) {
      Optional<byte[]> packet = nextPacket();
      if (packet.isEmpty()) {
        return Optional.empty();
      }
      byte[] data = packet.get();
      // The two headers come first (RFC 7845 3).
      boolean header = headers > 0;
      headers = Math.max(0, headers - 1);
      int count = OpusPackets.samples(data);
      if (!header && count > 0) {
        Frame frame = new Frame(0, samples * 1_000 / 48, true, data);
        samples += count;
        return Optional.of(frame);
      }
    }
  }

  private Optional<byte[]> nextPacket() throws IOException {
    try {
      while (packets.isEmpty()) {
        if (bytes.position() + PAGE_HEADER > bytes.length()) {
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
    long at = bytes.position();
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
    if (stream == serial && (flags & CONTINUED) == 0) {
      part.reset();
      tooLong = false;
      if (headers == 0) {
        index.add(samples * 1_000 / 48, at, samples);
      }
    }
    for (byte lace : lacing) {
      int size = lace & 255;
      if (bytes.read(segment, 0, size) < size) {
        throw new EOFException("the file ends early");
      }
      if (stream == serial) {
        take(size);
      }
    }
  }

  private void take(int size) {
    if (part.size() + size > MAX_PACKET) {
      tooLong = true;
      part.reset();
    }
    if (!tooLong) {
      part.write(segment, 0, size);
    }
    if (size < SPAN) {
      packets.add(part.toByteArray());
      part.reset();
      tooLong = false;
    }
  }

  @Override
  public long seek(long micros) throws IOException {
    int place = index.before(micros);
    if (place < 0) {
      begin(0, 0);
      headers = 2;
    } else {
      begin(index.offset(place), index.state(place));
    }
    while (samples * 1_000 / 48 < micros && next().isPresent()) {
      // Passed over.
    }
    return samples * 1_000 / 48;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
