package io.jackfield.appliance.cli;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.ConfigException;
import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.appliance.service.Routing;
import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.route.RouteRule;
import io.jackfield.gateway.route.RouteRules;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.PartyInfo;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jackfield route test}. */
@Command(
    name = "test",
    description = "Shows which rule takes a number and what comes out, without calling anybody.")
final class RouteTestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "Who calls: user:NAME, trunk:NAME, or the name of a trunk or user alone.")
  private String from;

  @Parameters(index = "1", paramLabel = "NUMBER", description = "What is dialled.")
  private String number;

  @Option(
      names = "--caller",
      paramLabel = "NUMBER",
      description = "The caller's number; by default the user's name.")
  private Optional<String> caller = Optional.empty();

  @Option(
      names = "--protocol",
      paramLabel = "PROTOCOL",
      defaultValue = "sip",
      description = "api, sip or verto; default ${DEFAULT-VALUE}.")
  private String protocol;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      defaultValue = Config.DEFAULT_SERVICE,
      description = "Whose routes; default ${DEFAULT-VALUE}.")
  private String service;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      Config config = options.load(Optional.empty(), System.getenv());
      Optional<ServiceConfig> found = Optional.ofNullable(config.services().get(service));
      if (found.isEmpty()) {
        err.println("there is no service " + service);
        return 2;
      }
      tell(found.get());
      return 0;
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return 2;
    }
  }

  private void tell(ServiceConfig config) {
    RouteRules rules = Routing.of(config);
    String origin = origin(config);
    Optional<String> who =
        caller.or(
            () -> Optional.of(origin).filter(o -> o.startsWith("user:")).map(o -> o.substring(5)));
    PlaceCall call =
        PlaceCall.of(
                protocol,
                number,
                Optional.empty(),
                SdpKind.RTP,
                new PartyInfo(Optional.empty(), who, Map.of()),
                Optional.empty())
            .from(origin);
    PrintWriter out = spec.commandLine().getOut();
    Optional<RouteRule> rule = rules.find(call);
    out.println("rule    " + rule.map(RouteRule::name).orElse("(built in)"));
    Route route = rules.route(call);
    PlaceCall after = route instanceof Route.Changed changed ? changed.call() : call;
    out.println("number  " + after.callee());
    out.println("caller  " + after.caller().number().orElse("(none)"));
    out.println("to      " + text(route instanceof Route.Changed c ? c.then() : route));
    out.println("rings   " + after.ringTimeout().toSeconds() + " s");
  }

  private String origin(ServiceConfig config) {
    if (from.startsWith("user:") || from.startsWith("trunk:")) {
      return from;
    }
    boolean trunk = config.sip().trunks().stream().anyMatch(each -> each.name().equals(from));
    return (trunk ? "trunk:" : "user:") + from;
  }

  private static String text(Route route) {
    if (route instanceof Route.Invite invite) {
      return invite.type()
          + " "
          + invite.callee()
          + invite.backend().map(backend -> " by " + backend).orElse("");
    } else if (route instanceof Route.Application application) {
      return application.type().toString();
    } else if (route instanceof Route.Refuse refuse) {
      return "refused with "
          + refuse.failure().signalling().sipStatus()
          + " ("
          + refuse.failure().text()
          + ")";
    }
    return route.toString();
  }
}
