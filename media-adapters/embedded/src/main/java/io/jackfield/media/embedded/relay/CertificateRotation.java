package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.dtls.DtlsCertificate;
import io.jackfield.media.embedded.dtls.DtlsIdentity;
import io.jackfield.media.embedded.dtls.DtlsPool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows new legs a certificate that is at most a day old, so that legs of different days cannot be
 * told to belong to one gateway by it, and none is used beyond its validity. It is looked after
 * when a leg asks for it: an idle gateway needs no timer. Legs keep what they have told their peer.
 * Thread-safe.
 */
final class CertificateRotation {

  static final Duration PERIOD = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(CertificateRotation.class);

  private final DtlsPool pool;
  private final SecureRandom random;
  private final Clock clock;
  private final Executor aside;
  private final AtomicReference<Instant> due;

  /**
   * Begins with the pool's certificate, made just now.
   *
   * @param aside makes the next one; a key costs milliseconds, for which nobody waits
   */
  CertificateRotation(DtlsPool pool, SecureRandom random, Clock clock, Executor aside) {
    this.pool = pool;
    this.random = random;
    this.clock = clock;
    this.aside = aside;
    this.due = new AtomicReference<>(clock.instant().plus(PERIOD));
  }

  /** The identity for a new leg; when a new one is due, legs get it as soon as it is made. */
  DtlsIdentity identity() {
    Instant now = clock.instant();
    Instant planned = due.get();
    if (!now.isBefore(planned) && due.compareAndSet(planned, now.plus(PERIOD))) {
      aside.execute(() -> renew(now));
    }
    return pool.identity();
  }

  private void renew(Instant now) {
    pool.renew(DtlsCertificate.create(random, now));
    LOG.info("New certificate for WebRTC: {}", pool.identity().fingerprint());
  }
}
