package io.jackfield.signaling.sip;

import io.jackfield.signaling.sip.abuse.AbuseConfig;
import io.jackfield.signaling.sip.auth.DigestAlgorithm;
import io.jackfield.signaling.sip.leg.SessionTimers;
import io.jackfield.signaling.sip.registrar.RegistrarConfig;
import io.jackfield.signaling.sip.stack.ClientTls;
import io.jackfield.signaling.sip.stack.SipLimits;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes {@link SipConfig}s; what is not set has its default. One thread. */
public final class SipConfigBuilder {

  private List<SipConfig.Listen> listeners;
  private Optional<String> externalHost = Optional.empty();
  private int webSocketPort = 443;
  private RegistrarConfig registrar;
  private boolean digest = true;
  private List<DigestAlgorithm> algorithms = List.of(DigestAlgorithm.MD5);
  private Duration nonceLifetime = Duration.ofMinutes(5);
  private boolean inviteUnregistered = true;
  private Duration reattach = Duration.ofSeconds(60);
  private SipLimits limits = SipLimits.defaults();
  private ClientTls clientTls = ClientTls.defaults();
  private SessionTimers sessionTimers = SessionTimers.defaults();
  private List<TrunkConfig> trunks = List.of();
  private List<InetSocketAddress> nameServers = List.of();
  private AbuseConfig abuse = AbuseConfig.defaults();

  SipConfigBuilder(List<SipConfig.Listen> listeners, RegistrarConfig registrar) {
    this.listeners = listeners;
    this.registrar = registrar;
  }

  /** UDP, TCP and TLS addresses. */
  public SipConfigBuilder listeners(List<SipConfig.Listen> value) {
    listeners = value;
    return this;
  }

  /** Name or address others reach us by; default detected. */
  public SipConfigBuilder externalHost(Optional<String> value) {
    externalHost = value;
    return this;
  }

  /** Port shown in the Contact for WebSocket clients; default 443. */
  public SipConfigBuilder webSocketPort(int value) {
    webSocketPort = value;
    return this;
  }

  /** Rules of the registrar, our domain among them. */
  public SipConfigBuilder registrar(RegistrarConfig value) {
    registrar = value;
    return this;
  }

  /** Whether REGISTER and INVITE must authenticate; default true. */
  public SipConfigBuilder digest(boolean value) {
    digest = value;
    return this;
  }

  /** Of the challenges, in order of preference; default MD5. */
  public SipConfigBuilder algorithms(List<DigestAlgorithm> value) {
    algorithms = value;
    return this;
  }

  /** After which a client is asked again; default 5 minutes. */
  public SipConfigBuilder nonceLifetime(Duration value) {
    nonceLifetime = value;
    return this;
  }

  /** Whether calls may go to SIP URIs elsewhere; default true. */
  public SipConfigBuilder inviteUnregistered(boolean value) {
    inviteUnregistered = value;
    return this;
  }

  /** How long an answered call outlives its lost connection; default 60 s. */
  public SipConfigBuilder reattach(Duration value) {
    reattach = value;
    return this;
  }

  /** Of messages and transactions. */
  public SipConfigBuilder limits(SipLimits value) {
    limits = value;
    return this;
  }

  /** How servers we connect to over TLS are judged. */
  public SipConfigBuilder clientTls(ClientTls value) {
    clientTls = value;
    return this;
  }

  /** Of all legs. */
  public SipConfigBuilder sessionTimers(SessionTimers value) {
    sessionTimers = value;
    return this;
  }

  /** Of the service; default none. */
  public SipConfigBuilder trunks(List<TrunkConfig> value) {
    trunks = value;
    return this;
  }

  /** Asked for the addresses of others; default those of the system. */
  public SipConfigBuilder nameServers(List<InetSocketAddress> value) {
    nameServers = value;
    return this;
  }

  /** When a source is not listened to any more. */
  public SipConfigBuilder abuse(AbuseConfig value) {
    abuse = value;
    return this;
  }

  /**
   * Makes the settings.
   *
   * @throws IllegalArgumentException if a range is left
   */
  public SipConfig build() {
    return new SipConfig(
        listeners,
        externalHost,
        webSocketPort,
        registrar,
        digest,
        algorithms,
        nonceLifetime,
        inviteUnregistered,
        reattach,
        limits,
        clientTls,
        sessionTimers,
        trunks,
        nameServers,
        abuse);
  }
}
