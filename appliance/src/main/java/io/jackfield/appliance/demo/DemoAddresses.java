package io.jackfield.appliance.demo;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.HostPort;
import io.jackfield.appliance.config.SipListen;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/**
 * Where a person or a script finds the running gateway.
 *
 * @param phone the web phone
 * @param api External API
 * @param sipWs SIP over WebSocket
 * @param verto Verto
 * @param metrics Prometheus metrics
 * @param ready readiness
 * @param sip where SIP phones register
 */
record DemoAddresses(
    String phone,
    String api,
    String sipWs,
    String verto,
    String metrics,
    String ready,
    HostPort sip) {

  static DemoAddresses of(Config config) {
    HostPort plain = config.http().listen().get(0);
    String host = plain.loopback() ? "localhost" : reachable(config);
    String http = "http://" + host + ":" + plain.port();
    // Away from localhost, browsers give the microphone to HTTPS alone.
    String page =
        plain.loopback() || config.http().tlsListen().isEmpty()
            ? http
            : "https://" + host + ":" + config.http().tlsListen().get(0).port();
    String socket = page.replaceFirst("^http", "ws");
    HostPort sip =
        config.defaultService().sip().listen().stream()
            .findFirst()
            .map(SipListen::address)
            .orElse(new HostPort("127.0.0.1", 0));
    String sipHost = sip.loopback() ? "127.0.0.1" : reachable(config);
    return new DemoAddresses(
        page + "/phone/",
        socket + "/api",
        socket + "/sip",
        socket + "/verto",
        http + "/metrics",
        http + "/readyz",
        new HostPort(sipHost, sip.port()));
  }

  private static String reachable(Config config) {
    return config.node().publicAddress().or(DemoAddresses::outwards).orElse("127.0.0.1");
  }

  /** The first address of this host that others may see. */
  private static Optional<String> outwards() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .findFirst();
    } catch (SocketException e) {
      // Without a list of interfaces there is nothing better to print than loopback.
      return Optional.empty();
    }
  }

  /** Names and addresses in the order they are printed. */
  List<String[]> lines() {
    return List.of(
        new String[] {"Web phone", phone},
        new String[] {"SIP phones", sip + " (UDP and TCP)"},
        new String[] {"External API", api},
        new String[] {"SIP over WebSocket", sipWs},
        new String[] {"Verto", verto},
        new String[] {"Metrics", metrics},
        new String[] {"Readiness", ready});
  }
}
