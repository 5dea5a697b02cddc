package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.jackfield.media.embedded.rtp.RtcpWriter;
import io.jackfield.media.embedded.rtp.Rtp;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SteadyStateTest {

  private static final PayloadFormat VP8 = new PayloadFormat(96, "VP8", 90000);

  private static long allocatedByLoop() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id =
        Arrays.stream(threads.dumpAllThreads(false, false))
            .filter(thread -> thread.getThreadName().equals("media-0"))
            .findFirst()
            .orElseThrow()
            .getThreadId();
    return threads.getThreadAllocatedBytes(id);
  }

  /** A browser's echo: opened, rewritten, sealed and sent by the loop. */
  private static void echo(TestBrowser browser, int from, int count) throws InterruptedException {
    for (int i = from; i < from + count; i++) {
      browser.sendRtp(0, 1, i, i * 160, new byte[160]);
      browser.receiveRtp();
    }
  }

  @Test
  void aRelayedPacketAllocatesNothing() throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser browser = new TestBrowser()) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call", told);
      MediaStream stream =
          transport.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
      stream.feedFrom(stream);
      browser.connect(transport, told);
      echo(browser, 0, 3000);
      long before = allocatedByLoop();
      echo(browser, 3000, 10000);
      long perPacket = (allocatedByLoop() - before) / 10000;
      // Reports and housekeeping allocate now and then; a packet does not.
      assertTrue(perPacket < 16, perPacket + " bytes a packet");
    }
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
        true);
  }

  private static byte[] awaitRtcp(TestBrowser browser, int type, int format) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() < end) {
      byte[] packet = browser.rtcp.poll(5, TimeUnit.SECONDS);
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

  @Test
  void videoFeedbackReachesTheSource() throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser sender = new TestBrowser();
        TestBrowser viewer = new TestBrowser()) {
      TestListener toldSender = new TestListener();
      TestListener toldViewer = new TestListener();
      WebRtcTransport from = plane.webRtc("call", toldSender);
      WebRtcTransport to = plane.webRtc("call", toldViewer);
      MediaStream source = from.addStream(video(), StreamListener.NONE);
      MediaStream sink = to.addStream(video(), StreamListener.NONE);
      sink.feedFrom(source);
      sender.connect(from, toldSender);
      viewer.connect(to, toldViewer);
      sender.sendRtp(96, 4242, 100, 3000, new byte[500]);
      byte[] seen = viewer.receiveRtp();

      byte[] raw = new byte[200];
      RtcpWriter writer = new RtcpWriter(raw, 0).reset();
      writer.receiverReport(1).cname(1, "v").pli(1, (int) sink.localSsrc());
      viewer.sendRtcp(Arrays.copyOf(raw, writer.length()));
      assertEquals(4242, word(awaitRtcp(sender, 206, 1), 8));

      writer.reset().receiverReport(1).cname(1, "v");
      writer.nack(1, (int) sink.localSsrc(), Rtp.sequence(seen, 0) + 2, 1);
      viewer.sendRtcp(Arrays.copyOf(raw, writer.length()));
      byte[] nack = awaitRtcp(sender, 205, 1);
      assertEquals(4242, word(nack, 8));
      assertEquals(102, word(nack, 12) >>> 16);
      assertEquals(1, word(nack, 12) & 0xffff);
    }
  }
}
