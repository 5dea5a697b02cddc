package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.sip.stack.Network;
import io.jackfield.signaling.sip.trunk.Srtp;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** sip-pbx.md, "Trunks": {@code srtp} off, optional and required (RFC 4568, RFC 8643). */
class TrunkSrtpTest {

  private static final String KEY =
      "AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
  private static final String KEYS = "a=crypto:1 " + KEY + "\r\n";
  private static final String OTHER_KEY =
      "a=crypto:2 AEAD_AES_128_GCM inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\r\n";
  private static final String SECURE = Probe.OFFER.replace("RTP/AVP", "RTP/SAVP");

  private Probe peer;
  private Testbed ours;
  private Probe caller;

  @BeforeEach
  void open() throws Exception {
    peer = new Probe(9, "127.0.0.7");
  }

  @AfterEach
  void close() throws Exception {
    peer.close();
    if (caller != null) {
      caller.close();
    }
    ours.close();
  }

  private void start(Srtp srtp) throws Exception {
    TrunkConfig trunk =
        TrunkConfig.at("carrier", "sip:127.0.0.7:" + peer.port())
            .optionsInterval(Duration.ZERO)
            .match(List.of(Network.parse("127.0.0.8").orElseThrow()))
            .srtp(srtp)
            .build();
    ours = Testbed.with(c -> c.digest(false).trunks(List.of(trunk)));
    caller = new Probe(ours.udp, "127.0.0.2");
  }

  private String invited(String offer) throws Exception {
    caller.raw(caller.request("INVITE", "carrier/1", "", caller.branch(), "", offer));
    return peer.await("INVITE ");
  }

  private void answer(String invite, String sdp) throws Exception {
    byte[] bytes =
        peer.reply(invite, "200 OK", "peer", "", sdp)
            .replace("sip:probe@127.0.0.1", "sip:probe@127.0.0.7")
            .getBytes(StandardCharsets.UTF_8);
    peer.socket.send(
        new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.1", ours.udp)));
  }

  @Test
  void offMeansNoKeys() throws Exception {
    start(Srtp.OFF);
    String invite = invited(Probe.OFFER + KEYS);
    assertTrue(invite.contains(" RTP/AVP 0 101\r\n"), invite);
    assertFalse(invite.contains("a=crypto"), invite);
  }

  @Test
  void optionalOffersKeysWithPlainRtpAndTakesAPlainAnswer() throws Exception {
    start(Srtp.OPTIONAL);
    String invite = invited(Probe.OFFER + KEYS);
    assertTrue(invite.contains(" RTP/AVP 0 101\r\n"), invite);
    assertTrue(invite.contains(KEYS), invite);
    answer(invite, Probe.OFFER);
    assertFalse(caller.await("200 ").contains("a=crypto"));
  }

  @Test
  void requiredOffersNothingPlain() throws Exception {
    start(Srtp.REQUIRED);
    String invite = invited(Probe.OFFER + KEYS);
    assertTrue(invite.contains(" RTP/SAVP 0 101\r\n"), invite);
    assertTrue(invite.contains(KEYS), invite);
    answer(invite, SECURE + KEYS);
    caller.await("200 ");
  }

  @Test
  void requiredHangsUpOnAPlainAnswer() throws Exception {
    start(Srtp.REQUIRED);
    answer(invited(Probe.OFFER + KEYS), Probe.OFFER);
    peer.await("ACK ");
    peer.await("BYE ");
    caller.await("488 ");
  }

  @Test
  void requiredRefusesWhereThereAreNoKeysToOffer() throws Exception {
    start(Srtp.REQUIRED);
    caller.raw(caller.request("INVITE", "carrier/1", "", caller.branch(), "", Probe.OFFER));
    caller.await("488 ");
    assertTrue(peer.silent(200));
  }

  @Test
  void requiredRefusesAPlainOfferAndOneThatComesLater() throws Exception {
    start(Srtp.REQUIRED);
    try (Probe trunk = new Probe(ours.udp, "127.0.0.8")) {
      trunk.raw(trunk.request("INVITE", "answer", "", trunk.branch(), "", Probe.OFFER));
      String refused = trunk.await("488 ");
      assertTrue(Probe.header(refused, "Warning").startsWith("3"), refused);
      trunk.cseq++;
      trunk.raw(trunk.request("INVITE", "answer", "", trunk.branch(), "", ""));
      trunk.await("488 ");
      trunk.cseq++;
      trunk.raw(trunk.request("INVITE", "answer", "", trunk.branch(), "", SECURE + KEYS));
      trunk.await("200 ");
    }
  }

  @Test
  void offPassesOverKeysOfferedUnderPlainRtpAndOptionalDoesNot() throws Exception {
    for (Srtp srtp : List.of(Srtp.OFF, Srtp.OPTIONAL)) {
      if (ours != null) {
        ours.close();
      }
      start(srtp);
      try (Probe trunk = new Probe(ours.udp, "127.0.0.8")) {
        trunk.raw(trunk.request("INVITE", "answer", "", trunk.branch(), "", Probe.OFFER + KEYS));
        trunk.await("200 ");
        String offer =
            ours.calls.placed.poll(10, TimeUnit.SECONDS).offer().orElseThrow().sdp().orElseThrow();
        assertEquals(srtp == Srtp.OPTIONAL, offer.contains("a=crypto"), offer);
      }
    }
  }

  /** RFC 4568 5.1.3: of the keys offered one is left, and an offer that follows has that alone. */
  @Test
  void aLaterOfferOfOursHasTheKeyThatWasTaken() throws Exception {
    start(Srtp.OPTIONAL);
    String invite = invited(Probe.OFFER + KEYS + OTHER_KEY);
    assertTrue(invite.contains(OTHER_KEY), invite);
    answer(invite, Probe.OFFER + OTHER_KEY);
    caller.await("200 ");
    peer.await("ACK ");
    ours.calls.live.values().iterator().next().toCallee(Signal.Hold.SILENT);
    String held = peer.await("INVITE ");
    assertTrue(held.contains("a=sendonly"), held);
    assertTrue(held.contains(OTHER_KEY), held);
    assertFalse(held.contains(KEY), held);
  }
}
