package io.jackfield.appliance.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold secrets: readable by their owner alone, replaced in one step. */
final class PrivateFile {

  private PrivateFile() {}

  /**
   * Writes a file so that a reader sees the old content or the new, never a part.
   *
   * @throws IOException if it cannot be written
   */
  static void write(Path file, String text) throws IOException {
    FileAttribute<?>[] mode =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path folder = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, ".new-", ".tmp", mode);
    try {
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
