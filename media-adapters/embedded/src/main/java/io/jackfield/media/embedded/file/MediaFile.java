package io.jackfield.media.embedded.file;

import io.jackfield.media.embedded.relay.MediaKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file that is played: frames in the order of their time. */
public interface MediaFile extends AutoCloseable {

  /**
   * One track that can be played.
   *
   * @param kind audio or video
   * @param encoding RTP encoding name: {@code pcmu}, {@code pcma}, {@code l16}, {@code opus},
   *     {@code vp8}, {@code vp9}
   * @param clockRate RTP clock in Hz
   * @param channels as the payload format has it: 2 for Opus
   */
  record Track(MediaKind kind, String encoding, int clockRate, int channels) {

    /** What else must be equal in a peer's codec: the profile of VP9 (RFC 9628 6). */
    public String variant() {
      return encoding.equals("vp9") ? "0" : "";
    }
  }

  /**
   * One frame.
   *
   * @param track index of its track
   * @param micros its time from the beginning of the file
   * @param key whether a decoder can begin with it
   * @param data the frame
   */
  record Frame(int track, long micros, boolean key, byte[] data) {}

  /** The tracks, at most one of a kind; never empty. */
  List<Track> tracks();

  /** Length in microseconds; an estimate where measuring would take too long. */
  long duration();

  /** The next frame, empty at the end. A broken tail is the end too. */
  Optional<Frame> next() throws IOException;

  /**
   * Goes on from another place.
   *
   * @param micros from the beginning; behind the end is the end
   * @return where it really goes on: for video a key frame a little before, if there is one near
   */
  long seek(long micros) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Opens a file by what is in it, whatever its name.
   *
   * @param path the file
   * @return at its beginning
   * @throws IOException when it cannot be read, or is none of the kinds we play; says which
   */
  static MediaFile open(Path path) throws IOException {
    // A pipe or a device would never end.
    if (!Files.isRegularFile(path)) {
      throw new IOException(Files.exists(path) ? "not a regular file" : "no such file");
    }
    FileBytes bytes = new FileBytes(path);
    try {
      byte[] magic = new byte[4];
      int got = bytes.read(magic, 0, 4);
      bytes.seek(0);
      String text = new String(magic, 0, Math.max(0, got), StandardCharsets.ISO_8859_1);
      return switch (text) {
        case "RIFF" -> new WavFile(bytes);
        case "OggS" -> new OggOpusFile(bytes);
        case "\u001aE\u00df\u00a3" -> new WebmFile(bytes);
        default -> throw new IOException("not a WAV, Ogg Opus or WebM file");
      };
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }
}
