package io.jackfield.signaling.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.MessageReader;
import io.jackfield.signaling.sip.message.RawMessage;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Our challenges answered by our own client side (RFC 3261 22, RFC 8760). */
class ChallengeTest {

  private static final String REQUEST =
      "INVITE sip:1001@jackfield SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n"
          + "Max-Forwards: 70\r\nFrom: <sip:1000@jackfield>;tag=a\r\nTo: <sip:1001@jackfield>\r\n"
          + "Call-ID: 1\r\nCSeq: 1 INVITE\r\nContact: <sip:1000@127.0.0.1>\r\n"
          + "Content-Length: 0\r\n\r\n";

  private final MessageReader reader = new MessageReader(128, 20);

  private SIPRequest request(String text) throws Exception {
    return (SIPRequest)
        reader.read(RawMessage.cut(text.getBytes(StandardCharsets.UTF_8), 128), true);
  }

  private static Authenticator authenticator(DigestAlgorithm... algorithms) {
    return new Authenticator(
        "jackfield",
        List.of(algorithms),
        new Nonces(Clock.systemUTC(), new SecureRandom(), Duration.ofMinutes(5), 100),
        (user, algorithm) ->
            user.equals("1000")
                ? Optional.of(algorithm.hash("1000:jackfield:secret0"))
                : Optional.empty());
  }

  private AuthResult roundTrip(Authenticator server, ClientCredentials client) throws Exception {
    SIPRequest first = request(REQUEST);
    assertInstanceOf(AuthResult.Challenge.class, server.check(first));
    SIPResponse challenge = server.challenge(first.createResponse(401), false);
    SIPResponse received =
        (SIPResponse) reader.read(RawMessage.cut(challenge.encodeAsBytes("UDP"), 128), true);
    SIPRequest again = request(REQUEST);
    assertTrue(client.answer(again, received));
    return server.check(request(new String(again.encodeAsBytes("UDP"), StandardCharsets.UTF_8)));
  }

  @Test
  void md5AndSha256() throws Exception {
    ClientCredentials right = new ClientCredentials("1000", "secret0");
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      AuthResult result = roundTrip(authenticator(algorithm), right);
      assertEquals("1000", assertInstanceOf(AuthResult.Authenticated.class, result).user());
    }
  }

  @Test
  void oneHeaderForEachAlgorithmInOrderOfPreference() throws Exception {
    Authenticator both = authenticator(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);
    String text = both.challenge(request(REQUEST).createResponse(401), true).toString();
    assertTrue(text.indexOf("algorithm=SHA-256") < text.indexOf("algorithm=MD5"), text);
    assertEquals(3, text.split("WWW-Authenticate:").length);
    assertTrue(text.contains("stale=true"), text);
    assertInstanceOf(
        AuthResult.Authenticated.class, roundTrip(both, new ClientCredentials("1000", "secret0")));
  }

  @Test
  void offencesAreNamed() throws Exception {
    AuthResult wrong =
        roundTrip(authenticator(DigestAlgorithm.MD5), new ClientCredentials("1000", "wrong"));
    assertEquals("wrong-password", assertInstanceOf(AuthResult.Challenge.class, wrong).offence());
    AuthResult unknown =
        roundTrip(authenticator(DigestAlgorithm.MD5), new ClientCredentials("ann", "secret0"));
    assertEquals("unknown-user", assertInstanceOf(AuthResult.Challenge.class, unknown).offence());
  }

  @Test
  void aForgedNonceIsStaleAndNoOffence() throws Exception {
    Authenticator server = authenticator(DigestAlgorithm.MD5);
    SIPResponse foreign =
        authenticator(DigestAlgorithm.MD5).challenge(request(REQUEST).createResponse(401), false);
    SIPRequest again = request(REQUEST);
    new ClientCredentials("1000", "secret0").answer(again, foreign);
    AuthResult result =
        server.check(request(new String(again.encodeAsBytes("UDP"), StandardCharsets.UTF_8)));
    AuthResult.Challenge challenge = assertInstanceOf(AuthResult.Challenge.class, result);
    assertTrue(challenge.stale());
    assertEquals("", challenge.offence());
  }

  @Test
  void anUnknownSchemeIsNotAnswered() throws Exception {
    SIPResponse response = request(REQUEST).createResponse(401);
    assertFalse(new ClientCredentials("1000", "secret0").answer(request(REQUEST), response));
  }
}
