package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.relay.MediaKind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** WebM with Opus, VP8 or VP9; other tracks are passed over. Live files without sizes too. */
final class WebmFile implements MediaFile {
  private static final int MAX_FRAME = 8 * 1024 * 1024;

  private final FileBytes bytes;
  private final List<Track> tracks = new ArrayList<>();
  private final Map<Integer, Integer> byNumber = new HashMap<>();
  private final List<String> passedOver = new ArrayList<>();
  private final long durationMicros;
  private long scale = 1_000_000;
  private long cluster;
  private long bodyAt;

  WebmFile(FileBytes bytes) throws IOException {
    this.bytes = bytes;
    header();
    bodyAt = bytes.position();
    durationMicros = measure();
    rewind();
  }

  private void header() throws IOException {
    int id = Ebml.readId(bytes);
    long size = Ebml.readSize(bytes);
    if (id != Ebml.HEADER || size < 0) {
      throw new IOException("not a WebM file");
    }
    bytes.seek(bytes.position() + size);
    while (true) {
      long at = bytes.position();
      if (at >= bytes.length()) {
        break;
      }
      id = Ebml.readId(bytes);
      size = Ebml.readSize(bytes);
      if (id == Ebml.CLUSTER) {
        bytes.seek(at);
        break;
      }
      if (id == Ebml.SEGMENT) {
        continue;
      }
      if (size < 0) {
        throw new IOException("a WebM element without size");
      }
      long end = bytes.position() + size;
      if (id == Ebml.INFO || id == Ebml.TRACKS) {
        children(end);
      }
      bytes.seek(end);
    }
    if (tracks.isEmpty()) {
      throw new IOException(
          "WebM without a track of Opus, VP8 or VP9"
              + (passedOver.isEmpty() ? "" : "; it has " + String.join(" ", passedOver)));
    }
  }

  private void children(long end) throws IOException {
    while (bytes.position() < end) {
      int id = Ebml.readId(bytes);
      long size = Ebml.readSize(bytes);
      long next = bytes.position() + size;
      if (size < 0 || next > end) {
        throw new IOException("a broken WebM header");
      }
      if (id == Ebml.TIMESTAMP_SCALE && size <= 8) {
        scale = Math.max(1, bytes.big((int) size));
      } else if (id == Ebml.TRACK_ENTRY) {
        track(next);
      }
      bytes.seek(next);
    }
  }

  private void track(long end) throws IOException {
    int number = 0;
    String codec = "";
    while (bytes.position() < end) {
      int id = Ebml.readId(bytes);
      long size = Ebml.readSize(bytes);
      long next = bytes.position() + size;
      if (size < 0 || next > end) {
        throw new IOException("a broken WebM track");
      }
      if (id == Ebml.TRACK_NUMBER && size <= 4) {
        number = (int) bytes.big((int) size);
      } else if (id == Ebml.CODEC_ID && size < 64) {
        byte[] text = new byte[(int) size];
        bytes.readFully(text);
        codec = new String(text, StandardCharsets.US_ASCII).trim();
      }
      bytes.seek(next);
    }
    Optional<Track> known =
        switch (codec) {
          case "A_OPUS" -> Optional.of(new Track(MediaKind.AUDIO, "opus", 48_000, 2));
          case "V_VP8" -> Optional.of(new Track(MediaKind.VIDEO, "vp8", 90_000, 1));
          case "V_VP9" -> Optional.of(new Track(MediaKind.VIDEO, "vp9", 90_000, 1));
          default -> Optional.empty();
        };
    boolean second =
        known.filter(t -> tracks.stream().anyMatch(k -> k.kind() == t.kind())).isPresent();
    if (known.isEmpty() || second) {
      passedOver.add(codec);
      return;
    }
    byNumber.put(number, tracks.size());
    tracks.add(known.get());
  }

  /** Live files do not say how long they are, so all are measured. */
  private long measure() throws IOException {
    long last = 0;
    long before = 0;
    Optional<Frame> frame = next();
    while (frame.isPresent()) {
      if (frame.get().micros() > last) {
        before = last;
        last = frame.get().micros();
      }
      frame = next();
    }
    // The last frame lasts as long as the one before it did.
    return last + Math.min(100_000, Math.max(20_000, last - before));
  }

  @Override
  public List<Track> tracks() {
    return List.copyOf(tracks);
  }

  @Override
  public long duration() {
    return durationMicros;
  }

  @Override
  public Optional<Frame> next() throws IOException {
    try {
      while (bytes.position() < bytes.length()) {
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
          Optional<Frame> frame = block(end);
          bytes.seek(end);
          if (frame.isPresent()) {
            return frame;
          }
        }
        bytes.seek(end);
      }
    } catch (EOFException e) {
      // A recording that was cut off ends with its last whole block.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<Frame> block(long end) throws IOException {
    Integer track = byNumber.get((int) Ebml.readSize(bytes));
    int relative = (short) bytes.big(2);
    int flags = bytes.readByte();
    long size = end - bytes.position();
    if (track == null || size > MAX_FRAME || (flags & 6) != 0) {
      // Laced audio is not written by anything that makes WebM for browsers.
      return Optional.empty();
    }
    byte[] data = new byte[(int) size];
    bytes.readFully(data);
    long micros = Math.max(0, (cluster + relative) * scale / 1000);
    return Optional.of(new Frame(track, micros, isKey(tracks.get(track), data), data));
  }

  /** A block group has no flag for it, so the frame itself is looked at. */
  private static boolean isKey(Track track, byte[] data) {
    return switch (track.encoding()) {
      case "vp8" -> data.length > 0 && (data[0] & 1) == 0;
      case "vp9" -> data.length > 0 && Vp9Frames.isKey(data);
      default -> true;
    };
  }

  @Override
  public void rewind() {
    bytes.seek(bodyAt);
    cluster = 0;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
