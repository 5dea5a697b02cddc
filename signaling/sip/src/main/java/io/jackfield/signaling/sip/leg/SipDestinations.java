package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.address.SipUri;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.signaling.sip.locate.Uris;
import io.jackfield.signaling.sip.stack.Hop;
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

  /** How long one address may say nothing before the next of the same domain is tried. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final LegContext context;
  private final Contacts contacts;
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
      Contacts contacts,
      Predicate<String> knownUser,
      BiPredicate<String, Integer> leadsToUs,
      boolean inviteUnregistered) {
    this.context = context;
    this.contacts = contacts;
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
    Contacts.Found registered = contacts.of(user);
    List<Destination> found = new ArrayList<>();
    registered.clients().forEach(targets -> found.add(destination(user, targets)));
    return new Resolution(found, registered.bound() || knownUser.test(user));
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
              Contacts.to(Optional.ofNullable(uri.getUser()), uri.getHost()),
              SdpKind.RTP,
              () -> context.layer().flowTo(hop),
              false,
              i + 1 < reachable.size() ? PATIENCE : Duration.ZERO));
    }
    return targets;
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
