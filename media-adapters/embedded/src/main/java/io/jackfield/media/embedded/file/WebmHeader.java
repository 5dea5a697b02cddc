package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.relay.MediaKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands before the first cluster of a WebM file (RFC 9559 5.1). */
final class WebmHeader {
  private static final int MAX_NAME = 64;

  /** A second a tick is the coarsest scale that makes sense. */
  private static final long MAX_SCALE = 1_000_000_000;

  private final FileBytes bytes;
  private final List<MediaFile.Track> tracks = new ArrayList<>();
  private final Map<Integer, Integer> byNumber = new HashMap<>();
  private final List<String> passedOver = new ArrayList<>();
  private long scale = 1_000_000;
  private double duration;
  private long bodyAt;

  private WebmHeader(FileBytes bytes) {
    this.bytes = bytes;
  }

  /** Reads the header; leaves the position anywhere. */
  static WebmHeader read(FileBytes bytes) throws IOException {
    WebmHeader header = new WebmHeader(bytes);
    header.read();
    return header;
  }

  /** The tracks we can play, the first of each kind. */
  List<MediaFile.Track> tracks() {
    return List.copyOf(tracks);
  }

  /** Index of the track by its number in blocks. */
  Map<Integer, Integer> byNumber() {
    return byNumber;
  }

  /** Where the clusters begin. */
  long bodyAt() {
    return bodyAt;
  }

  /** As the file says, 0 when it does not. */
  long durationMicros() {
    return micros((long) duration);
  }

  /** A time of the file in microseconds. */
  long micros(long ticks) {
    double micros = (double) ticks * scale / 1000;
    return (long) micros;
  }

  private void read() throws IOException {
    int id = Ebml.readId(bytes);
    long size = Ebml.readSize(bytes);
    if (id != Ebml.HEADER || size < 0) {
      throw new IOException("not a WebM file");
    }
    bytes.seek(bytes.position() + size);
    bodyAt = bytes.position();
    while (bytes.position() < bytes.length() && element()) {
      bodyAt = bytes.position();
    }
    if (tracks.isEmpty()) {
      throw new IOException(
          "WebM without a track of Opus, VP8 or VP9"
              + (passedOver.isEmpty() ? "" : "; it has " + String.join(" ", passedOver)));
    }
  }

  /** Reads one element; false when the clusters begin. */
  private boolean element() throws IOException {
    int id = Ebml.readId(bytes);
    long size = Ebml.readSize(bytes);
    if (id == Ebml.CLUSTER) {
      return false;
    }
    if (id == Ebml.SEGMENT) {
      return true;
    }
    if (size < 0) {
      throw new IOException("a WebM element without size");
    }
    long end = bytes.position() + size;
    if (id == Ebml.INFO || id == Ebml.TRACKS) {
      children(end);
    }
    bytes.seek(end);
    return true;
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
        scale = Math.max(1, Math.min(MAX_SCALE, bytes.big((int) size)));
      } else if (id == Ebml.DURATION && (size == 4 || size == 8)) {
        long raw = bytes.big((int) size);
        double said = size == 4 ? Float.intBitsToFloat((int) raw) : Double.longBitsToDouble(raw);
        duration = Double.isFinite(said) && said > 0 ? Math.min(said, 1e12) : 0;
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
      } else if (id == Ebml.CODEC_ID && size < MAX_NAME) {
        byte[] text = new byte[(int) size];
        bytes.readFully(text);
        codec = new String(text, StandardCharsets.US_ASCII).trim();
      }
      bytes.seek(next);
    }
    add(number, codec);
  }

  private void add(int number, String codec) {
    Optional<MediaFile.Track> known =
        switch (codec) {
          case "A_OPUS" -> Optional.of(new MediaFile.Track(MediaKind.AUDIO, "opus", 48_000, 2));
          case "V_VP8" -> Optional.of(new MediaFile.Track(MediaKind.VIDEO, "vp8", 90_000, 1));
          case "V_VP9" -> Optional.of(new MediaFile.Track(MediaKind.VIDEO, "vp9", 90_000, 1));
          default -> Optional.empty();
        };
    boolean second =
        known.filter(t -> tracks.stream().anyMatch(k -> k.kind() == t.kind())).isPresent();
    if (known.isPresent() && !second) {
      byNumber.put(number, tracks.size());
      tracks.add(known.get());
    } else if (passedOver.size() < 8) {
      // The name is the file's; it ends in a text for people.
      passedOver.add(codec.replaceAll("[^A-Za-z0-9_/.]", "?"));
    }
  }
}
