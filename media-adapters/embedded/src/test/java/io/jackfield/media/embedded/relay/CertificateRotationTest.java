package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jackfield.media.embedded.dtls.DtlsCertificate;
import io.jackfield.media.embedded.dtls.DtlsPool;
import io.jackfield.media.embedded.dtls.Fingerprint;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateRotationTest {

  private static final class Hand extends Clock {
    volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Hand clock = new Hand();

  @Test
  void aDayOldCertificateIsReplacedOnce() {
    SecureRandom random = new SecureRandom();
    List<Runnable> aside = new ArrayList<>();
    try (DtlsPool pool =
        new DtlsPool(DtlsCertificate.create(random, clock.now), random, 1, Duration.ofSeconds(5))) {
      CertificateRotation rotation = new CertificateRotation(pool, random, clock, aside::add);
      Fingerprint first = rotation.identity().fingerprint();
      clock.pass(CertificateRotation.PERIOD.minusMillis(1));
      assertEquals(first, rotation.identity().fingerprint());
      assertEquals(0, aside.size());
      clock.pass(Duration.ofMillis(1));
      assertEquals(first, rotation.identity().fingerprint(), "nobody waits for the new key");
      rotation.identity();
      assertEquals(1, aside.size());
      aside.get(0).run();
      Fingerprint second = rotation.identity().fingerprint();
      assertNotEquals(first, second);
      clock.pass(CertificateRotation.PERIOD.multipliedBy(40));
      rotation.identity();
      assertEquals(2, aside.size());
    }
  }

  @Test
  void aLegKeepsWhatItHasToldItsPeer() throws Exception {
    try (MediaPlane plane = Planes.at(clock);
        TestBrowser old = new TestBrowser();
        TestBrowser young = new TestBrowser()) {
      TestListener toldOld = new TestListener();
      WebRtcTransport before = plane.webRtc("old", toldOld);
      Fingerprint first = before.localFingerprint();
      clock.pass(CertificateRotation.PERIOD);
      TestListener toldYoung = new TestListener();
      WebRtcTransport after = plane.webRtc("young", toldYoung);
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (after.localFingerprint().equals(first) && System.nanoTime() < end) {
        after.close();
        toldYoung = new TestListener();
        after = plane.webRtc("young", toldYoung);
      }
      assertNotEquals(first, after.localFingerprint());
      assertEquals(first, before.localFingerprint());
      old.connect(before, toldOld);
      young.connect(after, toldYoung);
    }
  }
}
