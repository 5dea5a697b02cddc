package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.rtp.Rtp;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** A plain RTP endpoint: one socket, no state. */
final class TestPhone implements AutoCloseable {

  private final DatagramSocket socket;

  TestPhone() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    socket.setSoTimeout(3000);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  void send(InetSocketAddress to, byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length, to));
  }

  void sendRtp(InetSocketAddress to, int type, int ssrc, int seq, int timestamp, byte[] payload)
      throws IOException {
    byte[] data = new byte[Rtp.HEADER + payload.length];
    Rtp.writeHeader(data, 0, type, false, seq, timestamp, ssrc);
    System.arraycopy(payload, 0, data, Rtp.HEADER, payload.length);
    send(to, data);
  }

  /** The next RTP packet; RTCP is passed over. */
  byte[] receive() throws IOException {
    return receive(false);
  }

  byte[] receiveRtcp() throws IOException {
    return receive(true);
  }

  private byte[] receive(boolean rtcp) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    do {
      packet.setLength(2000);
      socket.receive(packet);
    } while (Rtp.isRtcp(packet.getData(), 0, packet.getLength()) != rtcp);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  @Override
  public void close() {
    socket.close();
  }
}
