package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told that a peer's media came or went, each stream by itself. */
@Timeout(60)
class StreamSilenceTest {
  private static final PayloadFormat PCMA = new PayloadFormat(8, "pcma", 8000);

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private MediaPlane plane;
  private TestPhone phone;
  private RtpTransport leg;
  private int sequence;

  @BeforeEach
  void open() throws Exception {
    plane = Planes.open(1, "127.0.0.1", Duration.ofSeconds(30), Duration.ofMillis(500));
    phone = new TestPhone();
    leg = plane.rtp("call", new TransportListener() {});
    leg.remote(phone.address(), phone.address());
  }

  @AfterEach
  void close() {
    phone.close();
    plane.close();
  }

  private MediaStream stream(String name, StreamConfig config) {
    return leg.addStream(
        config,
        new StreamListener() {
          @Override
          public void onMediaStarted() {
            told.add(name + " started");
          }

          @Override
          public void onMediaStopped() {
            told.add(name + " stopped");
          }
        });
  }

  private void send(int type) throws Exception {
    phone.sendRtp(leg.localRtp(), type, 70 + type, ++sequence, 160 * sequence, new byte[160]);
  }

  /** The next that is told, while packets of one type come. */
  private String toldWhile(int type) throws Exception {
    String next = null;
    while (next == null) {
      send(type);
      next = told.poll(50, TimeUnit.MILLISECONDS);
    }
    return next;
  }

  @Test
  void oneStreamFallsSilentAndTheOtherGoesOn() throws Exception {
    stream("one", StreamConfig.audio(Planes.PCMU));
    stream("two", StreamConfig.audio(PCMA));
    send(0);
    send(8);
    List<String> first = new ArrayList<>();
    first.add(told.poll(10, TimeUnit.SECONDS));
    first.add(told.poll(10, TimeUnit.SECONDS));
    assertEquals(List.of("one started", "two started"), first);
    assertEquals("two stopped", toldWhile(0));
    assertEquals("two started", toldWhile(8));
  }

  @Test
  void aPeerThatNeverSendsIsSilentToo() throws Exception {
    stream("one", StreamConfig.audio(Planes.PCMU));
    assertEquals("one stopped", told.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void nobodyMissesWhatNobodyWants() throws Exception {
    stream("wanted", StreamConfig.audio(Planes.PCMU));
    StreamConfig held =
        new StreamConfig(
            MediaKind.AUDIO,
            Optional.empty(),
            Optional.empty(),
            List.of(PCMA),
            List.of(PCMA),
            List.of(),
            false,
            false,
            false,
            false,
            false,
            false,
            true);
    stream("held", held);
    assertEquals("wanted stopped", told.poll(20, TimeUnit.SECONDS));
    assertEquals("wanted started", toldWhile(0), "nothing of the other meanwhile");
  }
}
