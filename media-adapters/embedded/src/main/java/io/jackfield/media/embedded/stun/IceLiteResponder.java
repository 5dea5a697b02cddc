package io.jackfield.media.embedded.stun;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The answering half of ICE that is all a lite agent has (RFC 8445 7.3, 2.5): checks a request
 * against our credentials and makes the response. Keeps no state of pairs; its owner does.
 */
public final class IceLiteResponder {

  /**
   * What a check amounts to.
   *
   * @param response the datagram to send back to where the request came from
   * @param valid whether the request was authentic and in order, so that the pair is validated
   * @param nominated whether it also carries USE-CANDIDATE
   */
  public record Verdict(byte[] response, boolean valid, boolean nominated) {}

  private final IceCredentials local;
  private final StunKey key;

  /**
   * A responder for one set of credentials.
   *
   * @param local ours; requests name our fragment first
   */
  public IceLiteResponder(IceCredentials local) {
    this.local = local;
    this.key = new StunKey(local.password());
  }

  /** Our credentials. */
  public IceCredentials local() {
    return local;
  }

  /**
   * The user fragment of ours that a request names, the part of USERNAME before the colon.
   *
   * @param request the request
   */
  public static Optional<String> localFragment(StunMessage request) {
    return request
        .username()
        .filter(name -> name.indexOf(':') > 0)
        .map(name -> name.substring(0, name.indexOf(':')));
  }

  /**
   * Answers a binding request.
   *
   * @param request the request
   * @param from where it came from
   * @return what to send, and what it means
   */
  public Verdict answer(StunMessage request, InetSocketAddress from) {
    if (!request.authentic(key) || !named(request)) {
      // RFC 8489 9.1.3: no integrity in this answer, there is no key we share.
      return refuse(
          new StunWriter(StunMessage.BINDING_ERROR, request.transaction())
              .error(401, "Unauthenticated"));
    }
    if (request.unknownRequired().isPresent()) {
      return refuse(
          new StunWriter(StunMessage.BINDING_ERROR, request.transaction())
              .error(420, "Unknown Attribute")
              .unknownAttribute(request.unknownRequired().getAsInt()));
    }
    if (request.iceControlled()) {
      // A lite agent facing a full one is always controlled (RFC 8445 6.1.1): the peer must switch.
      StunWriter conflict =
          new StunWriter(StunMessage.BINDING_ERROR, request.transaction())
              .error(487, "Role Conflict");
      return new Verdict(conflict.finish(key), false, false);
    }
    byte[] response =
        new StunWriter(StunMessage.BINDING_SUCCESS, request.transaction())
            .mappedAddress(from)
            .finish(key);
    return new Verdict(response, true, request.useCandidate());
  }

  /**
   * Only our half of the name is looked at: after an ICE restart the peer's checks may overtake its
   * description, and the integrity already proves that the peer knows our password.
   */
  private boolean named(StunMessage request) {
    return localFragment(request).filter(local.ufrag()::equals).isPresent();
  }

  private static Verdict refuse(StunWriter error) {
    return new Verdict(error.finish(), false, false);
  }
}
