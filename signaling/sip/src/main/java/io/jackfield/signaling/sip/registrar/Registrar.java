package io.jackfield.signaling.sip.registrar;

import static java.util.stream.Collectors.joining;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.stack.Flow;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.sip.stack.ListeningAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The registrar (RFC 3261 10.3). The request is already authenticated. */
public final class Registrar {

  /** Best first; of equals, the one that registered last. */
  private static final Comparator<Binding> PREFERENCE =
      Comparator.comparingInt(Binding::q).thenComparing(Binding::expires).reversed();

  /** How often a client shall show that its connection lives (RFC 5626 4.4). */
  private static final Duration FLOW_TIMER = Duration.ofSeconds(120);

  private final RegistrarConfig config;
  private final BindingStore store;
  private final InstantSource clock;

  /** Makes one. */
  public Registrar(RegistrarConfig config, BindingStore store, InstantSource clock) {
    this.config = config;
    this.store = store;
    this.clock = clock;
  }

  /** The live bindings of a user of our domain, best first. */
  public List<Binding> lookUp(String user) {
    Instant now = clock.instant();
    return store.of(aor(user)).stream()
        .filter(binding -> binding.live(now))
        .sorted(PREFERENCE)
        .toList();
  }

  /** The live bindings of all users. Any thread. */
  public List<RegistrationStatus> all() {
    Instant now = clock.instant();
    return store.all().stream()
        .filter(binding -> binding.live(now))
        .map(RegistrationStatus::of)
        .toList();
  }

  /** Whether somebody is registered from this address and port. Any thread. */
  public boolean knows(InetSocketAddress source) {
    return store.knows(source);
  }

  /** Live bindings that are behind a NAT and came by UDP: their way back closes without traffic. */
  public List<Binding> natted() {
    Instant now = clock.instant();
    return store.all().stream()
        .filter(binding -> binding.natted() && !binding.flow().reliable() && binding.live(now))
        .toList();
  }

  /** Bindings kept. */
  public int size() {
    return store.size();
  }

  /** Drops what has ended; to be called now and then. */
  public void expire() {
    store.expire(clock.instant());
  }

  private String aor(String user) {
    return user + '@' + config.domain().toLowerCase(Locale.ROOT);
  }

  /**
   * Handles a REGISTER.
   *
   * @param user who sent it, as authenticated; empty without authentication
   */
  public void register(InboundRequest request, Optional<String> user) {
    SIPRequest message = request.request();
    if (!config.enabled()) {
      request.reply(403, "Registrar Disabled");
      return;
    }
    if (!(message.getTo().getAddress().getURI() instanceof SipUri to) || to.getUser() == null) {
      // RFC 3261 10.3 step 5: no address of record of ours.
      request.reply(404);
      return;
    }
    if (!config.forceDomain() && !config.domain().equalsIgnoreCase(to.getHost())) {
      request.reply(403, "Unknown Domain");
      return;
    }
    if (user.isPresent() && !user.get().equals(to.getUser())) {
      // RFC 3261 10.3 step 4: nobody registers for somebody else.
      request.reply(403, "Not Your Address");
      return;
    }
    try {
      RegisterRequest wanted = RegisterRequest.of(message, config);
      List<String> path = Paths.of(message);
      if (wanted.outbound() && throughProxies(message) && !Paths.keepsFlow(message)) {
        // RFC 5626 6: the proxy next to the client would not lead back over its flow.
        request.reply(439, "First Hop Lacks Outbound Support");
        return;
      }
      apply(request, wanted, path, aor(to.getUser()));
    } catch (RegisterRequest.BadRequestException e) {
      request.reply(400, e.getMessage());
    }
  }

