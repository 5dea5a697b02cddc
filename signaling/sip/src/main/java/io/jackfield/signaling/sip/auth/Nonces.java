package io.jackfield.signaling.sip.auth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces: time, a random part and a signature, so that a challenge costs no memory. Only nonces
 * that came back in a right answer are remembered, for the highest {@code nc} each was used with.
 *
 * <p>Remembered nonces are limited; when one is pushed out, all nonces as old as it become stale,
 * so that forgetting never allows a replay.
 */
public final class Nonces {

  /** What a nonce is worth. */
  public enum Verdict {
    /** Ours and in time. */
    GOOD,
    /** Ours, but too old, or its count was seen before: ask again with {@code stale=true}. */
    STALE,
    /** Not ours. */
    FORGED
  }

  private static final int TIME_AND_RANDOM = 16;
  private static final int SIGNATURE = 16;

  private final byte[] key = new byte[32];
  private final AtomicLong serial = new AtomicLong();
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final long lifetimeMillis;
  private final int maxRemembered;
  private volatile long floorMillis = Long.MIN_VALUE;

  /**
   * Makes a source with a key of its own.
   *
   * @param lifetime after which a nonce is stale
   * @param maxRemembered nonces kept for their count
   */
  public Nonces(InstantSource clock, SecureRandom random, Duration lifetime, int maxRemembered) {
    this.clock = clock;
    this.lifetimeMillis = lifetime.toMillis();
    this.maxRemembered = maxRemembered;
    random.nextBytes(key);
    serial.set(random.nextLong());
  }

  /** A new nonce. */
  public String next() {
    byte[] bytes = new byte[TIME_AND_RANDOM + SIGNATURE];
    ByteBuffer.wrap(bytes).putLong(clock.millis()).putLong(serial.incrementAndGet());
    System.arraycopy(sign(bytes), 0, bytes, TIME_AND_RANDOM, SIGNATURE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a nonce is ours and in time; its count is looked at by {@link #use}. */
  public Verdict check(String nonce) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException e) {
      return Verdict.FORGED;
    }
    if (bytes.length != TIME_AND_RANDOM + SIGNATURE
        || !MessageDigest.isEqual(
            Arrays.copyOf(sign(bytes), SIGNATURE),
            Arrays.copyOfRange(bytes, TIME_AND_RANDOM, bytes.length))) {
      return Verdict.FORGED;
    }
    long made = ByteBuffer.wrap(bytes).getLong();
    long age = clock.millis() - made;
    return age < 0 || age > lifetimeMillis || made <= floorMillis ? Verdict.STALE : Verdict.GOOD;
  }

  /**
   * Takes a good nonce with a count; each count is good once and they only go up (RFC 7616 3.4).
   *
   * @param count the {@code nc} parameter; 1 for a client that sends none
   */
  public Verdict use(String nonce, long count) {
    boolean[] fresh = new boolean[1];
    counts.compute(
        nonce,
        (same, highest) -> {
          fresh[0] = highest == null || count > highest;
          return fresh[0] ? Long.valueOf(count) : highest;
        });
    if (counts.size() > maxRemembered) {
      forget();
    }
    return fresh[0] ? Verdict.GOOD : Verdict.STALE;
  }

  /** Drops what has expired, or else whatever comes first. */
  private synchronized void forget() {
    long now = clock.millis();
    counts.keySet().removeIf(nonce -> now - madeAt(nonce) > lifetimeMillis);
    Iterator<String> rest = counts.keySet().iterator();
    while (counts.size() > maxRemembered * 3L / 4 && rest.hasNext()) {
      String nonce = rest.next();
      floorMillis = Math.max(floorMillis, madeAt(nonce));
      rest.remove();
    }
  }

  private static long madeAt(String nonce) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(nonce)).getLong();
  }

  private byte[] sign(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(bytes, 0, TIME_AND_RANDOM);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
