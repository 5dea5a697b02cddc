package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.signaling.sip.locate.Uris;
import io.jackfield.signaling.sip.registrar.Binding;
import io.jackfield.signaling.sip.registrar.Registrar;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.Hop;
import io.jackfield.signaling.sip.stack.NumericAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Finds who is behind a SIP callee: registered contacts, or a URI elsewhere. */
final class SipDestinations implements DestinationResolver {

  private static final String TYPE = "sip";
  private static final int DEFAULT_PORT = 5060;

  /** How long one address may say nothing before the next of the same domain is tried. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final LegContext context;
  private final Registrar registrar;
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
      Predicate<String> knownUser,
      BiPredicate<String, Integer> leadsToUs,
      boolean inviteUnregistered) {
    this.context = context;
    this.registrar = registrar;
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
    Optional<SipUri> parsed = Uris.parse(uri ? callee : "sip:" + callee);
    if (parsed.isEmpty()) {
      return Resolution.UNKNOWN;
    }
    SipUri target = parsed.get();
    if (leadsToUs.test(target.getHost(), target.getPort())) {
      return target.getUser() == null ? Resolution.UNKNOWN : registered(target.getUser());
    }
    return inviteUnregistered ? elsewhere(target) : Resolution.UNKNOWN;
  }

  private Resolution registered(String user) {
    Map<String, List<Target>> clients = new LinkedHashMap<>();
    boolean bound = false;
    for (Binding binding : registrar.lookUp(user)) {
      bound = true;
      // A lost connection is not the end of its binding, but nobody can be reached over it.
      if (binding.reachable()) {
        // RFC 5626 7: of the flows of one instance one is used at a time.
        String client = binding.instance().isEmpty() ? "#" + clients.size() : binding.instance();
        clients.computeIfAbsent(client, c -> new ArrayList<>(1)).add(target(user, binding));
      }
    }
    List<Destination> found = new ArrayList<>();
    clients.values().forEach(targets -> found.add(destination(user, Targets.of(targets))));
    return new Resolution(found, bound || knownUser.test(user));
  }

  private Target target(String user, Binding binding) {
    boolean webRtc = binding.flow().kind().webSocket();
    List<SipUri> path = binding.path().stream().flatMap(uri -> Uris.parse(uri).stream()).toList();
    if (!path.isEmpty()) {
      // RFC 3327 5.4: through the proxies it registered through.
      return new Target(
          (SipUri) binding.contact().clone(),
          to(Optional.of(user), context.domain()),
          webRtc ? SdpKind.WEBRTC : SdpKind.RTP,
          () -> context.flowTo(path.get(0)),
          false,
          Optional.empty(),
          Duration.ZERO,
          path.stream().map(uri -> Addresses.address(Optional.empty(), uri)).toList(),
          Manner.PLAIN);
    }
    return Target.plain(
        (SipUri) binding.contact().clone(),
        to(Optional.of(user), context.domain()),
        webRtc ? SdpKind.WEBRTC : SdpKind.RTP,
        () -> CompletableFuture.completedFuture(flow(binding)),
        binding.natted(),
        Duration.ZERO);
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

  /** RFC 3263: every place the URI leads to, one after the other. */
  private Resolution elsewhere(SipUri uri) {
    if (!Uris.transportKnown(uri)) {
      return Resolution.UNKNOWN;
    }
    Targets targets =
        Targets.of(
            SdpKind.RTP,
            () ->
                context.locator().locate(Uris.question(uri)).thenApply(hops -> targets(uri, hops)));
    return new Resolution(List.of(destination(uri.toString(), targets)), true);
  }

  private List<Target> targets(SipUri uri, List<Hop> hops) {
    List<Hop> reachable = hops.stream().filter(context.layer()::reaches).toList();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < reachable.size(); i++) {
      Hop hop = reachable.get(i);
      targets.add(
          Target.plain(
              (SipUri) uri.clone(),
              to(Optional.ofNullable(uri.getUser()), uri.getHost()),
              SdpKind.RTP,
              () -> context.layer().flowTo(hop),
              false,
              i + 1 < reachable.size() ? PATIENCE : Duration.ZERO));
    }
    return targets;
  }

  private static AddressImpl to(Optional<String> user, String host) {
    return Addresses.address(Optional.empty(), Addresses.uri(user, host));
  }

  private Destination destination(String name, Targets targets) {
    return new Destination(
        TYPE,
        name,
        targets.kind(),
        false,
        Duration.ZERO,
        Optional.empty(),
        UacLeg.to(context, targets));
  }
}
