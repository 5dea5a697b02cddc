package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.sip.abuse.AbuseConfig;
import io.jackfield.signaling.sip.stack.Network;
import io.jackfield.signaling.sip.stack.SipLimits;
import io.jackfield.signaling.sip.stack.SourceAcl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a source may do: transactions at once, lists of a listener, calls without a user. */
class SourceLimitsTest {

  private final List<AutoCloseable> open = new ArrayList<>();

  private <T extends AutoCloseable> T closing(T resource) {
    open.add(0, resource);
    return resource;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static void ask(Probe probe) throws Exception {
    probe.cseq++;
    probe.raw(probe.request("OPTIONS", "", "", probe.branch(), "", ""));
  }

  private static Network network(String text) {
    return Network.parse(text).orElseThrow();
  }

  @Test
  void aSourceHasOnlySoManyTransactionsAtOnce() throws Exception {
    AbuseConfig trusting =
        new AbuseConfig(100, 100, Duration.ofMinutes(1), List.of(network("127.0.0.3/32")));
    Testbed bed =
        closing(Testbed.with(c -> c.limits(new SipLimits(64 << 10, 128, 20, 3)).abuse(trusting)));
    Probe greedy = closing(new Probe(bed.udp, "127.0.0.2"));
    // The answered transactions wait for repetitions of their requests (RFC 3261, Timer J).
    for (int i = 0; i < 3; i++) {
      ask(greedy);
      greedy.await("200 ");
    }
    ask(greedy);
    String refused = greedy.await("503 ");
    assertTrue(Probe.header(refused, "Retry-After").matches("\\d+"), refused);
    for (String address : List.of("127.0.0.3", "127.0.0.4")) {
      Probe other = closing(new Probe(bed.udp, address));
      for (int i = 0; i < (address.endsWith("3") ? 6 : 1); i++) {
        ask(other);
        other.await("200 ");
      }
    }
  }

  @Test
  void aListenerHearsWhomItsListsAdmit() throws Exception {
    SourceAcl acl =
        new SourceAcl(List.of(network("127.0.0.0/28")), List.of(network("127.0.0.2/32")));
    Testbed bed =
        closing(
            Testbed.with(
                c ->
                    c.listeners(
                        List.of(
                            SipConfig.Listen.udp(new InetSocketAddress("127.0.0.1", 0)).heard(acl),
                            SipConfig.Listen.tcp(new InetSocketAddress("127.0.0.1", 0))
                                .heard(acl)))));
    Probe allowed = closing(new Probe(bed.udp, "127.0.0.3"));
    ask(allowed);
    allowed.await("200 ");
    for (String address : List.of("127.0.0.2", "127.0.0.77")) {
      Probe denied = closing(new Probe(bed.udp, address));
      ask(denied);
      assertTrue(denied.silent(300), address);
      try (Socket socket = new Socket()) {
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", bed.tcp));
        socket.setSoTimeout(10_000);
        assertEquals(-1, socket.getInputStream().read(), address);
      }
    }
    assertEquals(2, bed.server.statistics().dropped());
  }

  @Test
  void listsAreForBothFamilies() throws Exception {
    SourceAcl acl =
        new SourceAcl(
            List.of(network("2001:db8::/32"), network("192.0.2.0/24")),
            List.of(network("2001:db8:bad::/48"), network("192.0.2.66")));
    for (String in : List.of("2001:db8::1", "192.0.2.1")) {
      assertTrue(acl.admits(InetAddress.getByName(in)), in);
    }
    for (String out : List.of("2001:db8:bad::1", "2001:db9::1", "192.0.2.66", "198.51.100.1")) {
      assertFalse(acl.admits(InetAddress.getByName(out)), out);
    }
    assertTrue(SourceAcl.ALL.admits(InetAddress.getByName("::1")));
  }

  @Test
  void whereNobodyCouldAuthenticateACallIsForbidden() throws Exception {
    Testbed alone = closing(Testbed.of(new Users(Testbed.DOMAIN, List.of())));
    Probe stranger = closing(new Probe(alone.udp));
    stranger.raw(stranger.request("INVITE", "answer", "", stranger.branch(), "", Probe.OFFER));
    stranger.await("403 ");
    Testbed peopled = closing(Testbed.secured());
    Probe other = closing(new Probe(peopled.udp));
    other.raw(other.request("INVITE", "answer", "", other.branch(), "", Probe.OFFER));
    other.await("401 ");
  }
}
