package io.jackfield.media.embedded.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows by whole pieces: one that does not fit on the disk is not there at all. Never
 * writes over a file that was there.
 */
final class RecordingFile implements AutoCloseable {
  private static final int MAX_NAMES = 1000;

  private final Path path;
  private final FileChannel channel;
  private long length;

  private RecordingFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes a file, and the folders it is to be in.
   *
   * @param wanted its path; when that is taken {@code -1}, {@code -2}... is added to the name
   */
  static RecordingFile create(Path wanted) throws IOException {
    Path folder = wanted.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path path = wanted;
    for (int i = 1; i <= MAX_NAMES; i++) {
      try {
        return new RecordingFile(
            path, FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
      } catch (FileAlreadyExistsException e) {
        path = numbered(wanted, i);
      }
    }
    throw new FileAlreadyExistsException(wanted.toString());
  }

  private static Path numbered(Path wanted, int number) {
    String name = wanted.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot);
    return wanted.resolveSibling(stem + '-' + number + extension);
  }

  /** Where it really is. */
  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  /** Adds a piece at the end. */
  void append(byte[] piece) throws IOException {
    try {
      write(length, piece);
      length += piece.length;
    } catch (IOException e) {
      channel.truncate(length);
      throw e;
    }
  }

  /** Writes over what is there already. */
  void patch(long at, byte[] piece) throws IOException {
    write(at, piece);
  }

  private void write(long at, byte[] piece) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(piece);
    long position = at;
    while (left.hasRemaining()) {
      position += channel.write(left, position);
    }
  }

  /** Takes the file away again: nothing was recorded. */
  void discard() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