  private void apply(
      InboundRequest request, RegisterRequest wanted, List<String> path, String aor) {
    for (RegisterRequest.Wish wish : wanted.contacts()) {
      if (!wish.expires().isZero() && wish.expires().compareTo(config.minExpires()) < 0) {
        SIPResponse tooBrief = Headers.tagged(request.response(423));
        request.send(
            Headers.set(tooBrief, "Min-Expires", Long.toString(config.minExpires().toSeconds())));
        return;
      }
    }
    String callId = request.callId();
    long cseq = request.request().getCSeq().getSeqNumber();
    Instant now = clock.instant();
    List<Binding> wishes = new ArrayList<>();
    boolean natted = natted(request);
    for (RegisterRequest.Wish wish : wanted.contacts()) {
      Duration expires =
          wish.expires().compareTo(config.maxExpires()) > 0 ? config.maxExpires() : wish.expires();
      wishes.add(
          new Binding(
              aor,
              wish.uri(),
              wish.instance(),
              wish.regId(),
              wish.q(),
              callId,
              cseq,
              now.plus(expires),
              request.flow(),
              natted,
              path));
    }
    Flow flow = request.flow();
    boolean first = store.of(aor).stream().noneMatch(binding -> binding.flow() == flow);
    Update update = new Update(wanted.removeAll(), wishes, callId, cseq, now, config);
    List<Binding> bindings = store.update(aor, update::apply);
    if (first && flow.kind().webSocket() && !bindings.isEmpty()) {
      flow.onClose(() -> store.update(aor, all -> without(flow, all)));
    }
    switch (update.outcome()) {
      case DONE -> request.send(ok(request, bindings, path, wanted.outbound(), now));
      case OUT_OF_ORDER -> request.reply(500, "CSeq Out Of Order");
      case TOO_MANY -> request.reply(403, "Too Many Contacts");
    }
  }

  private static List<Binding> without(Flow gone, List<Binding> all) {
    return all.stream().filter(binding -> binding.flow() != gone || binding.regId() > 0).toList();
  }

  private static boolean throughProxies(SIPRequest message) {
    return message.getViaHeaders() != null && message.getViaHeaders().size() > 1;
  }

  private static boolean natted(InboundRequest request) {
    Flow flow = request.flow();
    return !flow.remoteHost().equals(request.request().getTopmostVia().getHost());
  }

  private static SIPResponse ok(
      InboundRequest request,
      List<Binding> bindings,
      List<String> path,
      boolean outbound,
      Instant now) {
    SIPResponse response = Headers.tagged(request.response(200));
    if (!path.isEmpty()) {
      // RFC 3327 5.3; and what comes through these proxies later shall come to us (RFC 3608 5).
      Headers.set(
          response, "Path", path.stream().map(uri -> '<' + uri + '>').collect(joining(", ")));
      Headers.set(response, "Service-Route", '<' + ourself(request) + '>');
    }
    if (outbound) {
      Headers.set(response, "Require", "outbound");
      Headers.set(response, "Supported", "outbound, path");
      if (request.flow().reliable()) {
        Headers.set(response, "Flow-Timer", Long.toString(FLOW_TIMER.toSeconds()));
      }
    }
    for (Binding binding : bindings) {
      long left = Math.max(1, Duration.between(now, binding.expires()).toSeconds());
      StringBuilder value = new StringBuilder(96);
      value.append('<').append(binding.contact()).append(">;expires=").append(left);
      if (binding.q() < 1_000) {
        value.append(String.format(Locale.ROOT, ";q=%.3f", binding.q() / 1_000.0));
      }
      if (!binding.instance().isEmpty()) {
        value.append(";+sip.instance=\"").append(binding.instance()).append('"');
      }
      if (binding.regId() > 0) {
        value.append(";reg-id=").append(binding.regId());
      }
      Headers.text(response, "Contact", value.toString());
    }
    return response;
  }

  private static String ourself(InboundRequest request) {
    ListeningAddress ours = request.flow().listening();
    return "sip:" + ours.host() + ':' + ours.port() + ";transport=" + ours.uriTransport() + ";lr";
  }
}
