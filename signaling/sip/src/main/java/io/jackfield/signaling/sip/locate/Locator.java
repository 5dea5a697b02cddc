package io.jackfield.signaling.sip.locate;

import io.jackfield.signaling.sip.stack.Hop;
import io.jackfield.signaling.sip.stack.NumericAddress;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.dns.Dns;
import io.jackfield.signaling.transport.dns.DnsRecord;
import io.jackfield.signaling.transport.dns.DnsType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** Finds the places a URI leads to, best first (RFC 3263 section 4). */
public final class Locator {

  /** A domain with more is misconfigured or means harm; the rest is left out. */
  private static final int MOST_HOPS = 16;

  private static final int SIP_PORT = 5060;
  private static final int SIPS_PORT = 5061;

  /** RFC 3263 4.1, RFC 3261 26.2.1 for the last: the services of NAPTR records we can use. */
  private static final Map<String, TransportKind> SERVICES =
      Map.of(
          "SIP+D2U", TransportKind.UDP,
          "SIP+D2T", TransportKind.TCP,
          "SIPS+D2T", TransportKind.TLS);

  private final Dns dns;
  private final RandomGenerator random;

  /**
   * Makes one.
   *
   * @param dns name servers; a cache in front is its maker's business
   * @param random picks among servers by weight
   */
  public Locator(Dns dns, RandomGenerator random) {
    this.dns = dns;
    this.random = random;
  }

  /** One server of a domain, whose addresses are still to be found. */
  private record Server(TransportKind kind, String host, int port) {}

  /**
   * Finds where a request for a URI can be sent.
   *
   * @return at least one hop, in the order to try them; fails with {@link java.io.IOException} if
   *     there is none, also for {@code .invalid}, which only a flow reaches (RFC 2606)
   */
  public CompletionStage<List<Hop>> locate(Question uri) {
    if (uri.transport().filter(TransportKind::webSocket).isPresent()) {
      return CompletableFuture.failedFuture(
          new UnknownHostException("WebSocket clients cannot be connected to"));
    }
    Optional<InetAddress> numeric = NumericAddress.tryParse(uri.host());
    TransportKind plain = uri.secure() ? TransportKind.TLS : TransportKind.UDP;
    TransportKind chosen = secured(uri, uri.transport().orElse(plain));
    if (numeric.isPresent()) {
      return CompletableFuture.completedFuture(
          List.of(hop(uri, chosen, numeric.get(), port(chosen, uri.port()))));
    }
    String host = uri.host().toLowerCase(Locale.ROOT);
    if (host.equals("invalid") || host.endsWith(".invalid")) {
      return CompletableFuture.failedFuture(new UnknownHostException(uri.host()));
    }
    CompletionStage<List<Server>> servers;
    if (uri.port() > 0) {
      servers = CompletableFuture.completedFuture(List.of(new Server(chosen, host, uri.port())));
    } else if (uri.transport().isPresent()) {
      servers = services(host, List.of(chosen)).thenApply(found -> or(found, chosen, host));
    } else {
      servers = byDomain(uri, host).thenApply(found -> or(found, plain, host));
    }
    return servers.thenCompose(found -> addresses(uri, found));
  }

  /** RFC 3261 26.2.2: TLS is what makes a sips URI safe, whatever its parameter says. */
  private static TransportKind secured(Question uri, TransportKind kind) {
    return uri.secure() ? TransportKind.TLS : kind;
  }

  private static int port(TransportKind kind, int given) {
    return given > 0 ? given : kind == TransportKind.TLS ? SIPS_PORT : SIP_PORT;
  }

  private static Hop hop(Question uri, TransportKind kind, InetAddress address, int port) {
    return new Hop(kind, new InetSocketAddress(address, port), uri.host());
  }

  private static List<Server> or(List<Server> found, TransportKind kind, String host) {
    return found.isEmpty() ? List.of(new Server(kind, host, port(kind, 0))) : found;
  }

