package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.signaling.sip.locate.Uris;
import io.jackfield.signaling.sip.registrar.Binding;
import io.jackfield.signaling.sip.registrar.Registrar;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.NumericAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the registered phones of a user are reached. */
final class Contacts {

  private static final int DEFAULT_PORT = 5060;

  private final LegContext context;
  private final Registrar registrar;

  Contacts(LegContext context, Registrar registrar) {
    this.context = context;
    this.registrar = registrar;
  }

  /**
   * The phones of a user.
   *
   * @param clients places to try one after the other, for each phone that can be reached
   * @param bound whether any is registered, reachable or not
   */
  record Found(List<Targets> clients, boolean bound) {}

  Found of(String user) {
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
    return new Found(clients.values().stream().map(Targets::of).toList(), bound);
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

  /** The To address of a request to a user. */
  static AddressImpl to(Optional<String> user, String host) {
    return Addresses.address(Optional.empty(), Addresses.uri(user, host));
  }
}
