package io.jackfield.signaling.sip;

import io.jackfield.signaling.sip.abuse.AbuseConfig;
import io.jackfield.signaling.sip.auth.DigestAlgorithm;
import io.jackfield.signaling.sip.leg.SessionTimers;
import io.jackfield.signaling.sip.registrar.RegistrarConfig;
import io.jackfield.signaling.sip.stack.ClientTls;
import io.jackfield.signaling.sip.stack.SipLimits;
import io.jackfield.signaling.sip.stack.SourceAcl;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the SIP side.
 *
 * @param listeners UDP, TCP and TLS addresses; WebSockets are mounted on the web server
 * @param externalHost name or address others reach us by; detected for wildcard listeners if empty
 * @param webSocketPort port shown in the Contact for WebSocket clients; they are reached over their
 *     connection whatever it says
 * @param registrar rules of the registrar, our domain among them
 * @param digest whether REGISTER and INVITE must authenticate
 * @param algorithms of the challenges, in order of preference
 * @param nonceLifetime after which a client is asked again
 * @param inviteUnregistered whether calls may go to SIP URIs elsewhere
 * @param reattach how long an answered call outlives its lost connection
 * @param limits of messages
 * @param clientTls how servers we connect to over TLS are judged
 * @param sessionTimers of all legs
 * @param trunks of the service
 * @param nameServers asked for the addresses of others; empty for those of the system
 * @param abuse when a source is not listened to any more
 */
public record SipConfig(
    List<Listen> listeners,
    Optional<String> externalHost,
    int webSocketPort,
    RegistrarConfig registrar,
    boolean digest,
    List<DigestAlgorithm> algorithms,
    Duration nonceLifetime,
    boolean inviteUnregistered,
    Duration reattach,
    SipLimits limits,
    ClientTls clientTls,
    SessionTimers sessionTimers,
    List<TrunkConfig> trunks,
    List<InetSocketAddress> nameServers,
    AbuseConfig abuse) {

  /** Copies the lists and checks the ranges. */
  public SipConfig {
    listeners = List.copyOf(listeners);
    algorithms = List.copyOf(algorithms);
    trunks = List.copyOf(trunks);
    nameServers = List.copyOf(nameServers);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("at least one digest algorithm is needed");
    }
    if (webSocketPort < 1 || webSocketPort > 65_535) {
      throw new IllegalArgumentException("webSocketPort 1..65535 expected");
    }
  }

  /**
   * One listening address.
   *
   * @param kind UDP, TCP or TLS
   * @param address where to bind; port 0 for any
   * @param tls our identity, for TLS
   * @param acl who is heard there
   */
  public record Listen(
      TransportKind kind, InetSocketAddress address, Optional<TlsIdentity> tls, SourceAcl acl) {

    /** Checks that the kind is one that can be bound here. */
    public Listen {
      if (kind.webSocket() || tls.isPresent() != (kind == TransportKind.TLS)) {
        throw new IllegalArgumentException("UDP, TCP, or TLS with an identity expected");
      }
    }

    /** A UDP address. */
    public static Listen udp(InetSocketAddress address) {
      return new Listen(TransportKind.UDP, address, Optional.empty(), SourceAcl.ALL);
    }

    /** A TCP address. */
    public static Listen tcp(InetSocketAddress address) {
      return new Listen(TransportKind.TCP, address, Optional.empty(), SourceAcl.ALL);
    }

    /** A TLS address. */
    public static Listen tls(InetSocketAddress address, TlsIdentity identity) {
      return new Listen(TransportKind.TLS, address, Optional.of(identity), SourceAcl.ALL);
    }

    /** The same for these sources alone. */
    public Listen heard(SourceAcl from) {
      return new Listen(kind, address, tls, from);
    }
  }

  /**
   * Digest with MD5, nonces of 5 minutes, calls elsewhere allowed, 60 s to reattach.
   *
   * @param domain ours
   * @param listeners UDP, TCP and TLS addresses
   */
  public static SipConfigBuilder of(String domain, List<Listen> listeners) {
    return new SipConfigBuilder(listeners, RegistrarConfig.defaults(domain));
  }
}
