package io.jackfield.signaling.sip;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.sip.abuse.AbuseGuard;
import io.jackfield.signaling.sip.auth.Authenticator;
import io.jackfield.signaling.sip.auth.Nonces;
import io.jackfield.signaling.sip.leg.SipCalls;
import io.jackfield.signaling.sip.locate.Locator;
import io.jackfield.signaling.sip.registrar.KeptBindings;
import io.jackfield.signaling.sip.registrar.Registrar;
import io.jackfield.signaling.sip.registrar.RegistrationStatus;
import io.jackfield.signaling.sip.registrar.RegistrationStore;
import io.jackfield.signaling.sip.registrar.SavedBinding;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.Hop;
import io.jackfield.signaling.sip.stack.ListeningAddress;
import io.jackfield.signaling.sip.stack.LostFlow;
import io.jackfield.signaling.sip.stack.NumericAddress;
import io.jackfield.signaling.sip.stack.SipCounters;
import io.jackfield.signaling.sip.stack.TransactionLayer;
import io.jackfield.signaling.sip.trunk.TrunkListener;
import io.jackfield.signaling.sip.trunk.TrunkStatus;
import io.jackfield.signaling.sip.trunk.Trunks;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.datagram.DatagramOptions;
import io.jackfield.signaling.transport.dns.Dns;
import io.jackfield.signaling.transport.dns.DnsCache;
import io.jackfield.signaling.transport.dns.DnsOptions;
import io.jackfield.signaling.transport.http.WebSocketEndpoint;
import io.jackfield.signaling.transport.http.WebSocketOptions;
import io.jackfield.signaling.transport.stream.StreamOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SIP side of a service: user agent, registrar and B2BUA legs on UDP, TCP, TLS, WS and WSS. Any
 * thread.
 */
public final class SipServer {

