package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.signaling.sip.stack.Network;
import io.jackfield.signaling.sip.trunk.CallerId;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import io.jackfield.signaling.sip.trunk.TrunkConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * sip-pbx.md, "identity": what trusted trunks assert is believed and passed to trusted ones; others
 * hear of nobody who hides (RFC 3323, RFC 3325, RFC 5806, RFC 7044).
 */
class IdentityTest {

  private static final String ASSERTED =
      "P-Asserted-Identity: \"Ana\" <sip:+4930111@carrier.example>\r\n";
  private static final String HISTORY =
      "Diversion: <sip:+4930222@carrier.example>;reason=user-busy;counter=1\r\n"
          + "History-Info: <sip:+4930222@carrier.example>;index=1\r\n"
          + "History-Info: <sip:+4930333@carrier.example>;index=1.1\r\n";

  private final List<AutoCloseable> open = new ArrayList<>();
  private Testbed ours;

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

  private static TrunkConfigBuilder trunk(String name, String address, int port) throws Exception {
    return TrunkConfig.at(name, "sip:" + address + ":" + port)
        .optionsInterval(Duration.ZERO)
        .match(List.of(Network.parse(address).orElseThrow()));
  }

  /** A call that came with these headers from a trunk at 127.0.0.2. */
  private PlaceCall came(boolean trusted, String extra) throws Exception {
    TrunkConfig from = trunk("from", "127.0.0.2", 9).trusted(trusted).build();
    ours = closing(Testbed.with(c -> c.trunks(List.of(from))));
    Probe probe = closing(new Probe(ours.udp, "127.0.0.2"));
    probe.raw(probe.request("INVITE", "answer", "", probe.branch(), extra, Probe.OFFER));
    probe.await("200 ");
    return ours.calls.placed.poll(10, TimeUnit.SECONDS);
  }

  /** The INVITE to another trunk of a call that came with these headers from a trunk. */
  private String passed(boolean from, TrunkConfigBuilder to, Probe peer, String extra)
      throws Exception {
    TrunkConfig source = trunk("from", "127.0.0.2", 9).trusted(from).build();
    ours = closing(Testbed.with(c -> c.trunks(List.of(source, to.build()))));
    Probe probe = closing(new Probe(ours.udp, "127.0.0.2"));
    probe.raw(probe.request("INVITE", "to/1", "", probe.branch(), extra, Probe.OFFER));
    return peer.await("INVITE ");
  }

  @Test
  void aTrustedTrunkIsBelievedAndAnotherIsNot() throws Exception {
    PartyInfo believed = came(true, ASSERTED + HISTORY).caller();
    assertEquals(Optional.of("+4930111"), believed.number());
    assertEquals(Optional.of("Ana"), believed.name());
    assertEquals(2, believed.identity().history().size());
    PartyInfo other = came(false, ASSERTED + HISTORY).caller();
    assertEquals(Optional.of("1000"), other.number());
    assertEquals(List.of(), other.identity().history());
  }

  @Test
  void remotePartyIdIsReadWhereNothingIsAsserted() throws Exception {
    String rpid =
        "Remote-Party-ID: Ana <sip:+4930111@carrier.example>;party=calling;privacy=full\r\n";
    PartyInfo caller = came(true, rpid).caller();
    assertEquals(Optional.empty(), caller.number());
    assertEquals(Optional.of("+4930111"), caller.trueNumber());
    assertEquals(Optional.of("Ana"), caller.trueName());
    assertEquals(
        Optional.of("+4930444"),
        came(true, "P-Asserted-Identity: <tel:+4930444>\r\n").caller().number());
  }

  @Test
  void whoHidesIsShownToNobody() throws Exception {
    PartyInfo caller = came(true, ASSERTED + "Privacy: id;critical\r\n").caller();
    assertEquals(Map.of("name", "Anonymous"), caller.toBody());
    assertTrue(caller.identity().hidden());
    assertFalse(caller.toString().contains("4930111"), caller.toString());
    assertFalse(came(true, ASSERTED + "Privacy: none\r\n").caller().identity().hidden());
  }

  @Test
  void aTrustedTrunkHearsAllOfIt() throws Exception {
    Probe peer = closing(new Probe(9, "127.0.0.7"));
    TrunkConfigBuilder to =
        trunk("to", "127.0.0.7", peer.port()).fromDomain(Optional.of("us.example")).trusted(true);
    String invite = passed(true, to, peer, ASSERTED + HISTORY + "Privacy: id\r\n");
    assertTrue(
        Probe.header(invite, "From").startsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>"),
        invite);
    assertEquals("\"Ana\" <sip:+4930111@us.example>", Probe.header(invite, "P-Asserted-Identity"));
    assertEquals("id", Probe.header(invite, "Privacy"));
    assertTrue(Probe.header(invite, "Diversion").contains("reason=user-busy"), invite);
    assertTrue(invite.contains("index=1.1"), invite);
  }

  @Test
  void historyThatIsToBePrivateStopsHere() throws Exception {
    assertEquals(
        List.of("Diversion"),
        came(true, ASSERTED + HISTORY + "Privacy: history\r\n")
            .caller()
            .identity()
            .history()
            .stream()
            .map(Map.Entry::getKey)
            .toList());
  }

  @Test
  void anotherTrunkHearsNothingOfIt() throws Exception {
    Probe peer = closing(new Probe(9, "127.0.0.7"));
    TrunkConfigBuilder to = trunk("to", "127.0.0.7", peer.port());
    String invite = passed(true, to, peer, ASSERTED + HISTORY + "Privacy: id\r\n");
    assertTrue(Probe.header(invite, "From").contains("<sip:anonymous@anonymous.invalid>"), invite);
    for (String word : List.of("4930111", "4930222", "Ana", "P-Asserted", "Diversion", "History")) {
      assertFalse(invite.contains(word), word + " in\n" + invite);
    }
  }

  @Test
  void anotherTrunkHearsWhoDoesNotHide() throws Exception {
    Probe peer = closing(new Probe(9, "127.0.0.7"));
    String invite = passed(true, trunk("to", "127.0.0.7", peer.port()), peer, ASSERTED + HISTORY);
    assertTrue(Probe.header(invite, "From").startsWith("\"Ana\" <sip:+4930111@"), invite);
    assertFalse(invite.contains("P-Asserted") || invite.contains("Diversion"), invite);
  }

  @Test
  void remotePartyIdSaysThatTheCallerHides() throws Exception {
    Probe peer = closing(new Probe(9, "127.0.0.7"));
    TrunkConfigBuilder to = trunk("to", "127.0.0.7", peer.port()).callerId(CallerId.RPID);
    String invite = passed(true, to, peer, ASSERTED + "Privacy: id\r\n");
    String rpid = Probe.header(invite, "Remote-Party-ID");
    assertTrue(rpid.contains("+4930111") && rpid.contains("privacy=full"), rpid);
  }
}
