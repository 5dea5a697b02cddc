package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RtpPortsTest {

  private long now;
  private final RtpPorts ports = new RtpPorts(20001, 20010, 100, () -> now, new Random(1));

  @Test
  void handsOutEachEvenPairOnce() {
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      taken.add(ports.take().getAsInt());
    }
    assertEquals(Set.of(20002, 20004, 20006, 20008), taken);
    assertTrue(ports.take().isEmpty());
  }

  @Test
  void restsAPortBeforeItIsUsedAgain() {
    for (int i = 0; i < 4; i++) {
      ports.release(ports.take().getAsInt());
    }
    assertTrue(ports.take().isEmpty());
    now = 99;
    assertEquals(0, ports.available());
    now = 100;
    assertEquals(4, ports.available());
  }

  @Test
  void givesThePortThatRestedLongestWhenNoneHasRestedEnough() {
    int first = ports.take().getAsInt();
    for (int i = 0; i < 3; i++) {
      ports.take();
    }
    ports.release(first);
    now = 4;
    assertTrue(ports.take().isEmpty());
    now = 5;
    assertEquals(first, ports.take().getAsInt());
  }
}
