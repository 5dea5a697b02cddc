package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlaneLifeTest {

  private static PlaneCounters counters(MediaPlane plane) throws Exception {
    return plane.counters().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static long descriptors() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static List<Transport> openLegs(MediaPlane plane, int count) throws IOException {
    List<Transport> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Transport transport =
          i % 2 == 0
              ? plane.webRtc("call" + i, new TestListener())
              : plane.rtp("call" + i, new TestListener());
      MediaStream stream =
          transport.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
      stream.feedFrom(stream);
      open.add(transport);
    }
    return open;
  }

  @Test
  void nothingIsLeftAfterAThousandLegs() throws Exception {
    try (MediaPlane plane = Planes.open(1)) {
      openLegs(plane, 10).forEach(Transport::close);
      counters(plane);
      long before = descriptors();
      for (int round = 0; round < 5; round++) {
        List<Transport> legs = openLegs(plane, 200);
        assertEquals(100, counters(plane).webRtcTransports());
        legs.forEach(Transport::close);
      }
      PlaneCounters after = counters(plane);
      assertEquals(0, after.webRtcTransports());
      assertEquals(0, after.rtpTransports());
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (descriptors() > before && System.nanoTime() < end) {
        counters(plane);
      }
      assertTrue(descriptors() <= before, "descriptors left open");
    }
  }

  @Test
  void anIdleLegCostsLittleHeap() throws Exception {
    try (MediaPlane plane = Planes.open(1)) {
      openLegs(plane, 20).forEach(Transport::close);
      counters(plane);
      long before = usedHeap();
      List<Transport> legs = openLegs(plane, 800);
      counters(plane);
      long perLeg = (usedHeap() - before) / legs.size();
      assertTrue(perLeg < 8 * 1024, perLeg + " bytes a leg before its handshake");
      legs.forEach(Transport::close);
    }
  }

  @Test
  void aConnectedBrowserCostsLessThan20KiB() throws Exception {
    try (MediaPlane plane = Planes.open(1)) {
      connect(plane, 5);
      counters(plane);
      long before = usedHeap();
      List<WebRtcTransport> legs = connect(plane, 300);
      counters(plane);
      long perLeg = (usedHeap() - before) / legs.size();
      assertTrue(perLeg < 20 * 1024, perLeg + " bytes a connected leg");
    }
  }

  /** The browsers are closed, so that only the gateway's half stays on the heap. */
  private static List<WebRtcTransport> connect(MediaPlane plane, int count) throws Exception {
    List<WebRtcTransport> legs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call" + i, told);
      MediaStream stream =
          transport.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
      stream.feedFrom(stream);
      try (TestBrowser browser = new TestBrowser()) {
        browser.connect(transport, told);
        browser.sendRtp(0, 1, 1, 1, new byte[160]);
        browser.receiveRtp();
      }
      legs.add(transport);
    }
    return legs;
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (MediaPlane first = Planes.open(1)) {
      int taken =
          first.webRtc("call", new TestListener()).localCandidates().get(0).address().getPort();
      MediaPlaneConfig config =
          MediaPlaneConfig.on(InetAddress.getByName("127.0.0.1")).withPorts(taken, 31900, 31999);
      IOException failure = assertThrows(IOException.class, () -> MediaPlane.open(config));
      assertTrue(failure.getMessage().contains("127.0.0.1:" + taken), failure.getMessage());
      assertTrue(failure.getMessage().contains("in use"), failure.getMessage());
    }
  }

  @Test
  void anEmptyPortRangeIsNamed() throws Exception {
    MediaPlaneConfig config =
        MediaPlaneConfig.on(InetAddress.getByName("127.0.0.1")).withPorts(0, 31990, 31993);
    try (MediaPlane plane = MediaPlane.open(config)) {
      plane.rtp("a", new TestListener());
      plane.rtp("b", new TestListener());
      IOException failure =
          assertThrows(IOException.class, () -> plane.rtp("c", new TestListener()));
      assertTrue(failure.getMessage().contains("31990-31993"));
    }
  }
}