  private static final Logger LOG = LoggerFactory.getLogger(SipServer.class);
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);
  private static final Duration WRITE_EVERY = Duration.ofSeconds(1);
  private static final int NONCES_REMEMBERED = 100_000;
  private static final int DNS_ANSWERS_KEPT = 10_000;

  private final SipConfig config;
  private final AbuseGuard abuse;
  private final TransactionLayer layer;
  private final SipCalls calls;
  private final Trunks trunks;
  private final InstantSource clock;
  private final KeptBindings bindings;
  private final NatPings pings;
  private final Registrar registrar;
  private final OurHosts hosts;
  private final List<ListeningAddress> listening = new CopyOnWriteArrayList<>();
  private final Loop housekeeping;
  private volatile boolean closed;

  /**
   * Makes the SIP side of a service and registers its look-up; nothing listens yet.
   *
   * @param service its users, calls and resolvers
   * @param registrations where registrations outlive the process
   */
  public SipServer(
      Transport transport,
      Service service,
      SipConfig config,
      RegistrationStore registrations,
      InstantSource clock,
      SecureRandom random) {
    this.config = config;
    this.hosts = new OurHosts(config, this::listensOn);
    this.abuse = new AbuseGuard(config.abuse(), clock);
    SipCore core = new SipCore(abuse);
    this.layer = new TransactionLayer(transport, config.limits(), config.clientTls(), core);
    Locator locator = new Locator(dns(transport, config, clock), random);
    String domain = config.registrar().domain();
    this.calls =
        new SipCalls(
            layer,
            service.calls(),
            locator,
            domain,
            hosts::leadsToUs,
            config.sessionTimers(),
            service.hooks().sipInvite(),
            config.reattach(),
            flow -> abuse.offence(flow.remote().getAddress(), "unknown-destination"));
    this.clock = clock;
    this.bindings = new KeptBindings(registrations);
    this.registrar = new Registrar(config.registrar(), bindings, clock);
    this.pings = new NatPings(registrar, layer, domain);
    HookedUsers hooked =
        new HookedUsers(service.users().realm(), user -> !registrar.lookUp(user).isEmpty());
    Authenticator authenticator = authenticator(service, hooked, config, clock, random);
    RegisterGate gate = new RegisterGate(service.hooks().sipRegister(), authenticator, hooked);
    this.trunks =
        new Trunks(
            config.trunks(),
            layer,
            locator,
            clock,
            random,
            (trunk, change, detail) -> tell(service, trunk, change, detail));
    service.addResolver("trunk", calls.resolver(trunks));
    core.wire(
        calls,
        trunks,
        registrar,
        authenticator,
        config.digest(),
        gate,
        () -> gate.held() || !service.users().all().isEmpty(),
        layer.owners(),
        layer.counters());
    Predicate<String> known = user -> service.users().find(user).isPresent();
    service.addResolver(
        "sip", calls.resolver(registrar, hosts::leadsToUs, known, config.inviteUnregistered()));
    calls.join(service.messages(), registrar, known);
    this.housekeeping = transport.loops().get(0);
    housekeeping.schedule(EXPIRE_EVERY, this::expire);
    housekeeping.schedule(WRITE_EVERY, this::write);
  }

  /** Administrators hear of it as an event of class {@code core}, subclass {@code trunk}. */
  private static void tell(
      Service service, String trunk, TrunkListener.Change change, String detail) {
    String word =
        change == TrunkListener.Change.UNREGISTERED || change == TrunkListener.Change.REGISTERED
            ? "reason"
            : "address";
    service
        .events()
        .publish(
            new Event(
                service.name(),
                "core",
                Optional.of("trunk"),
                Optional.of(change.name().toLowerCase(Locale.ROOT)),
                Optional.of(trunk),
                detail.isEmpty() ? Map.of() : Map.of(word, detail)));
  }

  private static Dns dns(Transport transport, SipConfig config, InstantSource clock) {
    DnsOptions options = DnsOptions.defaults().withServers(config.nameServers());
    return new DnsCache(transport.dns(options), clock, DNS_ANSWERS_KEPT);
  }

  private static Authenticator authenticator(
      Service service,
      HookedUsers hooked,
      SipConfig config,
      InstantSource clock,
      SecureRandom random) {
    Nonces nonces = new Nonces(clock, random, config.nonceLifetime(), NONCES_REMEMBERED);
    return new Authenticator(
        service.users().realm(),
        config.algorithms(),
        nonces,
        (user, algorithm) ->
            Optional.of(user)
                .filter(name -> service.hooks().sipRegister().held())
                .flatMap(name -> hooked.ha1(name, algorithm))
                .or(
                    () ->
                        service
                            .users()
                            .find(user)
                            .map(found -> found.ha1().get(algorithm.wireName()))));
  }

  private boolean listensOn(int port) {
    return listening.stream().anyMatch(address -> address.port() == port);
  }

  private void expire() {
    if (!closed) {
      registrar.expire();
      abuse.sweep();
      housekeeping.schedule(EXPIRE_EVERY, this::expire);
    }
  }

  private void write() {
    if (!closed) {
      bindings.flush();
      pings.tick();
      housekeeping.schedule(WRITE_EVERY, this::write);
    }
  }

  /** The way back to where a phone registered from before we were started. */
  private CompletionStage<Flow> flow(SavedBinding saved) {
    Optional<InetAddress> host = NumericAddress.tryParse(saved.host());
    if (host.isEmpty()) {
      return CompletableFuture.failedFuture(new IOException("no address: " + saved.host()));
    }
    InetSocketAddress remote = new InetSocketAddress(host.get(), saved.port());
    if (saved.transport() == TransportKind.UDP) {
      return layer.flowTo(new Hop(TransportKind.UDP, remote, ""));
    }
    ListeningAddress us =
        new ListeningAddress(saved.transport(), config.registrar().domain(), saved.port());
    return CompletableFuture.completedFuture(new LostFlow(saved.transport(), remote, us));
  }

  /**
   * Opens the configured listeners.
   *
   * @return completes when all are open, with how they call themselves, in order; fails with {@link
   *     io.jackfield.signaling.transport.connection.ListenException} if one cannot be
   */
  public CompletionStage<List<ListeningAddress>> start() {
    if (!config.digest()) {
      LOG.warn("SIP authentication is off: anybody who reaches a listener may call");
    }
    List<CompletableFuture<ListeningAddress>> opening = new ArrayList<>();
    for (SipConfig.Listen listen : config.listeners()) {
      opening.add(open(listen).toCompletableFuture());
    }
    return CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
        .thenCompose(
            all -> {
              for (CompletableFuture<ListeningAddress> one : opening) {
                listening.add(one.join());
              }
              trunks.start();
              return bindings.restore(clock.instant(), this::flow);
            })
        .thenApply(restored -> List.copyOf(listening));
  }

  private CompletionStage<ListeningAddress> open(SipConfig.Listen listen) {
    Optional<String> host = hosts.external(listen.address());
    return switch (listen.kind()) {
      case UDP -> layer.listenUdp(listen.address(), DatagramOptions.defaults(), host, listen.acl());
      case TCP -> layer.listenStream(listen.address(), StreamOptions.tcp(), host, listen.acl());
      case TLS ->
          layer.listenStream(
              listen.address(), StreamOptions.tls(listen.tls().orElseThrow()), host, listen.acl());
      case WS, WSS -> throw new IllegalStateException("WebSockets are mounted, not bound");
    };
  }

  /** The WebSocket endpoint (RFC 7118) to mount on a web server; the same for WS and WSS. */
  public WebSocketEndpoint webSocketEndpoint() {
    return layer.webSocket(
        WebSocketOptions.sip().withMaxMessageBytes(config.limits().messageBytes()),
        config.externalHost().orElse(config.registrar().domain()),
        config.webSocketPort());
  }

  /** How the open listeners call themselves. */
  public List<ListeningAddress> listening() {
    return List.copyOf(listening);
  }

  /** How the trunks stand, in order of configuration. */
  public List<TrunkStatus> trunks() {
    return trunks.status();
  }

  /** Registered contacts of a user that hold now. */
  public int registrations(String user) {
    return registrar.lookUp(user).size();
  }

  /** Registered contacts of all users that hold now. */
  public List<RegistrationStatus> registrations() {
    return registrar.all();
  }

  /** A snapshot of the counters. */
  public SipStatistics statistics() {
    SipCounters counters = layer.counters();
    return new SipStatistics(
        counters.requestsIn.sum(),
        counters.responsesIn.sum(),
        counters.messagesOut.sum(),
        counters.retransmissions.sum(),
        counters.parseFailures.sum(),
        counters.faults.sum(),
        counters.strays.sum(),
        counters.sendFailures.sum(),
        counters.dropped.sum(),
        layer.clientTransactions(),
        layer.serverTransactions(),
        layer.timers(),
        calls.legs(),
        registrar.size(),
        layer.connections(),
        abuse.bans());
  }

  /**
   * Closes the listeners and the stack. Calls are ended by the gateway before.
   *
   * @param deadline for connections to flush
   * @return completes when nothing of it is left; calling again does no harm
   */
  public CompletionStage<Void> close(Duration deadline) {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    closed = true;
    Duration half = deadline.dividedBy(2);
    return trunks
        .stop(half)
        .thenCompose(registrationsTakenBack -> layer.close(half))
        .thenCompose(quiet -> bindings.flush());
  }
}
