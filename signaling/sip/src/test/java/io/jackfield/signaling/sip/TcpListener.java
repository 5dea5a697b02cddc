package io.jackfield.signaling.sip;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A SIP server in text that takes one TCP connection after the other. */
final class TcpListener implements AutoCloseable {

  private final ServerSocket server = new ServerSocket();
  private Socket connection;

  TcpListener(int port) throws IOException {
    server.setSoTimeout(10_000);
    server.bind(new InetSocketAddress("127.0.0.1", port));
  }

  int port() {
    return server.getLocalPort();
  }

  /** Takes the next connection. */
  void accept() throws IOException {
    connection = server.accept();
    connection.setSoTimeout(10_000);
  }

  void hangUp() throws IOException {
    connection.close();
  }

  void send(String message) throws IOException {
    connection.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
  }

  /** The next message, of the first connection if there is none yet. */
  String receive() throws IOException {
    if (connection == null) {
      accept();
    }
    InputStream in = connection.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    int length = Integer.parseInt(Probe.header(head.toString(), "Content-Length"));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (connection != null) {
      connection.close();
    }
  }
}
