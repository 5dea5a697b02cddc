package io.jackfield.signaling.sip;

import io.jackfield.signaling.sip.stack.NumericAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names and addresses that mean us, as they were at start. */
final class OurHosts {

  private static final Logger LOG = LoggerFactory.getLogger(OurHosts.class);

  private final Set<String> names = new HashSet<>();
  private final List<InetAddress> addresses;
  private final Optional<String> external;
  private final String domain;
  private final PortTest ports;

  /** Tells whether one of our listeners has a port. */
  interface PortTest {
    boolean listens(int port);
  }

  OurHosts(SipConfig config, PortTest ports) {
    this.ports = ports;
    domain = config.registrar().domain();
    external = config.externalHost();
    addresses = interfaceAddresses();
    add(config.registrar().domain());
    add("localhost");
    external.ifPresent(this::add);
    addresses.forEach(address -> add(text(address)));
    config.listeners().stream()
        .map(listen -> listen.address().getAddress())
        .filter(address -> !address.isAnyLocalAddress())
        .forEach(address -> add(text(address)));
  }

  private void add(String host) {
    names.add(bare(host));
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? NumericAddress.tryParse(lower).map(OurHosts::text).orElse(lower)
        : lower;
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** Whether a host of a URI is us. */
  boolean contains(String host) {
    return host != null && names.contains(bare(host));
  }

  /**
   * Whether a call to a host and port would come to us: our domain whatever the port, an address of
   * ours only if nobody else listens there.
   *
   * @param port of the URI, 0 or less if it has none
   */
  boolean leadsToUs(String host, int port) {
    return contains(host) && (port <= 0 || host.equalsIgnoreCase(domain) || ports.listens(port));
  }

  /**
   * What to tell others about a listener: the configured host; for a wildcard without one, the
   * first address of an interface that is not the loopback; empty if the bound address says it.
   */
  Optional<String> external(InetSocketAddress bind) {
    if (external.isPresent() || !bind.getAddress().isAnyLocalAddress()) {
      return external;
    }
    boolean v6 = bind.getAddress() instanceof Inet6Address;
    return Optional.of(
        addresses.stream()
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .filter(address -> v6 == (address instanceof Inet6Address))
            .findFirst()
            .map(OurHosts::text)
            .orElse(v6 ? "::1" : "127.0.0.1"));
  }

  private static List<InetAddress> interfaceAddresses() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    } catch (SocketException e) {
      LOG.warn("The addresses of this host cannot be read", e);
      return Collections.emptyList();
    }
  }
}
