package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.file.Recordings;
import io.jackfield.media.embedded.record.Recording;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins recordings for legs; on a worker for files. */
final class FileStart {
  private static final Logger LOG = LoggerFactory.getLogger(FileStart.class);

  private FileStart() {}

  /**
   * Begins one.
   *
   * @param path as it was asked for
   * @param tracks what the leg has
   * @param worker this very worker, where the recording lives
   * @param listener told there of what happens
   * @throws FailureException invalid_uri with the reason when the file cannot be begun
   */
  static LegRecorder.Recorded begin(
      Path path, Recordings.Tracks tracks, Owner worker, Recording.Listener listener) {
    try {
      Recordings.Begun begun = Recordings.begin(path, tracks);
      Recording recording =
          new Recording(
              worker,
              System::nanoTime,
              begun.writer(),
              tracks.soundRate().isPresent(),
              tracks.pictures(),
              listener);
      return new LegRecorder.Recorded(recording, begun.path());
    } catch (IOException e) {
      LOG.warn("Not recorded to {}", path, e);
      throw new FailureException(Failure.of(Reason.INVALID_URI).withDetail(text(e)), e);
    }
  }

  /** The system's own words name the path, which is not for everybody. */
  private static String text(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "no folder can be made there";
    }
    if (e instanceof FileSystemException known) {
      return known.getReason() == null ? "the file cannot be made" : known.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
