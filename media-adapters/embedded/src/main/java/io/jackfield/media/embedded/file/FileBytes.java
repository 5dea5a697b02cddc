package io.jackfield.media.embedded.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Buffered reading with a position that can be set. */
final class FileBytes implements AutoCloseable {
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(32 * 1024).flip();
  private long bufferAt;

  FileBytes(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  long length() throws IOException {
    return channel.size();
  }

  long position() {
    return bufferAt + buffer.position();
  }

  void seek(long position) {
    if (position >= bufferAt && position <= bufferAt + buffer.limit()) {
      buffer.position((int) (position - bufferAt));
    } else {
      bufferAt = position;
      buffer.position(0).limit(0);
    }
  }

  /** Reads what there is, up to so many bytes; -1 at the end. */
  int read(byte[] to, int at, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (!buffer.hasRemaining() && !fill()) {
        return done == 0 && count > 0 ? -1 : done;
      }
      int step = Math.min(count - done, buffer.remaining());
      buffer.get(to, at + done, step);
      done += step;
    }
    return done;
  }

  private boolean fill() throws IOException {
    bufferAt += buffer.position();
    buffer.clear();
    int got = channel.read(buffer, bufferAt);
    buffer.flip();
    return got > 0;
  }

  void readFully(byte[] to) throws IOException {
    if (read(to, 0, to.length) < to.length && to.length > 0) {
      throw new EOFException("the file ends early");
    }
  }

  int readByte() throws IOException {
    if (!buffer.hasRemaining() && !fill()) {
      throw new EOFException("the file ends early");
    }
    return buffer.get() & 255;
  }

  /** A number of so many bytes, low byte first. */
  long little(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) readByte() << 8 * i;
    }
    return value;
  }

  /** A number of so many bytes, high byte first. */
  long big(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | readByte();
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
