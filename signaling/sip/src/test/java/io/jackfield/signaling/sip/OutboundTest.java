package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.sip.registrar.RegistrationStore;
import io.jackfield.signaling.sip.registrar.SavedBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registrations through proxies, over several flows, and across a restart (RFC 3327, 5626). */
class OutboundTest {

  private static final String INSTANCE = ";+sip.instance=\"<urn:uuid:00000000-0000-1000>\"";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, List<SavedBinding>> kept = new ConcurrentHashMap<>();
  private final RegistrationStore store =
      new RegistrationStore() {
        @Override
        public CompletionStage<List<SavedBinding>> all() {
          return CompletableFuture.completedFuture(
              kept.values().stream().flatMap(List::stream).toList());
        }

        @Override
        public CompletionStage<Void> save(Map<String, List<SavedBinding>> changed) {
          kept.putAll(changed);
          return CompletableFuture.completedFuture(null);
        }
      };

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

  private Testbed bed() throws Exception {
    return closing(new Testbed(config -> config.digest(false), store));
  }

  private static String register(Probe probe, String user, String contact, String extra)
      throws Exception {
    probe.cseq++;
    probe.raw(
        probe
            .request("REGISTER", user, "", probe.branch(), extra, "")
            .replace("REGISTER sip:" + user + "@jackfield", "REGISTER sip:jackfield")
            .replaceFirst("Contact: <[^>]*>", "$0" + contact.replace("$", "\\$")));
    return probe.receive();
  }

  private static void call(Probe probe, String user) throws Exception {
    probe.raw(probe.request("INVITE", user, "", probe.branch(), "", Probe.OFFER));
  }

  @Test
  void callsToAContactGoThroughTheProxiesItRegisteredThrough() throws Exception {
    Testbed bed = bed();
    Probe phone = closing(new Probe(bed.udp));
    Probe proxy = closing(new Probe(bed.udp));
    Probe caller = closing(new Probe(bed.udp));
    String path = "<sip:127.0.0.1:" + proxy.port() + ";lr>";
    String ok = register(phone, "ana", "", "Supported: path\r\nPath: " + path + "\r\n");
    assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
    assertEquals(path, Probe.header(ok, "Path"));
    assertEquals(
        "<sip:127.0.0.1:" + bed.udp + ";transport=udp;lr>", Probe.header(ok, "Service-Route"));
    call(caller, "ana");
    String invite = proxy.await("INVITE ");
    assertTrue(invite.startsWith("INVITE sip:1000@127.0.0.1:" + phone.port()), invite);
    assertEquals(path, Probe.header(invite, "Route"));
  }

  @Test
  void ofTheFlowsOfOneInstanceOneRingsAndTheNextWhereItFails() throws Exception {
    Testbed bed = bed();
    Probe first = closing(new Probe(bed.udp));
    Probe second = closing(new Probe(bed.udp));
    Probe caller = closing(new Probe(bed.udp));
    String supported = "Supported: path, outbound\r\n";
    String one = register(first, "ana", ";reg-id=1" + INSTANCE, supported);
    assertEquals("outbound", Probe.header(one, "Require"));
    String both = register(second, "ana", ";reg-id=2" + INSTANCE, supported);
    assertTrue(both.contains("reg-id=1") && both.contains("reg-id=2"), both);
    assertEquals(2, bed.server.registrations("ana"));
    register(second, "ana", ";reg-id=2" + INSTANCE, supported);
    assertEquals(2, bed.server.registrations("ana"), "a refresh is no further flow");
    call(caller, "ana");
    String invite = second.await("INVITE ");
    assertTrue(first.silent(300), "only one flow of an instance rings");
    second.raw(second.reply(invite, "503 Service Unavailable", "x", "", ""));
    first.socket.setSoTimeout(10_000);
    first.await("INVITE ");
  }

  @Test
  void aFlowThroughAProxyThatDoesNotKeepItIsRefused() throws Exception {
    Testbed bed = bed();
    Probe phone = closing(new Probe(bed.udp));
    String via = "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKedge\r\n";
    String refused = register(phone, "ana", ";reg-id=1" + INSTANCE, via);
    assertTrue(refused.startsWith("SIP/2.0 439 First Hop Lacks Outbound Support"), refused);
    String taken =
        register(phone, "ana", ";reg-id=1" + INSTANCE, via + "Path: <sip:127.0.0.1:9;lr;ob>\r\n");
    assertTrue(taken.startsWith("SIP/2.0 200 "), taken);
  }

  @Test
  void registrationsSurviveARestart() throws Exception {
    Testbed before = bed();
    Probe phone = closing(new Probe(before.udp));
    register(phone, "ana", ";expires=600", "");
    register(phone, "bo", ";expires=600", "");
    register(phone, "bo", ";expires=0", "");
    before.close();
    Testbed after = bed();
    assertEquals(1, after.server.registrations("ana"));
    assertEquals(0, after.server.registrations("bo"));
    Probe caller = closing(new Probe(after.udp));
    call(caller, "ana");
    phone.await("INVITE ");
  }

  @Test
  void aPhoneBehindANatIsAskedNowAndThen() throws Exception {
    Testbed bed = bed();
    Probe phone = closing(new Probe(bed.udp));
    phone.cseq++;
    phone.raw(
        phone
            .request("REGISTER", "ana", "", phone.branch(), "", "")
            .replace("REGISTER sip:ana@jackfield", "REGISTER sip:jackfield")
            .replace("UDP 127.0.0.1:", "UDP 10.1.2.3:"));
    phone.await("200 ");
    // A round takes 30 s.
    phone.socket.setSoTimeout(60_000);
    String options = phone.await("OPTIONS ");
    assertEquals("<sip:jackfield>", Probe.header(options, "From").replaceAll(";.*", ""));
  }
}
