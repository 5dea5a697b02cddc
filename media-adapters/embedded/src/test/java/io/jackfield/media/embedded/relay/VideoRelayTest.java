package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.rtp.RtcpWriter;
import io.jackfield.media.embedded.rtp.Rtp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Video from one sender to several viewers: key frames and repeated packets. */
@Timeout(60)
class VideoRelayTest {

  private static final PayloadFormat VP8 = new PayloadFormat(96, "VP8", 90000);
  private static final int SOURCE = 4242;

  private MediaPlane plane;
  private TestBrowser sender;
  private MediaStream source;

  @BeforeEach
  void open() throws Exception {
    plane = Planes.open(1);
    begin();
  }

  private void begin() throws Exception {
    sender = new TestBrowser();
    TestListener told = new TestListener();
    WebRtcTransport transport = plane.webRtc("call", told);
    source = transport.addStream(video(), StreamListener.NONE);
    sender.connect(transport, told);
  }

  @AfterEach
  void close() {
    sender.close();
    plane.close();
  }

  /** A viewer with its half of everything. */
  private final class Viewer implements AutoCloseable {
    final TestBrowser browser = new TestBrowser();
    final MediaStream stream;

    Viewer(String affinity) throws Exception {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc(affinity, told);
      stream = transport.addStream(video(), StreamListener.NONE);
      stream.feedFrom(source);
      browser.connect(transport, told);
    }

    private RtcpWriter feedback(byte[] raw) {
      return new RtcpWriter(raw, 0).reset().receiverReport(1).cname(1, "v");
    }

    void pli() {
      byte[] raw = new byte[200];
      RtcpWriter out = feedback(raw).pli(1, (int) stream.localSsrc());
      browser.sendRtcp(Arrays.copyOf(raw, out.length()));
    }

    void nack(int sequence, int following) {
      byte[] raw = new byte[200];
      RtcpWriter out = feedback(raw).nack(1, (int) stream.localSsrc(), sequence, following);
      browser.sendRtcp(Arrays.copyOf(raw, out.length()));
    }

    @Override
    public void close() {
      browser.close();
    }
  }

  private void send(int sequence) {
    byte[] payload = new byte[500];
    payload[0] = (byte) sequence;
    sender.sendRtp(96, SOURCE, sequence, 3000 * sequence, payload);
  }

  private static StreamConfig video() {
    return new StreamConfig(
        MediaKind.VIDEO,
        Optional.empty(),
        Optional.empty(),
        List.of(VP8),
        List.of(VP8),
        List.of(),
        true,
        true,
        false,
        true,
        false,
        true,
        true);
  }

  private static byte[] awaitRtcp(TestBrowser browser, int type, int format) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      byte[] packet = browser.rtcp.poll(20, TimeUnit.SECONDS);
      for (int at = 0; packet != null && at + 4 <= packet.length; ) {
        int size = 4 * (1 + ((packet[at + 2] & 255) << 8 | packet[at + 3] & 255));
        if ((packet[at + 1] & 255) == type && (packet[at] & 31) == format) {
          return Arrays.copyOfRange(packet, at, at + size);
        }
        at += size;
      }
    }
    throw new IllegalStateException("no such feedback");
  }

  private static int word(byte[] data, int at) {
    return (data[at] & 255) << 24
        | (data[at + 1] & 255) << 16
        | (data[at + 2] & 255) << 8
        | data[at + 3] & 255;
  }

  private static int rateOf(byte[] remb) {
    return (word(remb, 16) & 0x3ffff) << (word(remb, 16) >> 18 & 63);
  }

  @Test
  void whoSendsIsToldItsLimitAtOnceAndThatItIsLifted() throws Exception {
    source.limit(250);
    send(100);
    byte[] remb = awaitRtcp(sender, 206, 15);
    assertEquals(SOURCE, word(remb, 20), "with the first packet");
    assertEquals(250_000, rateOf(remb));
    source.limit(128);
    assertEquals(128_000, rateOf(awaitRtcp(sender, 206, 15)));
    source.limit(0);
    assertTrue(rateOf(awaitRtcp(sender, 206, 15)) > 900_000_000);
    assertTrue(rateOf(awaitRtcp(sender, 206, 15)) > 900_000_000, "and again with a report");
  }

  @Test
  void whatAViewerMissesIsAskedOfTheSource() throws Exception {
    try (Viewer viewer = new Viewer("call")) {
      send(100);
      byte[] seen = viewer.browser.receiveRtp();
      viewer.pli();
      assertEquals(SOURCE, word(awaitRtcp(sender, 206, 1), 8));
      viewer.nack(Rtp.sequence(seen, 0) + 2, 1);
      byte[] nack = awaitRtcp(sender, 205, 1);
      assertEquals(SOURCE, word(nack, 8));
      assertEquals(102, word(nack, 12) >>> 16);
      assertEquals(1, word(nack, 12) & 0xffff);
    }
  }

  /** The second viewer's loop is another one in the second run. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aPacketThatWasThereIsRepeatedFromMemory(int loops) throws Exception {
    close();
    plane = Planes.open(loops);
    begin();
    try (Viewer one = new Viewer("call");
        Viewer two = new Viewer("other")) {
      send(100);
      int first = Rtp.sequence(two.browser.receiveRtp(), 0);
      two.browser.losing = true;
      send(101);
      send(102);
      assertEquals(first + 2, Rtp.sequence(two.browser.receiveRtp(), 0));
      two.nack(first + 1, 0b10);
      byte[] repeated = two.browser.receiveRtp();
      assertEquals(first + 1, Rtp.sequence(repeated, 0));
      assertEquals(101, repeated[Rtp.HEADER]);
      assertEquals(Rtp.HEADER + 500, repeated.length);
      byte[] nack = awaitRtcp(sender, 205, 1);
      assertEquals(103, word(nack, 12) >>> 16, "only what nobody has is asked for");
      assertEquals(0, word(nack, 12) & 0xffff);
      for (int sequence = 100; sequence <= 102; sequence++) {
        assertEquals(sequence, one.browser.receiveRtp()[Rtp.HEADER]);
      }
    }
  }

  @Test
  void viewersWhoMissTheSameAskTheSourceOnce() throws Exception {
    try (Viewer one = new Viewer("call");
        Viewer two = new Viewer("call")) {
      send(100);
      int sequenceOne = Rtp.sequence(one.browser.receiveRtp(), 0);
      int sequenceTwo = Rtp.sequence(two.browser.receiveRtp(), 0);
      one.nack(sequenceOne + 1, 0);
      assertEquals(101, word(awaitRtcp(sender, 205, 1), 12) >>> 16);
      two.nack(sequenceTwo + 1, 1);
      assertEquals(102, word(awaitRtcp(sender, 205, 1), 12) >>> 16, "101 is on its way");
    }
  }

  @Test
  void whoeverJoinsGetsAKeyFrame() throws Exception {
    try (Viewer one = new Viewer("call")) {
      send(100);
      one.browser.receiveRtp();
      try (Viewer two = new Viewer("call")) {
        assertEquals(SOURCE, word(awaitRtcp(sender, 206, 1), 8));
        send(101);
        two.browser.receiveRtp();
        // Within the interval of the request before: put off, not left out.
        try (Viewer three = new Viewer("call")) {
          assertEquals(SOURCE, word(awaitRtcp(sender, 206, 1), 8));
          send(102);
          three.browser.receiveRtp();
        }
      }
    }
  }
}
