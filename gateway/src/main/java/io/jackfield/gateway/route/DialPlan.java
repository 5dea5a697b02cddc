package io.jackfield.gateway.route;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import java.util.Map;
import java.util.Optional;

/**
 * The built-in rules: numbers of applications first, then the prefixes of media-call.md, sip.md and
 * verto.md, then the name itself.
 *
 * <p>A prefix is taken off only before {@code :}, or before {@code -} for {@code p2p}, {@code fs}
 * and {@code kms}, so that a user called {@code sip-desk} stays whole. A complete SIP URI stays
 * whole too.
 */
public final class DialPlan implements Router {

  private static final Map<String, String> BACKENDS =
      Map.of(
          "p2p", "p2p",
          "fs", "freeswitch",
          "kms", "kurento",
          "janus", "janus",
          "embedded", "embedded");

  private final Map<String, LegType> applications;

  /**
   * Makes the plan.
   *
   * @param applications what a number does instead of calling somebody, e.g. {@code 9196} an echo
   */
  public DialPlan(Map<String, LegType> applications) {
    this.applications = Map.copyOf(applications);
  }

  @Override
  public Route route(PlaceCall call) {
    String callee = call.callee();
    LegType application = applications.get(callee);
    if (application != null && call.linkedSession().isEmpty()) {
      return new Route.Application(application);
    }
    Optional<Route> prefixed = prefixed(call, callee);
    return prefixed.orElseGet(
        () -> new Route.Invite(callee, call.type(), call.backend(), call.farKind()));
  }

  private static Optional<Route> prefixed(PlaceCall call, String callee) {
    int colon = callee.indexOf(':');
    if (colon > 0) {
      String prefix = callee.substring(0, colon);
      String rest = callee.substring(colon + 1);
      if (prefix.equals("sip") || prefix.equals("sips")) {
        return Optional.of(sip(call, callee, rest));
      }
      if (prefix.equals("verto")) {
        return Optional.of(new Route.Invite(rest, "verto", call.backend(), call.farKind()));
      }
      return backend(call, prefix, rest);
    }
    int dash = callee.indexOf('-');
    if (dash > 0 && !callee.startsWith("janus") && !callee.startsWith("embedded")) {
      return backend(call, callee.substring(0, dash), callee.substring(dash + 1));
    }
    return Optional.empty();
  }

  private static Route sip(PlaceCall call, String callee, String rest) {
    String name = rest.indexOf('@') >= 0 ? callee : rest;
    Optional<String> backend = call.backend();
    return new Route.Invite(
        name, "sip", backend, call.farKind().or(() -> Optional.of(SdpKind.RTP)));
  }

  private static Optional<Route> backend(PlaceCall call, String prefix, String rest) {
    String backend = BACKENDS.get(prefix);
    if (backend == null || rest.isEmpty()) {
      return Optional.empty();
    }
    String type = prefix.equals("p2p") && call.type().equals("all") ? "user" : call.type();
    return Optional.of(
        new Route.Invite(
            rest, type, call.backend().or(() -> Optional.of(backend)), call.farKind()));
  }
}
