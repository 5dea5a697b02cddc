package io.jackfield.signaling.transport.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on loopback that answers with the bytes it was given. */
public final class NameServer implements AutoCloseable {

  private static final Map<Integer, DnsType> TYPES =
      Map.of(1, DnsType.A, 28, DnsType.AAAA, 33, DnsType.SRV, 35, DnsType.NAPTR);

  private final DatagramSocket socket =
      new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
  private volatile boolean silent;

  /** Starts one on any port. */
  public NameServer() throws IOException {
    Thread thread = new Thread(this::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Data of the records of a name, in hex. */
  public void answer(String name, DnsType type, String... data) {
    records.put(name + type, List.of(data).stream().map(HexFormat.of()::parseHex).toList());
  }

  /** From now on it says nothing. */
  public void fallSilent() {
    silent = true;
  }

  /** IPv4 addresses of a name. */
  public void host(String name, String... addresses) {
    answer(
        name, DnsType.A, List.of(addresses).stream().map(NameServer::hex).toArray(String[]::new));
  }

  private static String hex(String address) {
    StringBuilder hex = new StringBuilder();
    for (String part : address.split("\\.")) {
      hex.append(String.format("%02x", Integer.parseInt(part)));
    }
    return hex.toString();
  }

  /** Servers of a service, each {@code priority weight port target}. */
  public void services(String name, String... servers) {
    answer(
        name,
        DnsType.SRV,
        List.of(servers).stream().map(NameServer::service).toArray(String[]::new));
  }

  private static String service(String text) {
    String[] parts = text.split(" ");
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      hex.append(String.format("%04x", Integer.parseInt(parts[i])));
    }
    for (String label : parts[3].split("\\.")) {
      hex.append(String.format("%02x", label.length()));
      hex.append(HexFormat.of().formatHex(label.getBytes(StandardCharsets.US_ASCII)));
    }
    return hex.append("00").toString();
  }

  private void serve() {
    byte[] buffer = new byte[1_500];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        if (!silent) {
          byte[] reply = reply(ByteBuffer.wrap(buffer, 0, packet.getLength()));
          socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private byte[] reply(ByteBuffer query) {
    int id = query.getShort(0);
    query.position(12);
    StringBuilder name = new StringBuilder();
    for (int length = query.get(); length > 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    DnsType type = TYPES.get((int) query.getShort());
    int questionEnd = query.position() + 2;
    List<byte[]> found = records.get(name.toString() + type);
    ByteBuffer out = ByteBuffer.allocate(1_500);
    // RFC 1035 4.1.1: a response, recursion available, NOERROR or NXDOMAIN.
    out.putShort((short) id).putShort((short) (found == null ? 0x8183 : 0x8180));
    out.putShort((short) 1).putShort((short) (found == null ? 0 : found.size()));
    out.putInt(0);
    out.put(query.array(), 12, questionEnd - 12);
    for (byte[] data : found == null ? List.<byte[]>of() : found) {
      out.putShort((short) 0xc00c).putShort(query.getShort(questionEnd - 4)).putShort((short) 1);
      out.putInt(60).putShort((short) data.length).put(data);
    }
    byte[] bytes = new byte[out.position()];
    out.flip();
    out.get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
