package io.jackfield.gateway.media;

import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.CodecMatch;
import io.jackfield.gateway.sdp.Connection;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SessionDescription;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A phone as far as media goes: one RTP socket on loopback, descriptions, packets. */
public final class RtpClient implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int SAMPLES = 160;

  private final DatagramSocket socket;
  private final List<Codec> codecs;
  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private InetSocketAddress engine;
  private int sequence = ThreadLocalRandom.current().nextInt(0xffff);
  private int timestamp = ThreadLocalRandom.current().nextInt();
  private long version;

  /**
   * One packet as it came.
   *
   * @param payload behind the header
   */
  public record Packet(int payloadType, int sequence, long timestamp, int ssrc, byte[] payload) {
    /** The first byte, by which tests tell packets apart. */
    public int mark() {
      return payload[0] & 255;
    }
  }

  /** A phone with these codecs, on a port of its own. */
  public RtpClient(Codec... codecs) throws IOException {
    this.codecs = List.of(codecs);
    this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Port of the socket. */
  public int port() {
    return socket.getLocalPort();
  }

  /** An offer with all codecs. */
  public SessionDescription offer() {
    return offer(Direction.SENDRECV);
  }

  /** An offer with all codecs and this direction. */
  public SessionDescription offer(Direction direction) {
    return description(codecs, direction);
  }

  private SessionDescription description(List<Codec> listed, Direction direction) {
    MediaDescription audio =
        MediaDescription.of("audio", socket.getLocalPort(), "RTP/AVP", List.of())
            .withAttribute(Attribute.of(direction.attribute()))
            .withCodecs(listed);
    version++;
    Origin origin = new Origin("-", "7", Long.toString(version), "IN", "IP4", "127.0.0.1");
    return SessionDescription.of(origin, List.of(audio)).withConnection(Connection.of("127.0.0.1"));
  }

  /**
   * Answers an offer of the engine with the codecs both have, under its payload types; only its
   * first section, which must be audio.
   */
  public SessionDescription answer(SessionDescription offer) {
    learn(offer);
    List<Codec> common = CodecMatch.intersect(offer.media().get(0).codecs(), codecs);
    SessionDescription own = description(common, Direction.SENDRECV);
    List<MediaDescription> media = new ArrayList<>(own.media());
    offer.media().stream().skip(1).forEach(m -> media.add(m.rejected()));
    return own.withMedia(media);
  }

  /** Takes the engine's address from its description. */
  public void learn(SessionDescription description) {
    MediaDescription audio = description.audio().orElseThrow();
    String host = description.connection(audio).orElseThrow().host();
    try {
      engine = new InetSocketAddress(InetAddress.getByName(host), audio.port());
    } catch (IOException e) {
      throw new IllegalArgumentException(host, e);
    }
  }

  /** Sends a packet of 20 ms whose bytes are all alike. */
  public void send(int payloadType, int mark) throws IOException {
    byte[] payload = new byte[SAMPLES];
    Arrays.fill(payload, (byte) mark);
    send(payloadType, false, payload);
    timestamp += SAMPLES;
  }

  /** Sends a packet of sound with this payload; so far goes its clock. */
  public void send(int payloadType, byte[] payload, int ticks) throws IOException {
    send(payloadType, false, payload);
    timestamp += ticks;
  }

  /** Sends one packet of a telephone event (RFC 4733 2.3). */
  public void sendEvent(int payloadType, int event, int duration, boolean end, boolean first)
      throws IOException {
    byte[] payload = {
      (byte) event, (byte) ((end ? 0x80 : 0) | 10), (byte) (duration >> 8), (byte) duration
    };
    send(payloadType, first, payload);
  }

  /** Sends a digit of 60 ms with its three end packets. */
  public void sendDigit(int payloadType, int event) throws IOException {
    for (int i = 1; i <= 3; i++) {
      sendEvent(payloadType, event, SAMPLES * i, false, i == 1);
    }
    for (int i = 0; i < 3; i++) {
      sendEvent(payloadType, event, SAMPLES * 3, true, false);
    }
    timestamp += SAMPLES * 3;
  }

  private void send(int payloadType, boolean marker, byte[] payload) throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(HEADER + payload.length);
    packet.put((byte) 0x80).put((byte) (payloadType | (marker ? 0x80 : 0)));
    packet.putShort((short) sequence++).putInt(timestamp).putInt(ssrc).put(payload);
    socket.send(new DatagramPacket(packet.array(), packet.capacity(), engine));
  }

  /** The next RTP packet within the time, RTCP passed over. */
  public Optional<Packet> receive(int millis) throws IOException {
    byte[] data = new byte[2000];
    DatagramPacket packet = new DatagramPacket(data, data.length);
    socket.setSoTimeout(millis);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(data, 0, packet.getLength());
    int type = in.get(1) & 0x7f;
    if (type >= 64 && type < 96) {
      return receive(millis);
    }
    return Optional.of(
        new Packet(
            type,
            in.getShort(2) & 0xffff,
            in.getInt(4) & 0xffffffffL,
            in.getInt(8),
            Arrays.copyOfRange(data, HEADER, packet.getLength())));
  }

  /** The next RTP packet; fails when none comes. */
  public Packet receive() throws IOException {
    return receive(5000).orElseThrow(() -> new AssertionError("no packet came"));
  }

  /** The next packet whose payload starts with this mark, others passed over. */
  public Packet receiveMark(int mark) throws IOException {
    Packet packet = receive();
    while (packet.mark() != (mark & 255)) {
      packet = receive();
    }
    return packet;
  }

  @Override
  public void close() {
    socket.close();
  }
}
