package io.jackfield.signaling.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** RFC vectors, and what nonces are worth. */
class DigestTest {

  @Test
  void rfc2617Section35() {
    String ha1 = DigestAlgorithm.MD5.hash("Mufasa:testrealm@host.com:Circle Of Life");
    assertEquals(
        "6629fae49393a05397450978507c4ef1",
        DigestResponse.of(
            DigestAlgorithm.MD5,
            ha1,
            "GET",
            "/dir/index.html",
            "dcd98b7102dd2f0e8b11d0f600bfb0c093",
            "auth",
            "00000001",
            "0a4f113b"));
  }

  @Test
  void rfc7616Section391() {
    String ha1 = "Mufasa:http-auth@example.org:Circle of Life";
    String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    assertEquals(
        "8ca523f5e9506fed4657c9700eebdbec",
        DigestResponse.of(
            DigestAlgorithm.MD5,
            DigestAlgorithm.MD5.hash(ha1),
            "GET",
            "/dir/index.html",
            nonce,
            "auth",
            "00000001",
            cnonce));
    // RFC 8760 2 uses the same computation for SHA-256.
    assertEquals(
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        DigestResponse.of(
            DigestAlgorithm.SHA_256,
            DigestAlgorithm.SHA_256.hash(ha1),
            "GET",
            "/dir/index.html",
            nonce,
            "auth",
            "00000001",
            cnonce));
  }

  @Test
  void rfc2617WithoutQop() {
    String ha1 = DigestAlgorithm.MD5.hash("bob:biloxi.com:zanzibar");
    // The example of RFC 3665 2.1 as corrected by its errata (no qop).
    assertEquals(
        DigestAlgorithm.MD5.hash(
            ha1
                + ":ea9c8e88df84f1cec4341ae6cbe5a359:"
                + DigestAlgorithm.MD5.hash("REGISTER:sips:ss2.biloxi.example.com")),
        DigestResponse.of(
            DigestAlgorithm.MD5,
            ha1,
            "REGISTER",
            "sips:ss2.biloxi.example.com",
            "ea9c8e88df84f1cec4341ae6cbe5a359",
            "",
            "",
            ""));
  }

  @Test
  void noncesAreSignedExpireAndCount() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH.plusSeconds(1_000));
    Nonces nonces = new Nonces(now::get, new SecureRandom(), Duration.ofSeconds(60), 1_000);
    String nonce = nonces.next();
    assertNotEquals(nonce, nonces.next());
    assertEquals(Nonces.Verdict.GOOD, nonces.check(nonce));
    assertEquals(Nonces.Verdict.FORGED, nonces.check(nonce.substring(1)));
    char other = nonce.charAt(3) == 'A' ? 'B' : 'A';
    assertEquals(
        Nonces.Verdict.FORGED, nonces.check(nonce.substring(0, 3) + other + nonce.substring(4)));
    assertEquals(Nonces.Verdict.FORGED, nonces.check("not base64 at all!"));
    assertEquals(Nonces.Verdict.GOOD, nonces.use(nonce, 1));
    assertEquals(Nonces.Verdict.STALE, nonces.use(nonce, 1), "replayed");
    assertEquals(Nonces.Verdict.GOOD, nonces.use(nonce, 2));
    now.set(now.get().plusSeconds(61));
    assertEquals(Nonces.Verdict.STALE, nonces.check(nonce));
  }

  @Test
  void forgettingANonceMakesItStale() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Nonces nonces = new Nonces(now::get, new SecureRandom(), Duration.ofHours(1), 10);
    String first = nonces.next();
    nonces.use(first, 1);
    for (int i = 0; i < 50; i++) {
      now.set(now.get().plusMillis(1));
      nonces.use(nonces.next(), 1);
    }
    boolean replayed =
        nonces.check(first) == Nonces.Verdict.GOOD && nonces.use(first, 1) == Nonces.Verdict.GOOD;
    assertFalse(replayed);
  }

  @Test
  void secretsStayOutOfText() {
    assertTrue(new ClientCredentials("ann", "pw").toString().contains("ann"));
    assertFalse(new ClientCredentials("ann", "pw").toString().contains("pw"));
  }
}
