package io.jackfield.signaling.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.dns.Dns;
import io.jackfield.signaling.transport.dns.DnsOptions;
import io.jackfield.signaling.transport.dns.DnsRecord;
import io.jackfield.signaling.transport.dns.DnsType;
import io.jackfield.signaling.transport.dns.NameServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions to a name server of our own, answers as bytes. */
class DnsTest {

  private static final Duration TTL = Duration.ofSeconds(60);

  private NettyTransport transport;
  private NameServer server;

  @BeforeEach
  void open() throws Exception {
    transport = new NettyTransport(TransportConfig.defaults());
    server = new NameServer();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    transport.close(Duration.ofSeconds(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private Dns dns(InetSocketAddress... servers) {
    return transport.dns(new DnsOptions(List.of(servers), Duration.ofSeconds(1), 2));
  }

  private List<DnsRecord> ask(String name, DnsType type) throws Exception {
    return dns(server.address()).query(name, type).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void addressesOfBothFamilies() throws Exception {
    server.answer("host.example", DnsType.A, "c0000201", "c0000202");
    server.answer("host.example", DnsType.AAAA, "20010db8000000000000000000000001");
    assertEquals(
        List.of(
            new DnsRecord.Host(InetAddress.getByName("192.0.2.1"), TTL),
            new DnsRecord.Host(InetAddress.getByName("192.0.2.2"), TTL)),
        ask("host.example", DnsType.A));
    assertEquals(
        List.of(new DnsRecord.Host(InetAddress.getByName("2001:db8::1"), TTL)),
        ask("host.example", DnsType.AAAA));
  }

  @Test
  void servicesAndTheirPointers() throws Exception {
    server.answer("_sip._udp.example", DnsType.SRV, "000a003c13c40161076578616d706c6500");
    // A pointer to the name in the question, which RFC 2782 forbids and some servers write.
    server.answer("_sip._tcp.example", DnsType.SRV, "000a000013c40162c016");
    assertEquals(
        List.of(new DnsRecord.Service(10, 60, 5060, "a.example", TTL)),
        ask("_sip._udp.example", DnsType.SRV));
    assertEquals(
        List.of(new DnsRecord.Service(10, 0, 5060, "b.example", TTL)),
        ask("_sip._tcp.example", DnsType.SRV));
  }

  @Test
  void servicesOfADomain() throws Exception {
    server.answer(
        "example",
        DnsType.NAPTR,
        "0032003201730753495" + "02b44325500045f736970045f756470076578616d706c6500");
    assertEquals(
        List.of(new DnsRecord.Naptr(50, 50, "s", "SIP+D2U", "_sip._udp.example", TTL)),
        ask("example", DnsType.NAPTR));
  }

  @Test
  void aNameThatDoesNotExistHasNoRecords() throws Exception {
    assertEquals(List.of(), ask("nowhere.example", DnsType.A));
  }

  @Test
  void aRecordThatMakesNoSenseIsLeftOut() throws Exception {
    server.answer("bad.example", DnsType.SRV, "000a00");
    assertEquals(List.of(), ask("bad.example", DnsType.SRV));
  }

  @Test
  void aSilentServerIsPassedBy() throws Exception {
    server.answer("host.example", DnsType.A, "c0000201");
    try (NameServer silent = new NameServer()) {
      silent.fallSilent();
      Dns both = dns(silent.address(), server.address());
      assertEquals(
          1,
          both.query("host.example", DnsType.A)
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS)
              .size());
      Dns none = dns(silent.address());
      ExecutionException failure =
          assertThrows(
              ExecutionException.class,
              () ->
                  none.query("host.example", DnsType.A)
                      .toCompletableFuture()
                      .get(20, TimeUnit.SECONDS));
      assertInstanceOf(IOException.class, failure.getCause());
    }
  }

  @Test
  void theHostsFileCounts() throws Exception {
    assertEquals(
        List.of(InetAddress.getByName("127.0.0.1")),
        ask("localhost", DnsType.A).stream().map(r -> ((DnsRecord.Host) r).address()).toList());
  }

  @Test
  void aNameTooLongIsRefused() {
    assertThrows(ExecutionException.class, () -> ask("a".repeat(70) + ".example", DnsType.A));
  }
}
