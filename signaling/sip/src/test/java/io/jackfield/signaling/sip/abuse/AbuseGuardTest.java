package io.jackfield.signaling.sip.abuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.sip.stack.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a source is not listened to any more, on a clock moved by hand. */
class AbuseGuardTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final AbuseGuard guard =
      new AbuseGuard(
          new AbuseConfig(
              3, 5, Duration.ofMinutes(10), List.of(Network.parse("198.51.100.0/24").get())),
          () -> now);

  private static InetAddress at(String address) throws Exception {
    return InetAddress.getByName(address);
  }

  private void offend(String address, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      guard.offence(at(address), "wrong-password");
    }
  }

  @Test
  void aSourceIsBannedForItsOffencesOfOneMinuteAlone() throws Exception {
    offend("192.0.2.1", 3);
    assertFalse(guard.banned(at("192.0.2.1")));
    now = now.plusSeconds(61);
    offend("192.0.2.1", 3);
    assertFalse(guard.banned(at("192.0.2.1")));
    offend("192.0.2.1", 1);
    assertTrue(guard.banned(at("192.0.2.1")));
    assertFalse(guard.banned(at("192.0.2.2")));
    assertEquals(1, guard.bans());
  }

  @Test
  void eachBanIsTwiceAsLongAsTheOneBefore() throws Exception {
    offend("192.0.2.1", 4);
    now = now.plus(Duration.ofMinutes(9));
    assertTrue(guard.banned(at("192.0.2.1")));
    now = now.plus(Duration.ofMinutes(2));
    guard.sweep();
    assertFalse(guard.banned(at("192.0.2.1")));
    offend("192.0.2.1", 4);
    now = now.plus(Duration.ofMinutes(19));
    assertTrue(guard.banned(at("192.0.2.1")));
    now = now.plus(Duration.ofMinutes(2));
    assertFalse(guard.banned(at("192.0.2.1")));
  }

  @Test
  void whoAsksTooOftenWithoutEverProvingWhoHeIsScans() throws Exception {
    for (int i = 0; i < 5; i++) {
      guard.stranger(at("192.0.2.1"));
    }
    guard.proven(at("192.0.2.1"));
    for (int i = 0; i < 5; i++) {
      guard.stranger(at("192.0.2.1"));
    }
    assertFalse(guard.banned(at("192.0.2.1")));
    guard.stranger(at("192.0.2.1"));
    assertTrue(guard.banned(at("192.0.2.1")));
  }

  @Test
  void anIpv6HostIsItsWholeNetworkAndTrustedOnesAreNeverBanned() throws Exception {
    offend("2001:db8::1", 2);
    offend("2001:db8::2", 2);
    assertTrue(guard.banned(at("2001:db8::3")));
    assertFalse(guard.banned(at("2001:db8:0:1::1")));
    offend("198.51.100.7", 50);
    assertFalse(guard.banned(at("198.51.100.7")));
  }
}
