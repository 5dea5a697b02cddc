package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.net.MediaLoop;
import io.jackfield.media.embedded.rtp.RtcpWriter;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.rtp.TelephoneEvents;
import io.jackfield.media.embedded.srtp.CryptoTools;
import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpContext;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class RtpTransportTest {

  MediaPlane plane() throws IOException {
    return Planes.open(1);
  }

  private static final byte[] VOICE = new byte[160];
  private static final StreamConfig G711 = StreamConfig.audio(Planes.PCMU, Planes.EVENTS);

  private MediaPlane plane;
  private TestPhone phone;
  private TestPhone other;

  @BeforeEach
  void open() throws IOException {
    Arrays.fill(VOICE, (byte) 0x33);
    plane = plane();
    phone = new TestPhone();
    other = new TestPhone();
  }

  @AfterEach
  void close() {
    other.close();
    phone.close();
    plane.close();
  }

  private RtpTransport leg(TestPhone peer, TestListener told) throws Exception {
    RtpTransport transport = plane.rtp("call", told);
    transport.remote(peer.address(), peer.address());
    stats(transport);
    return transport;
  }

  private static TransportStats stats(Transport transport) throws Exception {
    return transport.stats().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void portsArePairsWithEvenRtp() throws Exception {
    RtpTransport transport = plane.rtp("call", new TestListener());
    assertEquals(0, transport.localRtp().getPort() % 2);
    assertEquals(transport.localRtp().getPort() + 1, transport.localRtcp().getPort());
  }

  @Test
  void theFirstPlausiblePacketFixesTheAddress() throws Exception {
    TestListener told = new TestListener();
    RtpTransport transport = plane.rtp("call", told);
    MediaStream stream = transport.addStream(G711, told);
    stream.feedFrom(stream);
    transport.remote(new InetSocketAddress("127.0.0.1", 9), new InetSocketAddress("127.0.0.1", 9));
    stats(transport);
    other.send(transport.localRtp(), new byte[] {1, 2, 3});
    other.sendRtp(transport.localRtp(), 77, 1, 1, 1, VOICE);
    phone.sendRtp(transport.localRtp(), 0, 1, 1, 1, VOICE);
    assertEquals(172, phone.receive().length);
    told.await("up RTP");
    other.sendRtp(transport.localRtp(), 0, 2, 50, 1, VOICE);
    phone.sendRtp(transport.localRtp(), 0, 1, 2, 161, VOICE);
    assertEquals(172, phone.receive().length);
    TransportStats stats = stats(transport);
    assertEquals(2, stats.streams().get(0).packetsReceived());
    assertEquals(2, stats.malformed());
    assertEquals(phone.address(), stats.remote().orElseThrow());

    // Only an explicit update moves it.
    transport.remote(other.address(), other.address());
    stats(transport);
    other.sendRtp(transport.localRtp(), 0, 2, 51, 1, VOICE);
    assertEquals(172, other.receive().length);
  }

  @Test
  void bridgesABrowserAndAPhoneBothWays() throws Exception {
    try (TestBrowser browser = new TestBrowser()) {
      TestListener told = new TestListener();
      WebRtcTransport web = plane.webRtc("call", told);
      MediaStream webStream = web.addStream(G711, StreamListener.NONE);
      RtpTransport rtp = leg(phone, new TestListener());
      MediaStream rtpStream =
          rtp.addStream(
              StreamConfig.audio(Planes.PCMU, new PayloadFormat(96, "telephone-event", 8000)),
              StreamListener.NONE);
      webStream.feedFrom(rtpStream);
      rtpStream.feedFrom(webStream);
      browser.connect(web, told);
      browser.sendRtp(0, 1, 1, 160, VOICE);
      byte[] heard = phone.receive();
      assertArrayEquals(VOICE, Arrays.copyOfRange(heard, 12, heard.length));
      browser.sendRtp(101, 1, 2, 320, new byte[] {5, 10, 0, (byte) 160});
      assertEquals(96, Rtp.payloadType(phone.receive(), 0));
      phone.sendRtp(rtp.localRtp(), 0, 9, 77, 1600, VOICE);
      assertArrayEquals(VOICE, Arrays.copyOfRange(browser.receiveRtp(), 12, 172));
      phone.sendRtp(rtp.localRtp(), 96, 9, 78, 1760, new byte[] {5, 10, 0, (byte) 160});
      assertEquals(101, Rtp.payloadType(browser.receiveRtp(), 0));
    }
  }

  @Test
  void headerExtensionsAndContributorsStayOnTheirLeg() throws Exception {
    RtpTransport transport = leg(phone, new TestListener());
    MediaStream stream = transport.addStream(G711, StreamListener.NONE);
    stream.feedFrom(stream);
    byte[] packet = new byte[12 + 4 + 8 + 160];
    Rtp.writeHeader(packet, 0, 0, false, 1, 1, 1);
    packet[0] = (byte) 0x91;
    packet[16] = (byte) 0xBE;
    packet[17] = (byte) 0xDE;
    packet[19] = 1;
    Arrays.fill(packet, 24, packet.length, (byte) 0x33);
    phone.send(transport.localRtp(), packet);
    byte[] heard = phone.receive();
    assertEquals(172, heard.length);
    assertEquals((byte) 0x80, heard[0]);
    assertArrayEquals(VOICE, Arrays.copyOfRange(heard, 12, 172));
  }

  @Test
  void oneStreamThroughEveryChangeOfSource() throws Exception {
    RtpTransport a = leg(phone, new TestListener());
    RtpTransport b = leg(other, new TestListener());
    MediaStream sa = a.addStream(G711, StreamListener.NONE);
    MediaStream sb = b.addStream(G711, StreamListener.NONE);
    sa.feedFrom(sa);
    phone.sendRtp(a.localRtp(), 0, 1, 500, 1000, VOICE);
    byte[] first = phone.receive();
    sa.feedFrom(sb);
    other.sendRtp(b.localRtp(), 0, 2, 9000, 777777, VOICE);
    byte[] second = phone.receive();
    sa.feedNothing();
    stats(a);
    other.sendRtp(b.localRtp(), 0, 2, 9001, 777937, VOICE);
    sa.feedFrom(sa);
    phone.sendRtp(a.localRtp(), 0, 1, 501, 1160, VOICE);
    byte[] third = phone.receive();
    byte[][] all = {first, second, third};
    for (int i = 0; i < 3; i++) {
      assertEquals((int) sa.localSsrc(), Rtp.ssrc(all[i], 0));
      assertEquals(Rtp.sequence(first, 0) + i, Rtp.sequence(all[i], 0));
      assertTrue(Rtp.marker(all[i], 0));
    }
    assertTrue(Rtp.timestamp(second, 0) - Rtp.timestamp(first, 0) > 0);
    assertTrue(Rtp.timestamp(third, 0) - Rtp.timestamp(second, 0) > 0);
    assertTrue(Rtp.timestamp(third, 0) - Rtp.timestamp(first, 0) < 20 * 8000);
  }

  @Test
  void tellsADigitOnce() throws Exception {
    TestListener told = new TestListener();
    RtpTransport transport = leg(phone, told);
    transport.addStream(G711, told);
    for (int i = 0; i < 6; i++) {
      byte[] event = new byte[4];
      TelephoneEvents.write(event, 0, 11, i > 2, 160 * (i + 1));
      phone.sendRtp(transport.localRtp(), 101, 1, i, 1000, event);
    }
    byte[] event = new byte[4];
    TelephoneEvents.write(event, 0, 0, false, 160);
    phone.sendRtp(transport.localRtp(), 101, 1, 7, 9000, event);
    assertEquals("digit #", told.await("digit"));
    assertEquals("digit 0", told.await("digit"));
  }

  @Test
  void sendsADigitWithItsEndThreeTimes() throws Exception {
    RtpTransport transport = leg(phone, new TestListener());
    MediaStream stream = transport.addStream(G711, StreamListener.NONE);
    stream.sendDigit('7', Duration.ofMillis(60));
    byte[][] packets = new byte[6][];
    for (int i = 0; i < 6; i++) {
      packets[i] = phone.receive();
      assertEquals(101, Rtp.payloadType(packets[i], 0));
      assertEquals(7, packets[i][12]);
      assertEquals(Rtp.timestamp(packets[0], 0), Rtp.timestamp(packets[i], 0));
      assertEquals(Rtp.sequence(packets[0], 0) + i, Rtp.sequence(packets[i], 0));
      assertEquals(i >= 3, packets[i][13] < 0);
    }
    assertTrue(Rtp.marker(packets[0], 0));
    assertEquals(480, (packets[5][14] & 255) << 8 | packets[5][15] & 255);
  }

  @Test
  void muteIsSilence() throws Exception {
    RtpTransport transport = leg(phone, new TestListener());
    MediaStream stream = transport.addStream(G711, StreamListener.NONE);
    stream.feedFrom(stream);
    stream.mute(true);
    stats(transport);
    phone.sendRtp(transport.localRtp(), 0, 1, 1, 1, VOICE);
    byte[] heard = phone.receive();
    byte[] silence = new byte[160];
    Arrays.fill(silence, (byte) 0xff);
    assertArrayEquals(silence, Arrays.copyOfRange(heard, 12, 172));
    stream.mute(false);
    stats(transport);
    phone.sendRtp(transport.localRtp(), 0, 1, 2, 161, VOICE);
    assertArrayEquals(VOICE, Arrays.copyOfRange(phone.receive(), 12, 172));
  }

  @Test
  void mutedOpusIsSilenceInAPacketOfItsOwn() throws Exception {
    RtpTransport transport = leg(phone, new TestListener());
    StreamConfig opus = StreamConfig.audio(new PayloadFormat(111, "opus", 48000, 2, ""));
    MediaStream stream = transport.addStream(opus, StreamListener.NONE);
    stream.feedFrom(stream);
    stream.mute(true);
    stats(transport);
    byte[] voice = new byte[80];
    voice[0] = (byte) 0x78;
    phone.sendRtp(transport.localRtp(), 111, 1, 1, 1, voice);
    byte[] heard = phone.receive();
    assertArrayEquals(
        new byte[] {(byte) 0xf8, (byte) 0xff, (byte) 0xfe},
        Arrays.copyOfRange(heard, 12, heard.length));
    stream.mute(false);
    stats(transport);
    phone.sendRtp(transport.localRtp(), 111, 1, 2, 961, voice);
    byte[] next = phone.receive();
    assertArrayEquals(voice, Arrays.copyOfRange(next, 12, next.length));
    assertEquals(Rtp.sequence(heard, 0) + 1 & 0xffff, Rtp.sequence(next, 0));
  }

  @ParameterizedTest
  @EnumSource
  void sdesProtectsBothWays(SrtpProfile profile) throws Exception {
    byte[] material = new byte[profile.keyLength() + profile.saltLength()];
    SdesKey ours = new SdesKey(profile, material);
    byte[] theirMaterial = material.clone();
    theirMaterial[0] = 1;
    SdesKey theirs = new SdesKey(profile, theirMaterial);
    TestListener told = new TestListener();
    RtpTransport transport = plane.rtp("call", told);
    MediaStream stream = transport.addStream(G711, StreamListener.NONE);
    stream.feedFrom(stream);
    transport.secure(ours, theirs);
    transport.remote(phone.address(), phone.address());
    stats(transport);
    CryptoTools tools = new CryptoTools();
    SrtpContext out = new SrtpContext(theirs, tools);
    SrtpContext in = new SrtpContext(ours, tools);
    other.sendRtp(transport.localRtp(), 0, 1, 1, 1, VOICE);
    byte[] data = new byte[200];
    Rtp.writeHeader(data, 0, 0, false, 1, 1, 1);
    int size = out.protectRtp(data, 0, 172);
    phone.send(transport.localRtp(), Arrays.copyOf(data, size));
    byte[] heard = Arrays.copyOf(phone.receive(), 300);
    assertEquals(172, in.unprotectRtp(heard, 0, size));
    told.await("up " + profile.sdesName());
    assertEquals(1, stats(transport).authenticationFailures());
  }

  @Test
  void reportsWhatItReceivedAndMeasuresTheRoundTrip() throws Exception {
    RtpTransport transport = leg(phone, new TestListener());
    MediaStream stream = transport.addStream(G711, StreamListener.NONE);
    stream.feedFrom(stream);
    for (int i = 0; i < 10; i++) {
      if (i != 4) {
        phone.sendRtp(transport.localRtp(), 0, 1, i, i * 160, VOICE);
        phone.receive();
      }
    }
    assertEquals(1, stats(transport).streams().get(0).packetsLost());
    byte[] report = phone.receiveRtcp();
    assertTrue(Rtp.isRtcp(report, 0, report.length));
    assertEquals(200, report[1] & 255);
    assertEquals(9, report[23]);
    assertEquals(1, report[35]);
    // An RR about us with LSR and DLSR gives the round trip.
    byte[] answer = new byte[MediaLoop.MAX_PACKET];
    RtcpWriter writer = new RtcpWriter(answer, 0);
    writer.receiverReport(1);
    byte[] block = new byte[32];
    System.arraycopy(answer, 0, block, 0, 8);
    block[0] = (byte) 0x81;
    block[3] = 7;
    System.arraycopy(report, 4, block, 8, 4);
    block[15] = 3;
    System.arraycopy(report, 10, block, 24, 4);
    phone.send(transport.localRtp(), block);
    phone.sendRtp(transport.localRtp(), 0, 1, 10, 1600, VOICE);
    phone.receive();
    StreamStats stats = stats(transport).streams().get(0);
    assertEquals(3, stats.packetsLostByPeer());
    assertTrue(stats.roundTripMillis() >= 0 && stats.roundTripMillis() < 20_000);
  }

  @Test
  void randomDatagramsOnlyCount() throws Exception {
    TestListener told = new TestListener();
    RtpTransport transport = leg(phone, told);
    MediaStream stream = transport.addStream(G711, told);
    stream.feedFrom(stream);
    phone.sendRtp(transport.localRtp(), 0, 1, 1, 1, VOICE);
    phone.receive();
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < 5000; i++) {
      byte[] junk = new byte[random.nextInt(120)];
      random.nextBytes(junk);
      if (junk.length > 1 && i % 2 == 0) {
        junk[0] = (byte) (0x80 | junk[0] & 0x3f);
        junk[1] = (byte) (i % 4 == 0 ? 200 + random.nextInt(8) : 0);
      }
      phone.send(i % 3 == 0 ? transport.localRtcp() : transport.localRtp(), junk);
      if (i % 100 == 99) {
        // A voice packet still comes back; and no more junk than the socket has room for is under
        // way.
        phone.sendRtp(transport.localRtp(), 0, 77, i, i * 160, VOICE);
        while (phone.receive().length != 172) {
          // What comes first is plausible junk.
          continue;
        }
      }
    }
    assertTrue(stats(transport).malformed() > 100);
  }
}
