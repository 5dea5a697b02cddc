package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.parser.URLParser;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.signaling.sip.registrar.Binding;
import io.jackfield.signaling.sip.registrar.Registrar;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.NumericAddress;
import io.jackfield.signaling.transport.connection.TransportKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Finds who is behind a SIP callee: registered contacts, or a URI elsewhere. */
final class SipDestinations implements DestinationResolver {

  private static final String TYPE = "sip";
  private static final int DEFAULT_PORT = 5060;

  private final LegContext context;
  private final Registrar registrar;
  private final HostLookup lookup;
  private final Predicate<String> knownUser;
  private final BiPredicate<String, Integer> leadsToUs;
  private final boolean inviteUnregistered;

  /**
   * Makes one.
   *
   * @param knownUser whether a user exists, registered or not
   * @param leadsToUs whether a URI's host and port (0 or less for none) are ours
   * @param inviteUnregistered whether calls may go to URIs elsewhere
   */
  SipDestinations(
      LegContext context,
      Registrar registrar,
      HostLookup lookup,
      Predicate<String> knownUser,
      BiPredicate<String, Integer> leadsToUs,
      boolean inviteUnregistered) {
    this.context = context;
    this.registrar = registrar;
    this.lookup = lookup;
    this.knownUser = knownUser;
    this.leadsToUs = leadsToUs;
    this.inviteUnregistered = inviteUnregistered;
  }

  @Override
  public CompletionStage<Resolution> resolve(String callee, Optional<String> callerConnection) {
    return CompletableFuture.completedFuture(find(callee));
  }

  private Resolution find(String callee) {
    String lower = callee.toLowerCase(Locale.ROOT);
    boolean uri = lower.startsWith("sip:") || lower.startsWith("sips:");
    if (!uri && callee.indexOf('@') < 0) {
      return registered(callee);
    }
    Optional<SipUri> parsed = parse(uri ? callee : "sip:" + callee);
    if (parsed.isEmpty()) {
      return Resolution.UNKNOWN;
    }
    SipUri target = parsed.get();
    if (leadsToUs.test(target.getHost(), target.getPort())) {
      return target.getUser() == null ? Resolution.UNKNOWN : registered(target.getUser());
    }
    return inviteUnregistered ? elsewhere(target) : Resolution.UNKNOWN;
  }

  private static Optional<SipUri> parse(String text) {
    try {
      return Optional.ofNullable(new URLParser(text).sipURL(true))
          .filter(uri -> uri.getHost() != null);
    } catch (ParseException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Resolution registered(String user) {
    List<Destination> found = new ArrayList<>();
    boolean bound = false;
    for (Binding binding : registrar.lookUp(user)) {
      bound = true;
      // A lost connection is not the end of its binding, but nobody can be reached over it.
      if (binding.flow().isOpen()) {
        found.add(destination(user, target(user, binding)));
      }
    }
    return new Resolution(found, bound || knownUser.test(user));
  }

  private Target target(String user, Binding binding) {
    boolean webRtc = binding.flow().kind().webSocket();
    return new Target(
        (SipUri) binding.contact().clone(),
        to(Optional.of(user), context.domain()),
        webRtc ? SdpKind.WEBRTC : SdpKind.RTP,
        () -> CompletableFuture.completedFuture(flow(binding)),
        binding.natted(),
        Optional.empty());
  }

  /** A UDP client that knows its own address is called there, any other where it was seen. */
  private static Flow flow(Binding binding) {
    if (binding.flow().reliable() || binding.natted()) {
      return binding.flow();
    }
    int port = binding.contact().getPort();
    return NumericAddress.tryParse(binding.contact().getHost())
        .map(
            host ->
                binding.flow().toward(new InetSocketAddress(host, port > 0 ? port : DEFAULT_PORT)))
        .orElse(binding.flow());
  }

  private Resolution elsewhere(SipUri uri) {
    Optional<TransportKind> kind = transport(uri);
    if (kind.isEmpty()) {
      return Resolution.UNKNOWN;
    }
    int port = uri.getPort() > 0 ? uri.getPort() : DEFAULT_PORT;
    Target target =
        new Target(
            uri,
            to(Optional.ofNullable(uri.getUser()), uri.getHost()),
            SdpKind.RTP,
            () -> lookup.find(uri.getHost()).thenCompose(host -> flowTo(kind.get(), host, port)),
            false,
            Optional.empty());
    return new Resolution(List.of(destination(uri.toString(), target)), true);
  }

  private CompletionStage<Flow> flowTo(TransportKind kind, InetAddress host, int port) {
    return context.layer().flowTo(kind, new InetSocketAddress(host, port));
  }

  private static Optional<TransportKind> transport(SipUri uri) {
    String name = uri.getTransportParam();
    if (uri.isSecure()) {
      return Optional.of(TransportKind.TLS);
    }
    if (name == null || name.equalsIgnoreCase("udp")) {
      return Optional.of(TransportKind.UDP);
    }
    return name.equalsIgnoreCase("tcp") ? Optional.of(TransportKind.TCP) : Optional.empty();
  }

  private static AddressImpl to(Optional<String> user, String host) {
    return Addresses.address(Optional.empty(), Addresses.uri(user, host));
  }

  private Destination destination(String name, Target target) {
    return new Destination(
        TYPE,
        name,
        target.kind(),
        false,
        Duration.ZERO,
        Optional.empty(),
        UacLeg.to(context, target));
  }
}
