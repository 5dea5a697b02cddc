package io.jackfield.appliance.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How SIP servers elsewhere are found and judged.
 *
 * @param nameServers asked for their addresses; empty for those of the system
 * @param tlsVerify whether their certificates must be right
 * @param tlsAuthorities PEM file of authorities that sign them; empty for the system's
 */
public record SipOutward(
    List<HostPort> nameServers, boolean tlsVerify, Optional<Path> tlsAuthorities) {

  private static final int DNS_PORT = 53;

  /** Copies the list. */
  public SipOutward {
    nameServers = List.copyOf(nameServers);
  }

  static SipOutward read(Section service) {
    List<HostPort> servers =
        service.texts("sip_dns", List.of()).stream()
            .flatMap(text -> server(service, text).stream())
            .toList();
    return new SipOutward(
        servers,
        service.flag("sip_tls_verify", true),
        service.text("sip_tls_ca_file").map(Path::of));
  }

  private static Optional<HostPort> server(Section service, String text) {
    Optional<HostPort> server =
        HostPort.parse(text).or(() -> HostPort.parse(text + ":" + DNS_PORT));
    if (server.isEmpty() || !server.get().host().matches("[0-9a-fA-F.:]+")) {
      service.problem("sip_dns", "expected IP addresses of name servers, found \"" + text + "\"");
      return Optional.empty();
    }
    return server;
  }
}
