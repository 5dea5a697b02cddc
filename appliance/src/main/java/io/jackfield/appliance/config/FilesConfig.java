package io.jackfield.appliance.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Recordings, files to play and message logs of a service's rooms.
 *
 * @param recordDir directory of recordings
 * @param recordUrlPrefix where the operator's web server shows that directory
 * @param playDirs further directories files may be played from
 * @param roomMessagesMax most messages kept a room
 */
public record FilesConfig(
    Path recordDir, Optional<String> recordUrlPrefix, List<Path> playDirs, int roomMessagesMax) {

  /** Copies the list. */
  public FilesConfig {
    playDirs = List.copyOf(playDirs);
  }

  static FilesConfig read(Section section) {
    return new FilesConfig(
        Path.of(section.text("record_dir", "./record")),
        section.text("record_url_prefix"),
        section.texts("play_dirs", List.of()).stream().map(Path::of).toList(),
        section.integer("room_msglog_max", 1, 1_000_000, 10_000));
  }
}
