package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import io.jackfield.gateway.signal.Identity;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.signaling.sip.trunk.Srtp;
import io.jackfield.signaling.sip.trunk.Trunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Where an INVITE comes from, and what that makes of its caller and callee.
 *
 * @param user who sent it, as authenticated
 * @param trunk the trunk that sent it
 */
record Origin(Optional<String> user, Optional<Trunk> trunk) {

  /** For the routes. */
  String text() {
    return trunk
        .map(t -> "trunk:" + t.config().name())
        .or(() -> user.map(u -> "user:" + u))
        .orElse("");
  }

  /**
   * The user part for a domain of ours, else the whole URI (sip.md, "Inbound INVITE"). A trunk
   * brings calls to us and no further. One we are registered with may put our account into the
   * Request-URI, as that is our contact; the number is in To then.
   *
   * @param leadsToUs whether a URI's host and port are ours
   */
  Optional<String> callee(SIPRequest request, BiPredicate<String, Integer> leadsToUs) {
    if (!(request.getRequestURI() instanceof SipUri uri)) {
      return Optional.empty();
    }
    if (!leadsToUs.test(uri.getHost(), uri.getPort())) {
      return trunk.isPresent() ? Optional.empty() : Optional.of(uri.toString());
    }
    Optional<String> dialled = Optional.ofNullable(uri.getUser()).filter(name -> !name.isBlank());
    boolean account =
        trunk
            .filter(t -> !t.config().registerExpires().isZero())
            .filter(t -> t.config().account().equals(dialled))
            .isPresent();
    return account && request.getTo().getAddress().getURI() instanceof SipUri to
        ? Optional.ofNullable(to.getUser()).or(() -> dialled)
        : dialled;
  }

  /**
   * Who calls. With authentication the number is who the caller proved to be, whatever From says; a
   * trusted trunk's word for it is P-Asserted-Identity (RFC 3325) or Remote-Party-ID. Whoever asks
   * for privacy is shown to trusted trunks alone (RFC 3323).
   */
  PartyInfo caller(SIPRequest request) {
    PartyInfo said = Addresses.party(request.getFrom().getAddress());
    if (user.isPresent()) {
      PartyInfo proven = new PartyInfo(said.name(), user, Map.of());
      return Identities.hides(request) ? proven.hiddenWith(List.of()) : proven;
    }
    if (trunk.filter(t -> t.config().trusted()).isEmpty()) {
      return Identities.hides(request) ? said.hiddenWith(List.of()) : said;
    }
    PartyInfo asserted = Identities.asserted(request).orElse(said);
    List<Map.Entry<String, String>> history = Identities.history(request);
    return Identities.hides(request) || Identities.hidesRemoteParty(request)
        ? asserted.hiddenWith(history)
        : new PartyInfo(
            asserted.name().or(said::name),
            asserted.number(),
            Map.of(),
            new Identity(false, Optional.empty(), Optional.empty(), history));
  }

  /** Whether nothing plain may come from there. */
  boolean needsKeys() {
    return trunk.filter(t -> t.config().srtp() == Srtp.REQUIRED).isPresent();
  }

  /** What is left of an offer for us: a trunk has only its codecs and its way of encryption. */
  Optional<String> offer(String sdp) {
    return trunk.isPresent() ? new TrunkMedia(trunk.get().config()).taken(sdp) : Optional.of(sdp);
  }
}
