package io.jackfield.appliance.config;

import java.util.Optional;

/**
 * As whom the SIP side shows itself in Via and Contact.
 *
 * @param external whether by the gateway's public address, if it has one
 * @param host in its place; empty for that address, or that of the listener
 */
public record SipShown(boolean external, Optional<String> host) {

  static SipShown read(Section service) {
    Optional<String> host = service.text("sip_local_host");
    if (host.filter(name -> !name.matches("[A-Za-z0-9.:-]+")).isPresent()) {
      service.problem("sip_local_host", "expected a host name or an IP address");
      host = Optional.empty();
    }
    return new SipShown(service.flag("sip_use_external_ip", true), host);
  }

  /**
   * The host to show.
   *
   * @param publicAddress of the gateway, if it is known
   * @return empty for that of each listener
   */
  public Optional<String> in(Optional<String> publicAddress) {
    return host.or(() -> external ? publicAddress : Optional.empty());
  }
}
