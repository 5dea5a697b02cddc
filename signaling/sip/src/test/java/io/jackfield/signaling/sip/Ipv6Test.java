package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIP over IPv6, and on a wildcard listener. */
class Ipv6Test {

  private static String ask(InetSocketAddress from, InetSocketAddress to, String via)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket(from)) {
      socket.setSoTimeout(10_000);
      String request =
          "INVITE sip:answer@jackfield SIP/2.0\r\nVia: SIP/2.0/UDP "
              + via
              + ':'
              + socket.getLocalPort()
              + ";branch=z9hG4bKv6\r\nMax-Forwards: 70\r\nFrom: <sip:1000@jackfield>;tag=v6\r\n"
              + "To: <sip:answer@jackfield>\r\nCall-ID: v6\r\nCSeq: 1 INVITE\r\n"
              + "Contact: <sip:1000@"
              + via
              + ":"
              + socket.getLocalPort()
              + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
              + Probe.OFFER.length()
              + "\r\n\r\n"
              + Probe.OFFER;
      byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, to));
      DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
      String response = "";
      while (!response.startsWith("SIP/2.0 200")) {
        socket.receive(packet);
        response = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      }
      return response;
    }
  }

  private static Testbed listening(String address) throws Exception {
    return Testbed.with(
        config ->
            SipConfig.of(
                    Testbed.DOMAIN,
                    List.of(
                        SipConfig.Listen.udp(new InetSocketAddress(address, 0)),
                        SipConfig.Listen.tcp(new InetSocketAddress(address, 0))))
                .digest(false));
  }

  @Test
  void overIpv6() throws Exception {
    boolean available = true;
    try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress("::1", 0))) {
      probe.getLocalPort();
    } catch (IOException e) {
      available = false;
    }
    assumeTrue(available, "this host has no IPv6 loopback");
    try (Testbed bed = listening("::1")) {
      String ok =
          ask(new InetSocketAddress("::1", 0), new InetSocketAddress("::1", bed.udp), "[::1]");
      assertTrue(
          Probe.header(ok, "Contact").matches("<sip:jackfield@\\[[0:]+1\\]:" + bed.udp + ">"), ok);
    }
  }

  @Test
  void onAWildcardListener() throws Exception {
    try (Testbed bed = listening("0.0.0.0")) {
      String ok =
          ask(
              new InetSocketAddress("127.0.0.1", 0),
              new InetSocketAddress("127.0.0.1", bed.udp),
              "127.0.0.1");
      assertTrue(!Probe.header(ok, "Contact").contains("0.0.0.0"), ok);
    }
  }
}
