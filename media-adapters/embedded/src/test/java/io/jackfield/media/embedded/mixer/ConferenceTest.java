package io.jackfield.media.embedded.mixer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sim.SimTime;
import io.jackfield.media.embedded.relay.MediaPlane;
import io.jackfield.media.embedded.relay.MediaSource;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.Planes;
import io.jackfield.media.embedded.relay.RtpTransport;
import io.jackfield.media.embedded.relay.StreamConfig;
import io.jackfield.media.embedded.relay.StreamListener;
import io.jackfield.media.embedded.relay.TransportListener;
import io.jackfield.media.embedded.rtp.Rtp;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who comes and goes, and the clock of a conference, moved by hand. */
@Timeout(60)
class ConferenceTest {
  private static final SessionId ANA = new SessionId("ana");
  private static final SessionId BO = new SessionId("bo");
  private static final Duration TICK = Duration.ofMillis(20);
  private static final StreamConfig FORMATS = StreamConfig.audio(Planes.PCMU);

  private final SimTime time = new SimTime(new Random(1), 1);
  private final Instant start = time.instant();
  private final Set<SessionId> told = new HashSet<>();
  private long stall;
  private MediaPlane plane;
  private Conference conference;

  @BeforeEach
  void open() throws Exception {
    plane = Planes.open(1);
    conference =
        new Conference(
            plane,
            time.of("worker"),
            () -> Duration.between(start, time.instant()).toNanos() + stall,
            told::addAll);
  }

  @AfterEach
  void close() {
    plane.close();
  }

  private void sees(SessionId id) {
    conference.join(id, "loop", Optional.empty(), Optional.empty(), true);
  }

  @Test
  void itTicksWhileSomebodyIsThere() {
    assertEquals(0, time.timers());
    sees(ANA);
    time.advance(TICK.multipliedBy(10));
    assertEquals(1, time.timers());
    conference.leave(ANA);
    time.advance(TICK);
    assertEquals(0, time.timers());
    sees(ANA);
    sees(BO);
    time.advance(TICK.multipliedBy(3));
    assertEquals(1, time.timers(), "one clock for all");
  }

  @Test
  void whoIsSeenIsToldToAllAndNobodySeesHerself() {
    sees(ANA);
    time.advance(TICK.multipliedBy(2));
    assertEquals(Optional.empty(), conference.seenBy(ANA));
    sees(BO);
    time.advance(TICK);
    assertEquals(Set.of(ANA, BO), told);
    assertEquals(Optional.of(BO), conference.seenBy(ANA));
    assertEquals(Optional.of(ANA), conference.seenBy(BO));
    conference.leave(ANA);
    assertEquals(Optional.empty(), conference.seenBy(BO), "already before the next tick");
  }

  @Test
  void whoHasNoVideoIsNotSeenAndSeesOthers() {
    conference.join(ANA, "loop", Optional.empty(), Optional.empty(), false);
    sees(BO);
    time.advance(TICK);
    assertEquals(Optional.of(BO), conference.seenBy(ANA));
    assertEquals(Optional.empty(), conference.seenBy(BO));
    conference.join(BO, "loop", Optional.empty(), Optional.empty(), false);
    time.advance(TICK);
    assertEquals(Optional.empty(), conference.seenBy(ANA), "her camera is off");
  }

  @Test
  void joiningAgainChangesNothingAndANewNegotiationBeginsANewSource() throws Exception {
    RtpTransport transport = plane.rtp("loop", new TransportListener() {});
    MediaStream stream = transport.addStream(FORMATS, StreamListener.NONE);
    MediaSource first = join(stream, FORMATS);
    assertSame(first, join(stream, FORMATS));
    StreamConfig other =
        StreamConfig.audio(new io.jackfield.media.embedded.relay.PayloadFormat(8, "pcma", 8000));
    assertTrue(join(stream, other) != first);
  }

  private MediaSource join(MediaStream stream, StreamConfig formats) {
    return conference
        .join(ANA, "loop", Optional.of(stream), Optional.of(formats), false)
        .orElseThrow();
  }

  @Test
  void aWorkerThatWasHeldUpCatchesUpALittleAndLeavesOutALot() throws Exception {
    try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      phone.setSoTimeout(5000);
      InetSocketAddress address =
          new InetSocketAddress(phone.getLocalAddress(), phone.getLocalPort());
      RtpTransport transport = plane.rtp("loop", new TransportListener() {});
      transport.remote(address, address);
      MediaStream stream = transport.addStream(FORMATS, StreamListener.NONE);
      stream.feedFrom(join(stream, FORMATS));
      time.settle();
      int last = next(phone, 1);
      assertEquals(last + 160, next(phone, 1));
      stall += Duration.ofMillis(60).toNanos();
      assertEquals(last + 320, next(phone, 1), "a short stall: all frames, in one go");
      for (int i = 0; i < 3; i++) {
        last = receive(phone);
      }
      stall += Duration.ofSeconds(2).toNanos();
      int after = next(phone, 1);
      assertTrue(after - last >= 2 * 8000, "a long one is a gap of " + (after - last));
      assertEquals(after + 160, next(phone, 1));
    }
  }

  private int next(DatagramSocket phone, int ticks) throws IOException {
    time.advance(TICK.multipliedBy(ticks));
    return receive(phone);
  }

  /** Timestamp of the next packet. */
  private static int receive(DatagramSocket phone) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[500], 500);
    do {
      packet.setLength(500);
      phone.receive(packet);
    } while (Rtp.isRtcp(packet.getData(), 0, packet.getLength()));
    return Rtp.timestamp(packet.getData(), 0);
  }
}
