package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.signaling.sip.auth.ClientCredentials;
import io.jackfield.signaling.sip.stack.Network;
import io.jackfield.signaling.sip.trunk.CallerId;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import io.jackfield.signaling.sip.trunk.TrunkConfigBuilder;
import io.jackfield.signaling.sip.trunk.TrunkStatus;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trunks: a second server as carrier, probes as carriers that misbehave. */
class TrunkTest {

  private static final ClientCredentials ACCOUNT = new ClientCredentials("1000", "secret0");

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Testbed carrier;
  private Testbed ours;
  private Probe caller;

  @BeforeEach
  void carrier() throws Exception {
    carrier = closing(Testbed.secured());
  }

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

  private void start(TrunkConfigBuilder... trunks) throws Exception {
    ours = closing(Testbed.with(c -> c.digest(false).trunks(built(trunks))));
    ours.events.subscribe(
        event ->
            heard.add(
                event.type().orElseThrow()
                    + ' '
                    + event.objId().orElseThrow()
                    + ' '
                    + event.fields()),
        new Subscription(
            Optional.of("test"),
            Optional.of("core"),
            Optional.of("trunk"),
            Optional.empty(),
            Optional.empty()),
        Map.of());
    // From elsewhere than the trunks, so that it is none of them.
    caller = closing(new Probe(ours.udp, "127.0.0.2"));
  }

  private static TrunkConfigBuilder at(String name, int port) {
    return TrunkConfig.at(name, "sip:127.0.0.1:" + port).optionsInterval(Duration.ZERO);
  }

  private static List<TrunkConfig> built(TrunkConfigBuilder... trunks) {
    return Stream.of(trunks).map(TrunkConfigBuilder::build).toList();
  }

  private void dial(String number) throws Exception {
    caller.raw(caller.request("INVITE", number, "", caller.branch(), "", Probe.OFFER));
  }

  private TrunkStatus status() {
    return ours.server.trunks().get(0);
  }

  @Test
  void weRegisterAndTakeTheRegistrationBack() throws Exception {
    start(
        at("carrier", carrier.udp)
            .credentials(Optional.of(ACCOUNT))
            .registerExpires(Duration.ofHours(1)));
    Testbed.until("registered", () -> status().registration().equals("registered"));
    assertTrue(status().registered());
    // The status is set before it is told.
    Testbed.until("told", () -> !heard.isEmpty());
    assertEquals(List.of("registered carrier {}"), heard);
    assertEquals(1, carrier.server.registrations("1000"));
    ours.server.close(Duration.ofSeconds(1));
    Testbed.until("gone", () -> carrier.server.registrations("1000") == 0);
  }

  @Test
  void aWrongPasswordIsToldAndTriedAgainLater() throws Exception {
    start(
        at("carrier", carrier.udp)
            .credentials(Optional.of(new ClientCredentials("1000", "wrong")))
            .registerExpires(Duration.ofHours(1)));
    Testbed.until("refused", () -> status().registration().startsWith("failed: 401"));
    assertFalse(status().registered());
  }

  @Test
  void aRegistrationIsRefreshedInTimeAndLongerIfAskedTo() throws Exception {
    Probe registrar = closing(new Probe(9));
    start(
        at("carrier", registrar.port())
            .credentials(Optional.of(ACCOUNT))
            .registerExpires(Duration.ofSeconds(1)));
    String first = registrar.await("REGISTER ");
    assertEquals("<sip:1000@127.0.0.1>", Probe.header(first, "To"));
    assertEquals("1", Probe.header(first, "Expires"));
    assertTrue(Probe.header(first, "Contact").startsWith("<sip:1000@127.0.0.1:" + ours.udp));
    answer(registrar, first, "423 Interval Too Brief", "Min-Expires: 2\r\n");
    String second = registrar.await("REGISTER ");
    assertEquals("2", Probe.header(second, "Expires"));
    answer(registrar, second, "200 OK", "Expires: 2\r\n");
    String third = registrar.await("REGISTER ");
    assertEquals(Probe.header(first, "Call-ID"), Probe.header(third, "Call-ID"));
    assertEquals("3 REGISTER", Probe.header(third, "CSeq"));
  }

