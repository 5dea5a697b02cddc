package io.jackfield.signaling.sip.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.sip.stack.NumericAddress;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.dns.DnsRecord;
import io.jackfield.signaling.transport.dns.DnsType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3263 section 4, on records in a map. */
class LocatorTest {

  private static final Duration TTL = Duration.ofMinutes(5);

  private final Map<String, List<DnsRecord>> zone = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private boolean down;
  private final Locator locator =
      new Locator(
          (name, type) -> {
            asked.add(type + " " + name);
            return down
                ? CompletableFuture.failedFuture(new IOException("no server"))
                : CompletableFuture.completedFuture(
                    zone.getOrDefault(type + " " + name, List.of()));
          },
          new Random(1));

  private void host(String name, String... addresses) {
    for (String address : addresses) {
      add(
          address.indexOf(':') < 0 ? DnsType.A : DnsType.AAAA,
          name,
          new DnsRecord.Host(NumericAddress.tryParse(address).orElseThrow(), TTL));
    }
  }

  private void srv(String name, int priority, int weight, int port, String target) {
    add(DnsType.SRV, name, new DnsRecord.Service(priority, weight, port, target, TTL));
  }

  private void naptr(int order, int preference, String service, String replacement) {
    add(
        DnsType.NAPTR,
        "example",
        new DnsRecord.Naptr(order, preference, "S", service, replacement, TTL));
  }

  private void add(DnsType type, String name, DnsRecord record) {
    zone.computeIfAbsent(type + " " + name, n -> new ArrayList<>()).add(record);
  }

  private List<String> find(String uri) {
    boolean secure = uri.startsWith("sips:");
    String rest = uri.substring(uri.indexOf(':') + 1);
    String[] parts = rest.split(";transport=");
    int colon = parts[0].lastIndexOf(':');
    boolean port = colon > 0 && parts[0].indexOf(']') < colon;
    Question question =
        new Question(
            secure,
            port ? parts[0].substring(0, colon) : parts[0],
            port ? Integer.parseInt(parts[0].substring(colon + 1)) : 0,
            parts.length > 1
                ? Optional.of(TransportKind.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT)))
                : Optional.empty());
    return locator.locate(question).toCompletableFuture().join().stream()
        .map(
            hop ->
                hop.kind()
                    + " "
                    + hop.address().getAddress().getHostAddress()
                    + " "
                    + hop.address().getPort())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "sip:192.0.2.1, UDP 192.0.2.1 5060",
    "sip:192.0.2.1:5070, UDP 192.0.2.1 5070",
    "sips:192.0.2.1, TLS 192.0.2.1 5061",
    "sips:192.0.2.1;transport=tcp, TLS 192.0.2.1 5061",
    "sip:192.0.2.1;transport=tcp, TCP 192.0.2.1 5060",
    "sip:192.0.2.1;transport=tls, TLS 192.0.2.1 5061",
    "sip:[2001:db8::1]:5070;transport=tcp, TCP 2001:db8:0:0:0:0:0:1 5070"
  })
  void anAddressIsTakenAsItIs(String uri, String hop) {
    assertEquals(List.of(hop), find(uri));
    assertTrue(asked.isEmpty());
  }

  @Test
  void aPortLeavesOnlyTheAddressesToFind() {
    host("example", "192.0.2.1", "2001:db8::1");
    srv("_sip._udp.example", 1, 1, 9, "elsewhere");
    assertEquals(
        List.of("UDP 192.0.2.1 5070", "UDP 2001:db8:0:0:0:0:0:1 5070"), find("sip:example:5070"));
    assertEquals(List.of("A example", "AAAA example"), asked);
  }

  @Test
  void namedServicesDecideTheTransportInTheirOrder() {
    naptr(100, 50, "SIP+D2U", "_sip._udp.example");
    naptr(50, 50, "SIPS+D2T", "_sips._tcp.example");
    naptr(90, 50, "SIP+D2S", "_sip._sctp.example");
    naptr(90, 20, "SIP+D2T", "_sip._tcp.example");
    srv("_sips._tcp.example", 0, 0, 5061, "secure.example");
    srv("_sip._tcp.example", 0, 0, 5062, "stream.example");
    srv("_sip._udp.example", 0, 0, 5063, "datagram.example");
    host("secure.example", "192.0.2.1");
    host("stream.example", "192.0.2.2");
    host("datagram.example", "192.0.2.3");
    assertEquals(
        List.of("TLS 192.0.2.1 5061", "TCP 192.0.2.2 5062", "UDP 192.0.2.3 5063"),
        find("sip:example"));
    assertEquals(List.of("TLS 192.0.2.1 5061"), find("sips:example"));
  }

  @Test
  void withoutNamedServicesEveryTransportIsAskedFor() {
    srv("_sip._tcp.example", 0, 0, 5062, "stream.example");
    host("stream.example", "192.0.2.2");
    assertEquals(List.of("TCP 192.0.2.2 5062"), find("sip:example"));
    assertTrue(asked.contains("NAPTR example"));
    assertTrue(asked.contains("SRV _sip._udp.example"));
  }

  @Test
  void aTransportParameterSkipsTheNamedServices() {
    naptr(100, 50, "SIP+D2U", "_sip._udp.example");
    srv("_sips._tcp.example", 0, 0, 5071, "secure.example");
    host("secure.example", "192.0.2.1");
    host("example", "192.0.2.9");
    assertEquals(List.of("TLS 192.0.2.1 5071"), find("sip:example;transport=tls"));
    assertEquals(List.of("TCP 192.0.2.9 5060"), find("sip:example;transport=tcp"));
  }

  @Test
  void withoutServicesTheHostItselfIsTaken() {
    host("example", "192.0.2.9");
    assertEquals(List.of("UDP 192.0.2.9 5060"), find("sip:example"));
    assertEquals(List.of("TLS 192.0.2.9 5061"), find("sips:example"));
  }

  @Test
  void lowerPriorityFirstAndWeightAmongEquals() {
    srv("_sip._udp.example", 20, 0, 1, "last");
    srv("_sip._udp.example", 10, 90, 2, "heavy");
    srv("_sip._udp.example", 10, 10, 3, "light");
    srv("_sip._udp.example", 10, 0, 4, "");
    host("last", "192.0.2.1");
    host("heavy", "192.0.2.2");
    host("light", "192.0.2.3");
    int heavyFirst = 0;
    for (int i = 0; i < 1_000; i++) {
      List<String> found = find("sip:example");
      assertEquals(3, found.size());
      assertEquals("UDP 192.0.2.1 1", found.get(2));
      heavyFirst += found.get(0).equals("UDP 192.0.2.2 2") ? 1 : 0;
    }
    assertTrue(heavyFirst > 850 && heavyFirst < 950, heavyFirst + " of 1000");
  }

  @Test
  void nothingIsAFailure() {
    assertThrows(CompletionException.class, () -> find("sip:nowhere.example"));
    assertThrows(CompletionException.class, () -> find("sip:abc.invalid"));
    assertThrows(CompletionException.class, () -> find("sip:192.0.2.1;transport=ws"));
    down = true;
    assertThrows(CompletionException.class, () -> find("sip:example"));
  }
}
