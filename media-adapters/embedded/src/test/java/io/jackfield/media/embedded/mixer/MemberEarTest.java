package io.jackfield.media.embedded.mixer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.rtp.TelephoneEvents;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a conference makes of one member's packets. */
class MemberEarTest {
  private static final int RATE = Conference.RATE;
  private static final int FRAME = RATE / 50;
  private static final PayloadFormat PCMU = new PayloadFormat(0, "pcmu", 8000);
  private static final PayloadFormat EVENTS = new PayloadFormat(101, "telephone-event", 8000);

  private final MemberEar ear = new MemberEar(List.of(PCMU, EVENTS), RATE);
  private final AudioEncoder encoder = AudioCodec.PCMU.encoder(8000);
  private final short[] frame = new short[FRAME];
  private int samplesSent;
  private int sequence;

  /** A packet of so many milliseconds of a tone. */
  private void says(int millis) {
    int count = 8 * millis;
    byte[] packet = new byte[Rtp.HEADER + count];
    Rtp.writeHeader(packet, 0, 0, false, sequence++, samplesSent, 9);
    encoder.encode(Tones.tone(1000, 8000, count, samplesSent), count, packet, Rtp.HEADER);
    samplesSent += count;
    ear.take(packet, packet.length);
  }

  private void loses(int millis) {
    samplesSent += 8 * millis;
    sequence++;
  }

  private double level() {
    return Tones.amplitude(frame, 0, FRAME, 1000, RATE);
  }

  @Test
  void packetsOfAnyLengthBecomeFramesWithoutAHole() {
    for (int millis : new int[] {10, 30, 60}) {
      MemberEarTest one = new MemberEarTest();
      int waiting = 0;
      for (int tick = 0; tick < 60; tick++) {
        for (waiting += 20; waiting >= millis; waiting -= millis) {
          one.says(millis);
        }
        boolean heard = one.ear.read(one.frame);
        if (tick > 10) {
          assertTrue(heard, millis + " ms, tick " + tick);
          assertTrue(one.level() > 9000, millis + " ms, tick " + tick + ": " + one.level());
        }
      }
    }
  }

  @Test
  void aLostPacketIsFilledAndTheNextHeardInItsPlace() {
    for (int tick = 0; tick < 10; tick++) {
      says(20);
      ear.read(frame);
    }
    loses(20);
    assertTrue(ear.read(frame), "one still waits");
    assertTrue(level() > 9000);
    says(20);
    assertTrue(ear.read(frame), "what is missing is made up for");
    assertTrue(level() < 8000);
    says(20);
    assertTrue(ear.read(frame));
    assertTrue(level() > 8000);
  }

  @Test
  void silenceFollowsTheLastPacketWithoutAClick() {
    for (int tick = 0; tick < 10; tick++) {
      says(20);
      ear.read(frame);
    }
    while (ear.read(frame)) {
      // What waits.
    }
    int step = 0;
    for (int i = 1; i < FRAME; i++) {
      step = Math.max(step, Math.abs(frame[i] - frame[i - 1]));
    }
    assertTrue(step < 1500, "step of " + step);
    assertFalse(ear.read(frame));
    assertEquals(0, Loudness.of(frame, FRAME));
  }

  @Test
  void whoSendsTooFastIsNotHeardLaterAndLater() {
    // A packet in five seconds too many, and never a pause in which to leave one out.
    int most = 0;
    for (int tick = 0; tick < 120 * 50; tick++) {
      says(20);
      if (tick % 250 == 0) {
        says(20);
      }
      ear.read(frame);
      most = Math.max(most, ear.waiting());
    }
    assertTrue(most < 7, most + " packets waited");
  }

  @Test
  void aDigitHasItsPlaceAndNoSound() {
    for (int tick = 0; tick < 5; tick++) {
      says(20);
      ear.read(frame);
    }
    byte[] event = new byte[Rtp.HEADER + TelephoneEvents.PAYLOAD];
    for (int i = 1; i <= 5; i++) {
      Rtp.writeHeader(event, 0, 101, false, sequence++, samplesSent, 9);
      TelephoneEvents.write(event, Rtp.HEADER, 7, i == 5, 160 * i);
      ear.take(event, event.length);
      ear.read(frame);
    }
    samplesSent += 800;
    assertEquals(0, Loudness.of(frame, FRAME));
    for (int tick = 0; tick < 5; tick++) {
      says(20);
      ear.read(frame);
    }
    assertTrue(level() > 9000);
  }

  @Test
  void anUnknownTypeIsNotHeard() {
    byte[] packet = new byte[Rtp.HEADER + 160];
    for (int i = 0; i < 5; i++) {
      Rtp.writeHeader(packet, 0, 13, false, i, i * 160, 9);
      ear.take(packet, packet.length);
      ear.read(frame);
      assertEquals(0, Loudness.of(frame, FRAME));
    }
  }
}