  /** NAPTR, else SRV of every transport (RFC 3263 4.1). */
  private CompletionStage<List<Server>> byDomain(Question uri, String host) {
    return quiet(host, DnsType.NAPTR)
        .thenCompose(
            records -> {
              List<DnsRecord.Naptr> usable = usable(records, uri.secure());
              if (usable.isEmpty()) {
                return services(
                    host,
                    uri.secure()
                        ? List.of(TransportKind.TLS)
                        : List.of(TransportKind.UDP, TransportKind.TCP));
              }
              CompletionStage<List<Server>> all = CompletableFuture.completedFuture(List.of());
              for (DnsRecord.Naptr naptr : usable) {
                TransportKind kind = SERVICES.get(naptr.service().toUpperCase(Locale.ROOT));
                all = both(all, servers(naptr.replacement(), kind));
              }
              return all;
            });
  }

  private static List<DnsRecord.Naptr> usable(List<DnsRecord> records, boolean secure) {
    return records.stream()
        .filter(DnsRecord.Naptr.class::isInstance)
        .map(DnsRecord.Naptr.class::cast)
        .filter(naptr -> naptr.flags().equalsIgnoreCase("s"))
        .filter(naptr -> SERVICES.containsKey(naptr.service().toUpperCase(Locale.ROOT)))
        .filter(naptr -> !secure || SERVICES.get(naptr.service().toUpperCase(Locale.ROOT)).secure())
        .sorted(
            Comparator.comparingInt(DnsRecord.Naptr::order)
                .thenComparingInt(DnsRecord.Naptr::preference))
        .toList();
  }

  private CompletionStage<List<Server>> services(String host, List<TransportKind> kinds) {
    CompletionStage<List<Server>> all = CompletableFuture.completedFuture(List.of());
    for (TransportKind kind : kinds) {
      String prefix =
          switch (kind) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            default -> "_sips._tcp.";
          };
      all = both(all, servers(prefix + host, kind));
    }
    return all;
  }

  private CompletionStage<List<Server>> servers(String name, TransportKind kind) {
    return quiet(name, DnsType.SRV)
        .thenApply(
            records ->
                ServiceOrder.of(records, random).stream()
                    .map(service -> new Server(kind, service.target(), service.port()))
                    .toList());
  }

  /** A question that failed has no answer; what can be found otherwise is still tried. */
  private CompletionStage<List<DnsRecord>> quiet(String name, DnsType type) {
    return dns.query(name, type).exceptionally(failure -> List.of());
  }

  private static <T> CompletionStage<List<T>> both(
      CompletionStage<List<T>> first, CompletionStage<List<T>> second) {
    return first.thenCombine(
        second,
        (one, two) -> {
          List<T> all = new ArrayList<>(one);
          all.addAll(two);
          return all;
        });
  }

  private CompletionStage<List<Hop>> addresses(Question uri, List<Server> servers) {
    CompletionStage<List<Hop>> all = CompletableFuture.completedFuture(List.of());
    for (Server server : servers.subList(0, Math.min(servers.size(), MOST_HOPS))) {
      all =
          both(all, both(addresses(uri, server, DnsType.A), addresses(uri, server, DnsType.AAAA)));
    }
    return all.thenCompose(
        hops ->
            hops.isEmpty()
                ? CompletableFuture.failedFuture(new UnknownHostException(uri.host()))
                : CompletableFuture.completedFuture(
                    hops.stream().distinct().limit(MOST_HOPS).toList()));
  }

  private CompletionStage<List<Hop>> addresses(Question uri, Server server, DnsType type) {
    return quiet(server.host(), type)
        .thenApply(
            records ->
                records.stream()
                    .filter(DnsRecord.Host.class::isInstance)
                    .map(record -> ((DnsRecord.Host) record).address())
                    .map(address -> hop(uri, server.kind(), address, server.port()))
                    .toList());
  }
}
