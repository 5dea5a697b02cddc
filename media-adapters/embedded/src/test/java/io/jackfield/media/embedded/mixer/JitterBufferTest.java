package io.jackfield.media.embedded.mixer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.rtp.Rtp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When packets of one member are played. */
class JitterBufferTest {
  private static final int SAMPLES = 160;

  private final JitterBuffer buffer = new JitterBuffer();

  private void arrives(int number) {
    arrives(number, number * SAMPLES, 7);
  }

  private void arrives(int number, int timestamp, int ssrc) {
    byte[] packet = new byte[Rtp.HEADER + 1];
    Rtp.writeHeader(packet, 0, 0, false, number & 0xffff, timestamp, ssrc);
    packet[Rtp.HEADER] = (byte) number;
    buffer.put(packet, packet.length);
  }

  /** One tick; the number of the packet played, -1 for one that is missing, -2 for nothing. */
  private int tick() {
    buffer.tick();
    JitterBuffer.Next next = buffer.take();
    if (next != JitterBuffer.Next.PACKET) {
      return next == JitterBuffer.Next.LOST ? -1 : -2;
    }
    buffer.expect(Rtp.timestamp(buffer.data(), 0) + SAMPLES);
    return buffer.data()[Rtp.HEADER] & 255;
  }

  private List<Integer> ticks(int count) {
    List<Integer> played = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      played.add(tick());
    }
    return played;
  }

  @Test
  void packetsAreHeldForTheFirstDelayAndPlayedInOrder() {
    arrives(0);
    assertEquals(-2, tick());
    arrives(2);
    arrives(1);
    assertEquals(List.of(0, 1, 2), ticks(3));
  }

  @Test
  void firstPacketsThatOvertookAnotherWaitForIt() {
    arrives(5);
    arrives(4);
    assertEquals(List.of(-2, 4, 5), ticks(3));
  }

  @Test
  void aMissingPacketHasItsPlace() {
    arrives(0);
    arrives(2);
    assertEquals(List.of(-2, 0, -1, 2), ticks(4));
  }

  @Test
  void aPacketThatComesAfterItsPlaceMakesTheDelayLonger() {
    arrives(0);
    arrives(2);
    assertEquals(List.of(-2, 0, -1), ticks(3));
    arrives(1);
    assertEquals(JitterBuffer.FIRST_DELAY + 1, buffer.delay());
    assertEquals(List.of(-2, 2), ticks(2), "a tick without sound is the longer delay");
  }

  @Test
  void aStreamThatComesTooLateMakesTheDelayLonger() {
    arrives(0);
    assertEquals(List.of(-2, 0, -2, -2), ticks(4));
    arrives(1);
    assertEquals(JitterBuffer.FIRST_DELAY + 1, buffer.delay());
    assertEquals(List.of(-2, -2, 1), ticks(3));
  }

  @Test
  void aPauseOfTheSpeakerIsNotLateness() {
    arrives(0);
    assertEquals(List.of(-2, 0, -2, -2), ticks(4));
    arrives(1, 20 * SAMPLES, 7);
    assertEquals(JitterBuffer.FIRST_DELAY, buffer.delay());
    assertEquals(List.of(-2, 1), ticks(2));
  }

  @Test
  void theDelayHasALimitAndShrinksInQuietTimes() {
    for (int i = 0; i < 40; i++) {
      arrives(i);
      ticks(JitterBuffer.LONGEST_DELAY + 2);
    }
    assertEquals(JitterBuffer.LONGEST_DELAY, buffer.delay());
    ticks(JitterBuffer.CALM * 20);
    assertEquals(JitterBuffer.FIRST_DELAY, buffer.delay());
  }

  @Test
  void afterAStallWhatHasPiledUpIsPlayedAtOnce() {
    arrives(0);
    assertEquals(List.of(-2, 0, -2), ticks(3));
    for (int i = 1; i <= 8; i++) {
      arrives(i);
    }
    assertEquals(List.of(1, 2, 3), ticks(3));
  }

  @Test
  void numbersGoOnWhereTheyWrap() {
    arrives(65535);
    arrives(0);
    arrives(1);
    assertEquals(List.of(255, 0, 1), ticks(3));
  }

  @Test
  void anotherSourceOrAJumpBeginsAnew() {
    arrives(0);
    arrives(1);
    arrives(2);
    assertEquals(List.of(0, 1), ticks(2));
    arrives(9, 0, 8);
    assertEquals(List.of(-2, 9), ticks(2));
    arrives(5009, 0, 8);
    assertEquals(List.of(-2, 5009 & 255), ticks(2));
  }

  @Test
  void aDoublePacketIsPlayedOnce() {
    arrives(0);
    arrives(0);
    arrives(1);
    assertEquals(List.of(-2, 0, 1, -2), ticks(4));
    assertTrue(buffer.waiting() == 0);
  }
}
