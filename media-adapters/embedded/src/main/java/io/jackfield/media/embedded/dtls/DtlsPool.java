package io.jackfield.media.embedded.dtls;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** The threads all handshakes of a plane share, and the identity they show. Thread-safe. */
public final class DtlsPool implements AutoCloseable {

  private static final int WAITING = 2048;
  private static final int KEEP_SECONDS = 10;

  private final BcTlsCrypto crypto;
  private final ThreadPoolExecutor threads;
  private final long timeoutMillis;
  private volatile DtlsIdentity identity;

  /**
   * A pool without threads yet; they come with work and go after 10 s without.
   *
   * @param certificate shown to every peer until {@link #renew}
   * @param random the source of ephemeral keys
   * @param most handshakes at once
   * @param timeout deadline of a handshake, from the session's creation
   */
  public DtlsPool(DtlsCertificate certificate, SecureRandom random, int most, Duration timeout) {
    this.crypto = new LeanCrypto(random);
    this.identity = new DtlsIdentity(crypto, certificate);
    this.timeoutMillis = timeout.toMillis();
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "dtls-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** The identity of sessions from now on. */
  public DtlsIdentity identity() {
    return identity;
  }

  /**
   * Shows another certificate from now on; sessions keep the identity they were made with.
   *
   * @param certificate the new one
   */
  public void renew(DtlsCertificate certificate) {
    identity = new DtlsIdentity(crypto, certificate);
  }

  /** Threads at work now. */
  public int active() {
    return threads.getActiveCount();
  }

  /**
   * A session; its deadline runs from now.
   *
   * @param own the identity signalled to the peer
   * @param role ours
   * @param fingerprints of the peer, from signalling
   * @param listener its user
   * @return the session, not begun
   */
  public DtlsSession session(
      DtlsIdentity own, DtlsRole role, List<Fingerprint> fingerprints, DtlsListener listener) {
    return new DtlsSession(
        crypto,
        new SrtpNegotiation(crypto, own, List.copyOf(fingerprints)),
        role,
        threads,
        timeoutMillis,
        listener);
  }

  /**
   * Takes no more work and waits for what was given.
   *
   * @param millis longest wait
   * @throws InterruptedException when the caller is interrupted
   */
  public void finish(long millis) throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
      threads.shutdownNow();
    }
  }

  /** Interrupts all handshakes; returns at once. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
