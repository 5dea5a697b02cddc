package io.jackfield.signaling.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A UDP peer that speaks SIP in text. */
final class Probe implements AutoCloseable {

  static final String OFFER =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 41000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
          + "a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

  private static final AtomicInteger SERIAL = new AtomicInteger();

  final DatagramSocket socket;
  final InetSocketAddress server;
  final String callId = "probe-" + SERIAL.incrementAndGet() + "@127.0.0.1";
  final String fromTag = "from" + SERIAL.incrementAndGet();
  int cseq = 1;

  Probe(int serverPort) throws IOException {
    this(serverPort, "127.0.0.1");
  }

  /** One with an address of its own. */
  Probe(int serverPort, String address) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(address, 0));
    socket.setSoTimeout(10_000);
    server = new InetSocketAddress("127.0.0.1", serverPort);
  }

  int port() {
    return socket.getLocalPort();
  }

  void raw(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  String branch() {
    return "z9hG4bKp" + SERIAL.incrementAndGet();
  }

  /** A request with the usual headers; extra lines end with CRLF each. */
  String request(
      String method, String user, String toTag, String branch, String extra, String body) {
    String uri = user.isEmpty() ? "sip:jackfield" : "sip:" + user + "@jackfield";
    return method
        + ' '
        + uri
        + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
        + port()
        + ";rport;branch="
        + branch
        + "\r\nMax-Forwards: 70\r\nFrom: \"Probe\" <sip:1000@jackfield>;tag="
        + fromTag
        + "\r\nTo: <"
        + uri
        + '>'
        + (toTag.isEmpty() ? "" : ";tag=" + toTag)
        + "\r\nCall-ID: "
        + callId
        + "\r\nCSeq: "
        + cseq
        + ' '
        + method
        + "\r\nContact: <sip:1000@127.0.0.1:"
        + port()
        + ">\r\n"
        + extra
        + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  String receive() throws IOException {
    byte[] buffer = new byte[65_535];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    socket.receive(packet);
    return new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  /** The next message whose first line has this in it; others are skipped. */
  String await(String inFirstLine) throws IOException {
    while (true) {
      String message;
      try {
        message = receive();
      } catch (SocketTimeoutException e) {
        throw new AssertionError("no message with '" + inFirstLine + "' came", e);
      }
      if (message.substring(0, message.indexOf('\r')).contains(inFirstLine)) {
        return message;
      }
    }
  }

  /** Whether nothing comes for a while. */
  boolean silent(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      receive();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(10_000);
    }
  }

  /** A 200 to a request we received, with extra lines and a body. */
  String reply(String request, String status, String toTag, String extra, String body) {
    StringBuilder out = new StringBuilder("SIP/2.0 " + status + "\r\n");
    for (String line : request.split("\r\n")) {
      String lower = line.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("via:")
          || lower.startsWith("from:")
          || lower.startsWith("call-id:")
          || lower.startsWith("cseq:")) {
        out.append(line).append("\r\n");
      } else if (lower.startsWith("to:")) {
        out.append(line);
        if (!lower.contains("tag=") && !toTag.isEmpty()) {
          out.append(";tag=").append(toTag);
        }
        out.append("\r\n");
      }
    }
    out.append("Contact: <sip:probe@127.0.0.1:").append(port()).append(">\r\n").append(extra);
    if (!body.isEmpty()) {
      out.append("Content-Type: application/sdp\r\n");
    }
    return out.append("Content-Length: ")
        .append(body.length())
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }

  static String header(String message, String name) {
    for (String line : message.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT)
          .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    throw new AssertionError("no " + name + " in:\n" + message);
  }

  static String tag(String header) {
    return header.replaceAll(".*;tag=([^;>]+).*", "$1");
  }

  @Override
  public void close() {
    socket.close();
  }
}