  private void answer(Probe from, String request, String status, String extra) throws Exception {
    String reply =
        from.reply(request, status, "reg", extra, "").replaceFirst("Contact: .*\r\n", "");
    byte[] bytes = reply.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    from.socket.send(
        new java.net.DatagramPacket(
            bytes, bytes.length, new InetSocketAddress("127.0.0.1", ours.udp)));
  }

  @Test
  void aCallGoesOutWithTheAccountsCredentials() throws Exception {
    start(at("carrier", carrier.udp).credentials(Optional.of(ACCOUNT)));
    dial("carrier/answer");
    caller.await("200 ");
    PlaceCall placed = carrier.calls.placed.poll(10, TimeUnit.SECONDS);
    assertEquals("answer", placed.callee());
    assertEquals("1000", placed.caller().number().orElseThrow());
  }

  @Test
  void deadAndOverloadedTrunksArePassedByAndABusyCalleeIsNot() throws Exception {
    DatagramSocket dead = closing(new DatagramSocket(new InetSocketAddress("127.0.0.1", 0)));
    Probe overloaded = closing(new Probe(9));
    start(
        at("dead", dead.getLocalPort()),
        at("overloaded", overloaded.port()),
        at("carrier", carrier.udp).credentials(Optional.of(ACCOUNT)));
    dial("dead,overloaded,carrier/busy");
    String invite = overloaded.await("INVITE ");
    answer(overloaded, invite, "500 Server Internal Error", "");
    caller.await("486 ");
    assertEquals(1, carrier.calls.placed.size());
    caller.cseq++;
    dial("carrier,overloaded/busy");
    caller.await("486 ");
    assertTrue(overloaded.await("ACK ").startsWith("ACK "));
    assertTrue(overloaded.silent(300), "a refusal by the callee is final");
  }

  @Test
  void theCallersNumberGoesWhereTheTrunkWantsIt() throws Exception {
    Probe pai = closing(new Probe(9));
    Probe rpid = closing(new Probe(9));
    Probe from = closing(new Probe(9));
    start(
        at("pai", pai.port()).credentials(Optional.of(ACCOUNT)).callerId(CallerId.PAI),
        at("rpid", rpid.port()).credentials(Optional.of(ACCOUNT)).callerId(CallerId.RPID),
        at("from", from.port()));
    caller.raw(
        caller
            .request("INVITE", "pai/+4930", "", caller.branch(), "", Probe.OFFER)
            .replace("<sip:1000@jackfield>", "<sip:030555@jackfield>"));
    String invite = pai.await("INVITE ");
    assertTrue(invite.startsWith("INVITE sip:+4930@127.0.0.1:" + pai.port()), invite);
    assertTrue(Probe.header(invite, "From").startsWith("\"Probe\" <sip:1000@127.0.0.1>"), invite);
    assertEquals("\"Probe\" <sip:030555@127.0.0.1>", Probe.header(invite, "P-Asserted-Identity"));
    for (Map.Entry<String, Probe> each : Map.of("rpid", rpid, "from", from).entrySet()) {
      try (Probe other = new Probe(ours.udp, "127.0.0.2")) {
        other.raw(
            other
                .request("INVITE", each.getKey() + "/1", "", other.branch(), "", Probe.OFFER)
                .replace("<sip:1000@jackfield>", "<sip:030555@jackfield>"));
        String got = each.getValue().await("INVITE ");
        if (each.getKey().equals("rpid")) {
          assertTrue(
              Probe.header(got, "Remote-Party-ID").startsWith("\"Probe\" <sip:030555@127.0.0.1>;"),
              got);
        } else {
          assertTrue(Probe.header(got, "From").startsWith("\"Probe\" <sip:030555@127.0.0.1>"), got);
          assertFalse(got.contains("Identity"), got);
        }
      }
    }
  }

