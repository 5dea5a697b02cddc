package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.message.SIPRequest;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.trunk.CallerId;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.util.Optional;

/** What a trunk wants of our INVITEs: account, caller's number, codecs. */
final class TrunkManner implements Manner {

  private final TrunkConfig config;
  private final TrunkMedia media;

  TrunkManner(TrunkConfig config) {
    this.config = config;
    this.media = new TrunkMedia(config);
  }

  @Override
  public Optional<AddressImpl> from(PartyInfo caller) {
    if (config.callerId() == CallerId.FROM && caller.identity().hidden()) {
      return Optional.of(Addresses.anonymous());
    }
    Optional<String> user =
        config.callerId() == CallerId.FROM
            ? caller.number().or(config::account)
            : config.account().or(caller::number);
    return Optional.of(
        Addresses.address(
            caller.name(),
            Addresses.uri(user.or(() -> Optional.of("anonymous")), config.domain())));
  }

  /** RFC 3325 7: what is asserted is for trusted ears alone, and so is how the call came here. */
  @Override
  public void dress(SIPRequest invite, PartyInfo caller) {
    if (!config.trusted()) {
      return;
    }
    boolean hidden = caller.identity().hidden();
    if (caller.trueNumber().isPresent()) {
      AddressImpl who =
          Addresses.address(caller.trueName(), Addresses.uri(caller.trueNumber(), config.domain()));
      if (config.callerId() == CallerId.RPID) {
        String privacy = hidden ? "full" : "off";
        Headers.set(
            invite, "Remote-Party-ID", who + ";party=calling;privacy=" + privacy + ";screen=yes");
      } else {
        Headers.set(invite, "P-Asserted-Identity", who.toString());
      }
    }
    if (hidden) {
      Headers.set(invite, "Privacy", "id");
    }
    caller.identity().history().forEach(h -> Headers.text(invite, h.getKey(), h.getValue()));
  }

  @Override
  public Optional<String> offer(String sdp) {
    return media.offered(sdp);
  }

  @Override
  public boolean takes(String answer) {
    return media.acceptable(answer);
  }

  /** sip-pbx.md: 408 and 5xx go on to the next address or trunk; 4xx and 6xx are the callee's. */
  @Override
  public boolean elsewhere(int status) {
    return status == 408 || status >= 500 && status < 600;
  }
}
