package io.jackfield.media.embedded.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class IceLiteResponderTest {

  private final IceCredentials local = IceCredentials.create(new SecureRandom());
  private final IceLiteResponder responder = new IceLiteResponder(local);
  private final InetSocketAddress from = new InetSocketAddress("127.0.0.1", 4000);

  private IceLiteResponder.Verdict answer(StunWriter request, String password) {
    byte[] bytes = request.finish(new StunKey(password));
    return responder.answer(StunMessage.parse(bytes, 0, bytes.length).orElseThrow(), from);
  }

  private StunWriter check() {
    return new StunWriter(StunMessage.BINDING_REQUEST, new byte[12])
        .username(local.ufrag() + ":peer")
        .priority(5);
  }

  private static StunMessage parse(byte[] bytes) {
    return StunMessage.parse(bytes, 0, bytes.length).orElseThrow();
  }

  @Test
  void answersACheckWithTheAddressItCameFrom() {
    IceLiteResponder.Verdict verdict = answer(check().role(true, 1), local.password());
    assertTrue(verdict.valid());
    assertFalse(verdict.nominated());
    StunMessage response = parse(verdict.response());
    assertEquals(StunMessage.BINDING_SUCCESS, response.type());
    assertEquals(from, response.mappedAddress().orElseThrow());
    assertTrue(response.authentic(new StunKey(local.password())));
  }

  @Test
  void seesANomination() {
    assertTrue(answer(check().role(true, 1).useCandidate(), local.password()).nominated());
  }

  @Test
  void refusesAWrongPasswordWith401() {
    IceLiteResponder.Verdict verdict = answer(check(), "wrong");
    assertFalse(verdict.valid());
    assertEquals(401, parse(verdict.response()).errorCode().orElseThrow());
  }

  @Test
  void tellsAControlledPeerToSwitchWith487() {
    IceLiteResponder.Verdict verdict = answer(check().role(false, 1), local.password());
    assertFalse(verdict.valid());
    assertEquals(487, parse(verdict.response()).errorCode().orElseThrow());
  }

  @Test
  void refusesAnotherUserName() {
    StunWriter other =
        new StunWriter(StunMessage.BINDING_REQUEST, new byte[12]).username("other:peer");
    assertFalse(answer(other, local.password()).valid());
  }
}
