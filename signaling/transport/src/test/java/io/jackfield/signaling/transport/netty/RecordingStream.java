package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.stream.StreamHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A stream handler that keeps what happens and echoes on request. */
final class RecordingStream implements StreamHandler {

  final BlockingQueue<Connection> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final BlockingQueue<Boolean> writable = new LinkedBlockingQueue<>();
  final BlockingQueue<CloseCause> closed = new LinkedBlockingQueue<>();
  private final boolean echo;

  RecordingStream(boolean echo) {
    this.echo = echo;
  }

  @Override
  public void onOpen(Connection connection) {
    opened.add(connection);
  }

  @Override
  public void onBytes(Connection connection, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    received.add(new String(copy, StandardCharsets.ISO_8859_1));
    if (echo) {
      connection.send(copy);
    }
  }

  @Override
  public void onWritable(Connection connection, boolean isWritable) {
    writable.add(isWritable);
  }

  @Override
  public void onClosed(Connection connection, CloseCause cause) {
    closed.add(cause);
  }
}
