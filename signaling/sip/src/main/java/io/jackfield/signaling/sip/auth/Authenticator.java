package io.jackfield.signaling.sip.auth;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks the digest of requests and writes challenges, as a registrar and UAS (401). */
public final class Authenticator {

  private static final String HEADER = "Authorization";

  private final String realm;
  private final List<DigestAlgorithm> algorithms;
  private final Nonces nonces;
  private final Credentials credentials;

  /**
   * Makes one.
   *
   * @param algorithms offered, in order of preference; one challenge header each (RFC 8760 2.4)
   */
  public Authenticator(
      String realm, List<DigestAlgorithm> algorithms, Nonces nonces, Credentials credentials) {
    this.realm = realm;
    this.algorithms = List.copyOf(algorithms);
    this.nonces = nonces;
    this.credentials = credentials;
  }

  /** Judges a request. */
  public AuthResult check(SIPRequest request) {
    return check(request, credentials);
  }

  /** The name in the credentials of a request, right or wrong; empty when it has none for us. */
  public Optional<String> claimed(SIPRequest request) {
    return ours(request).map(given -> text(given.getUsername())).filter(name -> !name.isEmpty());
  }

  /** Judges a request by other credentials than usual. */
  public AuthResult check(SIPRequest request, Credentials by) {
    Optional<AuthenticationHeader> found = ours(request);
    if (found.isEmpty()) {
      return new AuthResult.Challenge(false, "");
    }
    AuthenticationHeader given = found.get();
    Optional<DigestAlgorithm> algorithm =
        DigestAlgorithm.of(given.getAlgorithm()).filter(algorithms::contains);
    String nonce = text(given.getNonce());
    String user = text(given.getUsername());
    String response = text(given.getResponse());
    if (algorithm.isEmpty() || nonce.isEmpty() || user.isEmpty() || response.isEmpty()) {
      return new AuthResult.Challenge(false, "bad-credentials");
    }
    Nonces.Verdict verdict = nonces.check(nonce);
    if (verdict == Nonces.Verdict.FORGED) {
      // A nonce of before our restart looks the same, so this is no offence.
      return new AuthResult.Challenge(true, "");
    }
    Optional<String> ha1 = by.ha1(user, algorithm.get());
    // An unknown user costs as much time as a wrong password, and is told the same.
    String expected = expected(request, given, algorithm.get(), ha1.orElse("0"), nonce);
    boolean right = ha1.isPresent() && same(expected, response);
    if (!right) {
      return new AuthResult.Challenge(false, ha1.isEmpty() ? "unknown-user" : "wrong-password");
    }
    if (verdict == Nonces.Verdict.STALE || nonces.use(nonce, count(given)) != Nonces.Verdict.GOOD) {
      return new AuthResult.Challenge(true, "");
    }
    return new AuthResult.Authenticated(user);
  }

  private Optional<AuthenticationHeader> ours(SIPRequest request) {
    Iterator<SIPHeader> all = request.getHeaders(HEADER);
    while (all.hasNext()) {
      if (all.next() instanceof AuthenticationHeader header
          && "Digest".equalsIgnoreCase(header.getScheme())
          && realm.equals(header.getRealm())) {
        return Optional.of(header);
      }
    }
    return Optional.empty();
  }

  private static String expected(
      SIPRequest request,
      AuthenticationHeader given,
      DigestAlgorithm algorithm,
      String ha1,
      String nonce) {
    String uri = given.getParameter("uri");
    return DigestResponse.of(
        algorithm,
        ha1,
        request.getMethod(),
        text(uri),
        nonce,
        text(given.getParameter("qop")),
        text(given.getParameter("nc")),
        text(given.getParameter("cnonce")));
  }

  private static long count(AuthenticationHeader given) {
    String nc = text(given.getParameter("nc"));
    try {
      return nc.isEmpty() ? 1 : Long.parseLong(nc, 16);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean same(String expected, String response) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8),
        response.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  /** Adds the challenges to a 401. */
  public SIPResponse challenge(SIPResponse response, boolean stale) {
    for (DigestAlgorithm algorithm : algorithms) {
      Headers.text(
          response,
          "WWW-Authenticate",
          "Digest realm=\""
              + realm
              + "\", nonce=\""
              + nonces.next()
              + "\", algorithm="
              + algorithm.wireName()
              + (stale ? ", stale=true" : "")
              + ", qop=\"auth\"");
    }
    return response;
  }
}
