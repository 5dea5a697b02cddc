package io.jackfield.media.embedded.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Begins recordings. */
public final class Recordings {
  private Recordings() {}

  /**
   * What a leg has.
   *
   * @param soundRate samples a second of its sound, when it has any
   * @param pictures encoding of its pictures in lower case, when they can be recorded
   */
  public record Tracks(Optional<Integer> soundRate, Optional<String> pictures) {}

  /**
   * A recording that has begun.
   *
   * @param path where it really is: never over another file
   * @param writer for one worker
   */
  public record Begun(Path path, RecordingWriter writer) {}

  /**
   * Begins a file, in the container its name says.
   *
   * @param wanted ends in {@code .webm}, {@code .ogg} or {@code .wav}
   * @param tracks what there is; a container takes of it what it has a place for
   * @return the writer, its header on the disk
   * @throws IOException when the file cannot be written, or the container is none of these; says so
   */
  public static Begun begin(Path wanted, Tracks tracks) throws IOException {
    String name = String.valueOf(wanted.getFileName());
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!extension.matches("webm|ogg|opus|wav")) {
      throw new IOException("recordings are .webm, .ogg or .wav");
    }
    RecordingFile file = RecordingFile.create(wanted);
    try {
      RecordingWriter writer =
          switch (extension) {
            case "webm" -> new WebmWriter(file, tracks.soundRate().isPresent(), tracks.pictures());
            case "wav" -> new WavWriter(file, tracks.soundRate().orElse(8000));
            default -> new OggOpusWriter(file);
          };
      return new Begun(file.path(), writer);
    } catch (IOException e) {
      file.discard();
      throw e;
    }
  }
}
