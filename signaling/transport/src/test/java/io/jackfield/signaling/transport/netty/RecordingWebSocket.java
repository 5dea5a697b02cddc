package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.WebSocketHandler;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server's handler that keeps what happens and echoes on request. */
class RecordingWebSocket implements WebSocketHandler {

  final BlockingQueue<Connection> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<RequestHead> heads = new LinkedBlockingQueue<>();
  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> binaries = new LinkedBlockingQueue<>();
  final BlockingQueue<CloseCause> closed = new LinkedBlockingQueue<>();
  volatile boolean echo = true;

  static <T> T next(BlockingQueue<T> queue) {
    try {
      T value = queue.poll(Loopback.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (value == null) {
        throw new AssertionError("nothing came in time");
      }
      return value;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Optional<HttpResponse> refuse(RequestHead head) {
    return head.path().endsWith("/unknown")
        ? Optional.of(HttpResponse.text(404, "no such service"))
        : Optional.empty();
  }

  @Override
  public void onOpen(Connection connection, RequestHead head) {
    heads.add(head);
    opened.add(connection);
  }

  @Override
  public void onText(Connection connection, String text) {
    if (text.equals("fail")) {
      throw new IllegalStateException("asked for");
    }
    texts.add(text);
    if (echo) {
      connection.send(text);
    }
  }

  @Override
  public void onBinary(Connection connection, byte[] bytes) {
    binaries.add(bytes);
    connection.send(bytes);
  }

  @Override
  public void onClosed(Connection connection, CloseCause cause) {
    closed.add(cause);
  }
}
