package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.sdp.CryptoAttribute;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.srtp.CryptoTools;
import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpContext;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SdesTest {
  private static final String CM = "AES_CM_128_HMAC_SHA1_80";
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[30]);

  private static SessionDescription offer(String... crypto) {
    String[] attributes = Arrays.stream(crypto).map(c -> "crypto:" + c).toArray(String[]::new);
    return Offers.audio("0", attributes).withMedia(0, m -> m.withProtocol("RTP/SAVP"));
  }

  private static Optional<Sdes> answered(String... crypto) {
    return Sdes.answer(offer(crypto).media().get(0), Optional.empty());
  }

  @Test
  void theFirstUsableKeyIsTakenUnderItsTag() {
    Sdes sdes =
        answered("1 AES_256_CM_HMAC_SHA1_80 inline:" + KEY, "7 " + CM + " inline:" + KEY + "|2^31")
            .orElseThrow();
    assertEquals(7, sdes.tag());
    CryptoAttribute ours = CryptoAttribute.parse(sdes.attribute().text());
    assertEquals(CM, ours.suite());
    assertNotEquals("inline:" + KEY, ours.keyParams(), "a key of our own");
  }

  @Test
  void whatAsksForMoreIsPassedOver() {
    assertFalse(answered("1 " + CM + " inline:" + KEY + "|2^31|1:1").isPresent(), "MKI");
    assertFalse(answered("1 " + CM + " inline:" + KEY + " UNENCRYPTED_SRTP").isPresent());
    assertFalse(answered("1 " + CM + " inline:" + KEY + ";inline:" + KEY).isPresent());
    assertFalse(answered("1 " + CM + " inline:AAAA").isPresent(), "too short");
    assertFalse(answered("1 " + CM + " inline:%%%%").isPresent(), "no base64");
    assertTrue(answered("1 " + CM + " inline:" + KEY + " WSH=64").isPresent());
  }

  @Test
  void ourKeyStaysThroughARenegotiation() {
    MediaDescription section = offer("1 " + CM + " inline:" + KEY).media().get(0);
    Sdes first = Sdes.answer(section, Optional.empty()).orElseThrow();
    assertEquals(first.local(), Sdes.answer(section, Optional.of(first)).orElseThrow().local());
  }

  private static SessionDescription answerTo(SessionDescription offer, int port, String crypto) {
    MediaDescription audio = offer.media().get(0).without("crypto").withPort(port);
    return offer
        .withConnection(io.jackfield.gateway.sdp.Connection.of("127.0.0.1"))
        .withMedia(
            0,
            m -> {
              MediaDescription section =
                  audio.withConnection(io.jackfield.gateway.sdp.Connection.of("127.0.0.1"));
              return crypto.isEmpty()
                  ? section
                  : section.withAttribute(io.jackfield.gateway.sdp.Attribute.of("crypto", crypto));
            });
  }

  private static SessionDescription keysOffered(MediaLeg leg) throws Exception {
    return leg.createOffer(
            new LegType.Echo(), io.jackfield.gateway.sdp.SdpKind.RTP, Optional.empty(), true)
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void aPhoneThatTakesOneOfOurKeysHearsItself(SrtpProfile profile) throws Exception {
    byte[] material = new byte[profile.keyLength() + profile.saltLength()];
    Arrays.fill(material, (byte) 7);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (EmbeddedEngine engine =
            EmbeddedEngine.open(EmbeddedEngine.Config.on(loopback).withPorts(0, 29090, 29119));
        DatagramSocket phone = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      phone.setSoTimeout(5000);
      MediaLeg leg = engine.open(new SessionId("one"), new LegEvents());
      SessionDescription offer = keysOffered(leg);
      MediaDescription audio = offer.media().get(0);
      assertEquals("RTP/AVP", audio.protocol());
      assertEquals(CM, audio.crypto().get(0).suite());
      CryptoAttribute ours =
          audio.crypto().stream()
              .filter(crypto -> crypto.suite().equals(profile.sdesName()))
              .findFirst()
              .orElseThrow();
      String inline = Base64.getEncoder().encodeToString(material);
      SessionDescription answer =
          answerTo(
              offer,
              phone.getLocalPort(),
              ours.tag() + " " + profile.sdesName() + " inline:" + inline);
      leg.setAnswer(answer).toCompletableFuture().get(20, TimeUnit.SECONDS);

      byte[] theirs = Base64.getDecoder().decode(ours.keyParams().substring("inline:".length()));
      SrtpContext out = new SrtpContext(new SdesKey(profile, material), new CryptoTools());
      SrtpContext in = new SrtpContext(new SdesKey(profile, theirs), new CryptoTools());
      byte[] packet = new byte[Rtp.HEADER + 160 + 32];
      Rtp.writeHeader(packet, 0, 0, false, 1, 160, 5);
      Arrays.fill(packet, Rtp.HEADER, Rtp.HEADER + 160, (byte) 9);
      int size = out.protectRtp(packet, 0, Rtp.HEADER + 160);
      phone.send(new DatagramPacket(packet, size, new InetSocketAddress(loopback, audio.port())));
      DatagramPacket back = new DatagramPacket(new byte[2000], 2000);
      phone.receive(back);
      assertEquals(
          Rtp.HEADER + 160, in.unprotectRtp(back.getData(), 0, back.getLength()), "our key");
      leg.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void anAnswerWithoutKeyIsPlainAndAWrongOneRefused() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (EmbeddedEngine engine =
        EmbeddedEngine.open(EmbeddedEngine.Config.on(loopback).withPorts(0, 29120, 29149))) {
      MediaLeg plain = engine.open(new SessionId("plain"), new LegEvents());
      SessionDescription offer = keysOffered(plain);
      plain.setAnswer(answerTo(offer, 40000, "")).toCompletableFuture().get(20, TimeUnit.SECONDS);
      LegStats stats = plain.stats().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertFalse(String.valueOf(stats.details()).contains("AES"), String.valueOf(stats.details()));

      MediaLeg wrong = engine.open(new SessionId("wrong"), new LegEvents());
      SessionDescription secure =
          answerTo(keysOffered(wrong), 40002, "9 " + CM + " inline:" + KEY)
              .withMedia(0, m -> m.withProtocol("RTP/SAVP"));
      java.util.concurrent.ExecutionException refused =
          org.junit.jupiter.api.Assertions.assertThrows(
              java.util.concurrent.ExecutionException.class,
              () -> wrong.setAnswer(secure).toCompletableFuture().get(20, TimeUnit.SECONDS));
      assertTrue(refused.getMessage().contains("a=crypto"), refused.getMessage());
    }
  }

  @Test
  void keysUnderPlainRtpAreTakenToo() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (EmbeddedEngine engine =
        EmbeddedEngine.open(EmbeddedEngine.Config.on(loopback).withPorts(0, 29150, 29179))) {
      MediaLeg leg = engine.open(new SessionId("one"), new LegEvents());
      SessionDescription offer =
          offer("1 " + CM + " inline:" + KEY)
              .withMedia(0, m -> m.withProtocol("RTP/AVP").withPort(40000))
              .withConnection(io.jackfield.gateway.sdp.Connection.of("127.0.0.1"));
      SessionDescription answer =
          leg.createAnswer(new LegType.Echo(), offer, Optional.empty())
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS);
      assertEquals("RTP/AVP", answer.media().get(0).protocol());
      assertEquals(1, answer.media().get(0).crypto().size());
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void aPhoneWithKeysHearsItself(SrtpProfile profile) throws Exception {
    byte[] material = new byte[profile.keyLength() + profile.saltLength()];
    Arrays.fill(material, (byte) 7);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (EmbeddedEngine engine =
            EmbeddedEngine.open(EmbeddedEngine.Config.on(loopback).withPorts(0, 29060, 29089));
        DatagramSocket phone = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      phone.setSoTimeout(5000);
      String inline = Base64.getEncoder().encodeToString(material);
      SessionDescription offer =
          offer("1 " + profile.sdesName() + " inline:" + inline)
              .withMedia(0, m -> m.withPort(phone.getLocalPort()))
              .withConnection(io.jackfield.gateway.sdp.Connection.of("127.0.0.1"));
      MediaLeg leg = engine.open(new SessionId("one"), new LegEvents());
      SessionDescription answer =
          leg.createAnswer(new LegType.Echo(), offer, Optional.empty())
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS);
      MediaDescription audio = answer.media().get(0);
      assertEquals("RTP/SAVP", audio.protocol());
      CryptoAttribute ours = audio.crypto().get(0);
      byte[] theirs = Base64.getDecoder().decode(ours.keyParams().substring("inline:".length()));
      SrtpContext out = new SrtpContext(new SdesKey(profile, material), new CryptoTools());
      SrtpContext in = new SrtpContext(new SdesKey(profile, theirs), new CryptoTools());

      byte[] packet = new byte[Rtp.HEADER + 160 + 32];
      Rtp.writeHeader(packet, 0, 0, false, 1, 160, 5);
      Arrays.fill(packet, Rtp.HEADER, Rtp.HEADER + 160, (byte) 9);
      int size = out.protectRtp(packet, 0, Rtp.HEADER + 160);
      phone.send(new DatagramPacket(packet, size, new InetSocketAddress(loopback, audio.port())));
      DatagramPacket back = new DatagramPacket(new byte[2000], 2000);
      phone.receive(back);
      int clear = in.unprotectRtp(back.getData(), 0, back.getLength());
      assertEquals(Rtp.HEADER + 160, clear);
      byte[] expected = new byte[160];
      Arrays.fill(expected, (byte) 9);
      assertArrayEquals(expected, Arrays.copyOfRange(back.getData(), Rtp.HEADER, clear));
      LegStats stats = leg.stats().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertEquals(profile.sdesName(), stats.details().get("protection"));
      assertEquals(List.of(), audio.values("fingerprint"));
      leg.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }
}
