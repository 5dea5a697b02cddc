package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.message.SIPRequest;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.trunk.CallerId;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.util.List;
import java.util.Optional;

/** What a trunk wants of our INVITEs: account, caller's number, codecs. */
final class TrunkManner implements Manner {

  private static final String EVENTS = "telephone-event";

  private final TrunkConfig config;

  TrunkManner(TrunkConfig config) {
    this.config = config;
  }

  @Override
  public Optional<AddressImpl> from(PartyInfo caller) {
    Optional<String> user =
        config.callerId() == CallerId.FROM
            ? caller.number().or(config::account)
            : config.account().or(caller::number);
    return Optional.of(
        Addresses.address(
            caller.name(),
            Addresses.uri(user.or(() -> Optional.of("anonymous")), config.domain())));
  }

  @Override
  public void dress(SIPRequest invite, PartyInfo caller) {
    if (config.callerId() == CallerId.FROM || caller.number().isEmpty()) {
      return;
    }
    AddressImpl who =
        Addresses.address(caller.name(), Addresses.uri(caller.number(), config.domain()));
    if (config.callerId() == CallerId.PAI) {
      Headers.set(invite, "P-Asserted-Identity", who.toString());
    } else {
      Headers.set(invite, "Remote-Party-ID", who + ";party=calling;privacy=off;screen=yes");
    }
  }

  /** Only the trunk's codecs, and events for digits only if it takes them. */
  @Override
  public Optional<String> offer(String sdp) {
    if (config.codecs().isEmpty() && config.digitsInMedia()) {
      return Optional.of(sdp);
    }
    try {
      SessionDescription description = SessionDescription.parse(sdp);
      boolean something = false;
      for (int i = 0; i < description.media().size(); i++) {
        MediaDescription section = description.media().get(i);
        if (!section.isAudio() || section.isRejected()) {
          something |= !section.isRejected();
          continue;
        }
        List<Codec> kept = section.codecs().stream().filter(this::wanted).toList();
        boolean audio = kept.stream().anyMatch(codec -> !codec.isNamed(EVENTS));
        something |= audio;
        description = description.withMedia(i, m -> audio ? m.withCodecs(kept) : m.rejected());
      }
      return something ? Optional.of(description.write()) : Optional.empty();
    } catch (SdpException e) {
      return Optional.of(sdp);
    }
  }

  private boolean wanted(Codec codec) {
    return codec.isNamed(EVENTS)
        ? config.digitsInMedia()
        : config.codecs().isEmpty() || config.codecs().stream().anyMatch(codec::isNamed);
  }

  /** sip-pbx.md: 408 and 5xx go on to the next address or trunk; 4xx and 6xx are the callee's. */
  @Override
  public boolean elsewhere(int status) {
    return status == 408 || status >= 500 && status < 600;
  }
}