  @Test
  void aTrunkIsOfferedItsCodecsAlone() throws Exception {
    Probe peer = closing(new Probe(9));
    start(
        at("some", peer.port()).codecs(List.of("pcma")).digitsInMedia(false),
        at("none", peer.port()).codecs(List.of("G722")));
    String offer =
        Probe.OFFER.replace("RTP/AVP 0 101", "RTP/AVP 0 8 101") + "a=rtpmap:8 PCMA/8000\r\n";
    caller.raw(caller.request("INVITE", "some/1", "", caller.branch(), "", offer));
    String invite = peer.await("INVITE ");
    assertTrue(invite.contains("m=audio 41000 RTP/AVP 8\r\n"), invite);
    assertFalse(invite.contains("telephone-event") || invite.contains("PCMU"), invite);
    try (Probe other = new Probe(ours.udp, "127.0.0.2")) {
      other.raw(other.request("INVITE", "none/1", "", other.branch(), "", offer));
      other.await("488 ");
    }
  }

  @Test
  void aFullTrunkTakesNoMoreUntilACallEnds() throws Exception {
    start(at("carrier", carrier.udp).credentials(Optional.of(ACCOUNT)).maxCalls(1));
    dial("carrier/answer");
    String tag = Probe.tag(Probe.header(caller.await("200 "), "To"));
    caller.raw(caller.request("ACK", "carrier/answer", tag, caller.branch(), "", ""));
    assertEquals(1, status().calls());
    try (Probe second = new Probe(ours.udp, "127.0.0.2")) {
      second.raw(second.request("INVITE", "carrier/answer", "", second.branch(), "", Probe.OFFER));
      assertEquals("5", Probe.header(second.await("503 "), "Retry-After"));
      caller.cseq++;
      caller.raw(caller.request("BYE", "carrier/answer", tag, caller.branch(), "", ""));
      caller.await("200 ");
      Testbed.until("the place is free", () -> status().calls() == 0);
      second.cseq++;
      second.raw(second.request("INVITE", "carrier/answer", "", second.branch(), "", Probe.OFFER));
      second.await("200 ");
    }
  }

  @Test
  void aTrunksCallsNeedNoPasswordAndComeToUsAlone() throws Exception {
    TrunkConfigBuilder config =
        TrunkConfig.at("carrier", "sip:127.0.0.9")
            .maxCalls(1)
            .trusted(true)
            .optionsInterval(Duration.ZERO)
            .match(List.of(Network.parse("127.0.0.2/32").orElseThrow()));
    ours = closing(Testbed.with(c -> c.trunks(built(config))));
    Probe trunk = closing(new Probe(ours.udp, "127.0.0.2"));
    trunk.raw(
        trunk.request(
            "INVITE",
            "answer",
            "",
            trunk.branch(),
            "P-Asserted-Identity: <sip:+4930@carrier.example>\r\n",
            Probe.OFFER));
    trunk.await("200 ");
    PlaceCall placed = ours.calls.placed.poll(10, TimeUnit.SECONDS);
    assertEquals("trunk:carrier", placed.origin());
    assertEquals("+4930", placed.caller().number().orElseThrow());
    try (Probe second = new Probe(ours.udp, "127.0.0.2");
        Probe stranger = new Probe(ours.udp, "127.0.0.3")) {
      second.raw(second.request("INVITE", "answer", "", second.branch(), "", Probe.OFFER));
      second.await("503 ");
      stranger.raw(stranger.request("INVITE", "answer", "", stranger.branch(), "", Probe.OFFER));
      stranger.await("401 ");
    }
  }

