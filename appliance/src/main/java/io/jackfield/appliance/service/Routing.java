package io.jackfield.appliance.service;

import io.jackfield.appliance.config.ServiceConfig;
import io.jackfield.gateway.route.DialPlan;
import io.jackfield.gateway.route.RouteRules;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** The routes of a service out of its configuration. */
public final class Routing {

  private Routing() {}

  /**
   * The configured rules, then the built-in ones.
   *
   * @param config of the service
   * @return its routes
   */
  public static RouteRules of(ServiceConfig config) {
    Map<String, String> inbound = new LinkedHashMap<>();
    for (TrunkConfig trunk : config.sip().trunks()) {
      trunk.inbound().ifPresent(route -> inbound.put(trunk.name(), route));
    }
    return new RouteRules(config.routes(), inbound, new DialPlan(Map.of()));
  }
}
