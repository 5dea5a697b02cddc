package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.relay.MediaKind;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** WebM with Opus, VP8 or VP9; other tracks are passed over. Live files without sizes too. */
final class WebmFile implements MediaFile {
  private static final int MAX_FRAME = 2 * 1024 * 1024;

  /** Reading more than this to learn the length would keep the caller waiting. */
  private static final long MAX_MEASURED = 256L * 1024 * 1024;

  /** Farther back no key frame is looked for: the sound would be too far off. */
  private static final long MAX_KEY_FRAME_WAY = 10_000_000;

  /** Times in a file are whole milliseconds; packets of sound follow each other more exactly. */
  private static final long ROUNDING_MICROS = 5_000;

  /** About 35 years; more is no time but an accident, and overflows what is made of it. */
  private static final long MAX_MICROS = 1L << 50;

  private final FileBytes bytes;
  private final WebmHeader header;
  private final SeekIndex places = new SeekIndex();
  private final SeekIndex keys = new SeekIndex();
  private final long durationMicros;
  private long cluster;
  private long audioEnd = -1;

  WebmFile(FileBytes bytes) throws IOException {
    this.bytes = bytes;
    header = WebmHeader.read(bytes);
    bytes.seek(header.bodyAt());
    long said = header.durationMicros();
    durationMicros = said > 0 ? said : measure();
    seek(0);
  }

  /** Live files do not say how long they are. */
  private long measure() throws IOException {
    long last = 0;
    long before = 0;
    Optional<Frame> frame = next();
    while (frame.isPresent()) {
      if (frame.get().micros() > last) {
        before = last;
        last = frame.get().micros();
      }
      if (bytes.position() - header.bodyAt() > MAX_MEASURED) {
        double measured = (double) (bytes.position() - header.bodyAt());
        return (long) (last * ((bytes.length() - header.bodyAt()) / measured));
      }
      frame = next();
    }
    // The last frame lasts as long as the one before it did.
    return last + Math.min(100_000, Math.max(20_000, last - before));
  }

  @Override
  public List<Track> tracks() {
    return header.tracks();
  }

  @Override
  public long duration() {
    return durationMicros;
  }

  @Override
  public Optional<Frame> next() throws IOException {
    try {
      while (bytes.position() < bytes.length()) {
        long at = bytes.position();
        int id = Ebml.readId(bytes);
        long size = Ebml.readSize(bytes);
        if (id == Ebml.CLUSTER || id == Ebml.BLOCK_GROUP || id == Ebml.SEGMENT) {
          continue;
        }
        long end = bytes.position() + size;
        if (size < 0 || end > bytes.length()) {
          return Optional.empty();
        }
        if (id == Ebml.TIMESTAMP && size <= 8) {
          cluster = bytes.big((int) size);
        } else if ((id == Ebml.SIMPLE_BLOCK || id == Ebml.BLOCK) && size >= 4) {
          Optional<Frame> frame = block(at, end);
          if (frame.isPresent()) {
            bytes.seek(end);
            return frame;
          }
        }
        bytes.seek(end);
      }
    } catch (EOFException | Ebml.Broken e) {
      // A recording that was cut off ends with its last whole block.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<Frame> block(long at, long end) throws IOException {
    Map<Integer, Integer> byNumber = header.byNumber();
    Integer number = byNumber.get((int) Ebml.readSize(bytes));
    int relative = (short) bytes.big(2);
    int flags = bytes.readByte();
    long size = end - bytes.position();
    if (number == null || size <= 0 || size > MAX_FRAME || (flags & 6) != 0) {
      // Laced audio is not written by anything that makes WebM for browsers.
      return Optional.empty();
    }
    byte[] data = new byte[(int) size];
    bytes.readFully(data);
    Track track = header.tracks().get(number);
    boolean key = isKey(track, data);
    long micros = micros(track, relative, data);
    places.add(micros, at, cluster);
    if (key && track.kind() == MediaKind.VIDEO) {
      keys.add(micros, at, cluster);
    }
    return Optional.of(new Frame(number, micros, key, data));
  }

  private long micros(Track track, int relative, byte[] data) {
    long written = header.micros(Math.addExact(cluster & Long.MAX_VALUE >> 1, relative));
    long micros = Math.max(0, Math.min(MAX_MICROS, written));
    if (track.kind() == MediaKind.VIDEO) {
      return micros;
    }
    if (audioEnd >= 0 && Math.abs(micros - audioEnd) <= ROUNDING_MICROS) {
      micros = audioEnd;
    }
    audioEnd = micros + OpusPackets.samples(data) * 1_000L / 48;
    return micros;
  }

  /** A block group has no flag for it, so the frame itself is looked at. */
  private static boolean isKey(Track track, byte[] data) {
    return switch (track.encoding()) {
      case "vp8" -> (data[0] & 1) == 0;
      case "vp9" -> Vp9Frames.isKey(data);
      default -> true;
    };
  }

  @Override
  public long seek(long micros) throws IOException {
    reach(micros);
    int key = keys.before(micros);
    if (key >= 0 && micros - keys.time(key) <= MAX_KEY_FRAME_WAY) {
      // The picture is whole from there on.
      begin(keys, key);
      return keys.time(key);
    }
    int place = places.before(micros);
    begin(places, place);
    if (micros <= 0) {
      return 0;
    }
    Optional<Frame> frame = next();
    while (frame.isPresent() && frame.get().micros() < micros) {
      frame = next();
    }
    // One frame too far; a frame of sound more or less does not matter.
    return frame.map(Frame::micros).orElse(durationMicros);
  }

  /** Reads on from the last known place, so that those before the wanted time are all known. */
  private void reach(long micros) throws IOException {
    int last = places.last();
    if (micros <= 0 || last >= 0 && places.time(last) >= micros) {
      return;
    }
    begin(places, last);
    Optional<Frame> frame = next();
    while (frame.isPresent() && frame.get().micros() < micros) {
      frame = next();
    }
  }

  private void begin(SeekIndex index, int place) {
    bytes.seek(place < 0 ? header.bodyAt() : index.offset(place));
    cluster = place < 0 ? 0 : index.state(place);
    audioEnd = -1;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