  @Test
  void aCallFromATrunkKeepsItsPlaceUntilItEnds() throws Exception {
    TrunkConfigBuilder config =
        TrunkConfig.at("carrier", "sip:127.0.0.9")
            .maxCalls(1)
            .optionsInterval(Duration.ZERO)
            .match(List.of(Network.parse("127.0.0.2/32").orElseThrow()));
    ours = closing(Testbed.with(c -> c.trunks(built(config))));
    Probe trunk = closing(new Probe(ours.udp, "127.0.0.2"));
    trunk.raw(trunk.request("INVITE", "answer", "", trunk.branch(), "", Probe.OFFER));
    String tag = Probe.tag(Probe.header(trunk.await("200 "), "To"));
    trunk.raw(trunk.request("ACK", "answer", tag, trunk.branch(), "", ""));
    trunk.cseq++;
    trunk.raw(trunk.request("OPTIONS", "answer", tag, trunk.branch(), "", ""));
    trunk.await("200 ");
    assertEquals(1, status().calls(), "acknowledged, not over");
    try (Probe second = new Probe(ours.udp, "127.0.0.2")) {
      second.raw(second.request("INVITE", "answer", "", second.branch(), "", Probe.OFFER));
      second.await("503 ");
    }
    trunk.cseq++;
    trunk.raw(trunk.request("BYE", "answer", tag, trunk.branch(), "", ""));
    Testbed.until("the place is free", () -> status().calls() == 0);
  }

  @Test
  void aTrunkIsKnownByItsUserToo() throws Exception {
    TrunkConfigBuilder config =
        TrunkConfig.at("pbx", "sip:127.0.0.9")
            .optionsInterval(Duration.ZERO)
            .matchUsers(List.of("1000"));
    ours = closing(Testbed.with(c -> c.trunks(built(config))));
    for (String user : List.of("1000", "1001")) {
      Probe pbx = closing(new Probe(ours.udp, "127.0.0.2"));
      pbx.raw(pbx.request("INVITE", "answer", "", pbx.branch(), "", Probe.OFFER));
      String challenge = Probe.header(pbx.await("401 "), "WWW-Authenticate");
      String proof =
          RegisterTest.authorization(
              challenge,
              "INVITE",
              "sip:answer@jackfield",
              user,
              user.equals("1000") ? "secret0" : "secret1",
              "00000001");
      pbx.cseq++;
      pbx.raw(pbx.request("INVITE", "answer", "", pbx.branch(), proof, Probe.OFFER));
      pbx.await("200 ");
      assertEquals(
          user.equals("1000") ? "trunk:pbx" : "user:1001",
          ours.calls.placed.poll(10, TimeUnit.SECONDS).origin());
    }
  }

  @Test
  void aTrunkCannotCallElsewhereThroughUs() throws Exception {
    TrunkConfigBuilder config =
        TrunkConfig.at("carrier", "sip:127.0.0.9")
            .optionsInterval(Duration.ZERO)
            .match(List.of(Network.parse("127.0.0.2").orElseThrow()));
    ours = closing(Testbed.with(c -> c.trunks(built(config))));
    Probe trunk = closing(new Probe(ours.udp, "127.0.0.2"));
    trunk.raw(
        trunk
            .request("INVITE", "x", "", trunk.branch(), "", Probe.OFFER)
            .replace("INVITE sip:x@jackfield", "INVITE sip:x@elsewhere.example"));
    trunk.await("404 ");
  }

  @Test
  void anAddressIsDownAfterThreeSilencesAndUpAfterTwoAnswers() throws Exception {
    Probe peer = closing(new Probe(9));
    start(
        TrunkConfig.at("carrier", "sip:127.0.0.1:" + peer.port())
            .optionsInterval(Duration.ofMillis(200)));
    Testbed.until("known", () -> status().up());
    Testbed.until("down", () -> !status().up());
    dial("carrier/1");
    caller.await("503 ");
    // On a busy machine many a repeated OPTIONS of long ago has to be read first.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!status().up() && System.nanoTime() < end) {
      answer(peer, peer.await("OPTIONS "), "405 Method Not Allowed", "");
    }
    assertTrue(status().up());
    Testbed.until("told", () -> heard.size() > 1);
    String address = "{address=udp:127.0.0.1:" + peer.port() + "}";
    assertEquals(List.of("down carrier " + address, "up carrier " + address), heard);
  }
}
