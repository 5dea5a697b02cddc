package io.jackfield.signaling.sip;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP peer that speaks SIP in text. */
final class TcpPeer implements AutoCloseable {

  private static final AtomicInteger SERIAL = new AtomicInteger();

  final Socket socket = new Socket();
  private final InputStream in;

  TcpPeer(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
    in = socket.getInputStream();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  String request(String method, String user, String callId, String toTag, int cseq, String body) {
    return method
        + " sip:"
        + user
        + "@jackfield SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bKt"
        + SERIAL.incrementAndGet()
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:1000@jackfield>;tag=tcp\r\nTo: <sip:"
        + user
        + "@jackfield>"
        + (toTag.isEmpty() ? "" : ";tag=" + toTag)
        + "\r\nCall-ID: "
        + callId
        + "\r\nCSeq: "
        + cseq
        + ' '
        + method
        + "\r\nContact: <sip:1000@127.0.0.1:9;transport=tcp>\r\n"
        + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** Whether nothing comes for a while. */
  boolean silent(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(10_000);
    }
  }

  /** The next message whose first line has this in it. */
  String await(String inFirstLine) throws IOException {
    while (true) {
      String message = receive();
      if (message.substring(0, message.indexOf('\r')).contains(inFirstLine)) {
        return message;
      }
    }
  }

  /** The next final response to this request of this call; a repeated one of another is passed. */
  String awaitOk(String callId, String cseq) throws IOException {
    while (true) {
      String message = await("200 ");
      if (Probe.header(message, "Call-ID").equals(callId)
          && Probe.header(message, "CSeq").equals(cseq)) {
        return message;
      }
    }
  }

  private String receive() throws IOException {
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
    socket.close();
  }
}
