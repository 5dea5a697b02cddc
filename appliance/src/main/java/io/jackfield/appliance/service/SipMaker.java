package io.jackfield.appliance.service;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.HostPort;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.config.SipListen;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.sip.SipConfig;
import io.jackfield.signaling.sip.SipServer;
import io.jackfield.signaling.sip.auth.DigestAlgorithm;
import io.jackfield.signaling.sip.leg.SessionTimers;
import io.jackfield.signaling.sip.registrar.RegistrarConfig;
import io.jackfield.signaling.sip.registrar.RegistrationStore;
import io.jackfield.signaling.sip.stack.ClientTls;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a service's SIP side out of its configuration. */
final class SipMaker {

  private static final int HTTPS = 443;

  private SipMaker() {}

  static SipServer make(
      Config config,
      ServiceConfig service,
      Service target,
      RegistrationStore registrations,
      Transport transport,
      TlsIdentity tls) {
    io.jackfield.appliance.config.SipConfig sip = service.sip();
    RegistrarConfig registrar =
        new RegistrarConfig(
            sip.registrar(),
            sip.domain(),
            sip.forceDomain(),
            sip.minExpires(),
            sip.defaultExpires(),
            sip.maxExpires(),
            sip.maxContacts());
    SipConfig settings =
        SipConfig.of(
                sip.domain(),
                sip.listen().stream()
                    .filter(each -> !each.transport().webSocket())
                    .map(each -> listen(each, tls))
                    .toList())
            .externalHost(sip.shown().in(config.node().publicAddress()))
            .webSocketPort(webSocketPort(config, sip))
            .registrar(registrar)
            .digest(sip.auth() == io.jackfield.appliance.config.SipConfig.Auth.DIGEST)
            .algorithms(algorithms(sip.algorithms()))
            .inviteUnregistered(sip.inviteUnregistered())
            .reattach(config.media().reattachTimeout())
            .clientTls(
                new ClientTls(
                    sip.outward().tlsVerify(), sip.outward().tlsAuthorities(), Optional.of(tls)))
            .sessionTimers(new SessionTimers(sip.sessionExpires(), sip.minSessionExpires()))
            .trunks(sip.trunks())
            .nameServers(sip.outward().nameServers().stream().map(HostPort::socketAddress).toList())
            .limits(sip.limits())
            .abuse(sip.abuse())
            .build();
    return new SipServer(
        transport, target, settings, registrations, Clock.systemUTC(), new SecureRandom());
  }

  /**
   * What WebSocket clients see in our Contact; they are reached over their connection whatever it
   * says.
   */
  private static int webSocketPort(Config config, io.jackfield.appliance.config.SipConfig sip) {
    return Stream.concat(
            sip.listen().stream()
                .filter(each -> each.transport() == SipListen.Transport.WSS)
                .map(SipListen::address),
            config.http().tlsListen().stream())
        .map(HostPort::port)
        .filter(port -> port > 0)
        .findFirst()
        .orElse(HTTPS);
  }

  private static List<DigestAlgorithm> algorithms(List<String> names) {
    return names.stream()
        .flatMap(
            name ->
                Arrays.stream(DigestAlgorithm.values())
                    .filter(algorithm -> algorithm.wireName().equals(name)))
        .toList();
  }

  private static SipConfig.Listen listen(SipListen listen, TlsIdentity tls) {
    InetSocketAddress address = listen.address().socketAddress();
    SipConfig.Listen plain = plain(listen, address, tls);
    return plain.heard(listen.acl());
  }

  private static SipConfig.Listen plain(
      SipListen listen, InetSocketAddress address, TlsIdentity tls) {
    return switch (listen.transport()) {
      case UDP -> SipConfig.Listen.udp(address);
      case TCP -> SipConfig.Listen.tcp(address);
      case TLS -> SipConfig.Listen.tls(address, tls);
      case WS, WSS -> throw new IllegalArgumentException("taken by the web server's kind");
    };
  }
}
