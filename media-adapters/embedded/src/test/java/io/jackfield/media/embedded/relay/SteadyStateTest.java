package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SteadyStateTest {

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
}
