package io.jackfield.gateway.route;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.failure.Signalling;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A service's routes: ordered rules, the first that takes a call wins; then the built-in ones. A
 * linked call knows its destination and passes them by.
 */
public final class RouteRules implements Router {

  private final List<RouteRule> rules;
  private final Map<String, String> inbound;
  private final Router builtIn;

  /**
   * Makes the routes.
   *
   * @param inbound by trunk, the name of the one rule its calls may take
   * @param builtIn for calls that no rule takes
   */
  public RouteRules(List<RouteRule> rules, Map<String, String> inbound, Router builtIn) {
    this.rules = List.copyOf(rules);
    this.inbound = Map.copyOf(inbound);
    this.builtIn = builtIn;
  }

  /**
   * The rule that takes a call.
   *
   * @param call as placed
   * @return empty if the built-in rules do
   */
  public Optional<RouteRule> find(PlaceCall call) {
    Optional<String> only = only(call);
    return rules.stream()
        .filter(rule -> only.map(rule.name()::equals).orElse(true))
        .filter(rule -> rule.takes(call))
        .findFirst();
  }

  private Optional<String> only(PlaceCall call) {
    return call.origin().startsWith("trunk:")
        ? Optional.ofNullable(inbound.get(call.origin().substring("trunk:".length())))
        : Optional.empty();
  }

  @Override
  public Route route(PlaceCall call) {
    if (call.linkedSession().isPresent()) {
      return builtIn.route(call);
    }
    Optional<RouteRule> found = find(call);
    if (found.isPresent()) {
      return changed(found.get(), call);
    }
    return only(call).isPresent()
        ? new Route.Refuse(Failure.of(Reason.UNKNOWN_DESTINATION))
        : builtIn.route(call);
  }

  private Route changed(RouteRule rule, PlaceCall call) {
    PlaceCall after =
        call.routed(
            rule.numberOf(call),
            call.caller().withNumber(rule.callerOf(call)),
            rule.ringTimeout().orElse(call.ringTimeout()),
            rule.headersOf(call),
            rule.record());
    return new Route.Changed(after, to(rule, call, after));
  }

  private Route to(RouteRule rule, PlaceCall before, PlaceCall after) {
    RouteTarget to = rule.to();
    Optional<String> backend = rule.backend().or(before::backend);
    if (to instanceof RouteTarget.Somebody somebody) {
      String name = rule.filled(somebody.name(), before);
      return new Route.Invite(name, somebody.type(), backend, before.farKind());
    } else if (to instanceof RouteTarget.Group group) {
      String members = String.join(",", group.members());
      return new Route.Invite(
          (group.sequence() ? "sequence:" : "all:") + members, "group", backend, before.farKind());
    } else if (to instanceof RouteTarget.Trunks trunks) {
      return new Route.Invite(
          String.join(",", trunks.names()) + '/' + after.callee(),
          "trunk",
          backend,
          Optional.of(SdpKind.RTP));
    } else if (to instanceof RouteTarget.Room room) {
      String id = rule.filled(room.id(), before);
      return new Route.Application(new LegType.Mcu(new RoomId(id), Optional.empty()));
    } else if (to instanceof RouteTarget.Play play) {
      return new Route.Application(
          new LegType.Play(rule.filled(play.uri(), before), OptionalInt.empty()));
    } else if (to instanceof RouteTarget.Reject reject) {
      return new Route.Refuse(refusal(reject.status()));
    }
    return new Route.Application(new LegType.Echo());
  }

  private static Failure refusal(int status) {
    Failure usual = Failure.ofSipResponse(status);
    Signalling told = usual.signalling();
    return new Failure(
        usual.name(),
        usual.code(),
        usual.text(),
        new Signalling(
            told.q850(), told.headerCause(), status, told.vertoCause(), told.vertoCode()));
  }
}
