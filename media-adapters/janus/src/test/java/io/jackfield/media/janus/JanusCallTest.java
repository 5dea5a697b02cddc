package io.jackfield.media.janus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.CryptoAttribute;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpKind;
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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What goes on in a call through a real Janus: mutes, digits, keys of the phone. */
class JanusCallTest extends RealJanusTest {
  private static final int SAMPLES = 160;

  @Test
  void eitherBrowserOfACallIsMuted() throws Exception {
    try (Browser ana = new Browser(browsers, "mute-a");
        Browser bo = new Browser(browsers, "mute-b")) {
      Call call = Call.webToWeb("mute", ana, bo);
      get(call.caller().update(muted(true)));
      ana.send(1);
      assertTrue(bo.hearsNo(1), "the caller is muted");
      bo.send(2);
      ana.hears(2);
      get(call.caller().update(muted(false)));
      get(call.far().update(muted(true)));
      bo.send(3);
      assertTrue(ana.hearsNo(3), "the called one is muted");
      ana.send(4);
      bo.hears(4);
      call.close();
    }
  }

  @Test
  void dataCannotBeMutedAndACallWithAPhoneNotAtAll() throws Exception {
    try (Browser ana = new Browser(browsers, "lacks");
        Browser bo = new Browser(browsers, "lacks-b");
        RtpClient phone = new RtpClient(PCMU)) {
      Call web = Call.webToWeb("lacks-web", ana, bo);
      MediaUpdate data =
          new MediaUpdate(Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty());
      assertEquals(Reason.NOT_IMPLEMENTED.wireName(), refusal(web, data));
      web.close();
      try (Browser cy = new Browser(browsers, "lacks-c")) {
        Call call = Call.webToPlain("lacks", cy, phone);
        assertEquals(Reason.INVALID_OPERATION.wireName(), refusal(call, muted(true)));
        call.close();
      }
    }
  }

  private static String refusal(Call call, MediaUpdate update) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> get(call.caller().update(update)));
    return ((FailureException) e.getCause()).failure().name();
  }

  @Test
  void digitsOfEitherSideArriveAtTheOther() throws Exception {
    try (RtpClient ana = new RtpClient(PCMU, EVENTS);
        Browser bo = new Browser(browsers, "digits", EVENTS)) {
      Call call = Call.plainToWeb("digits", ana, bo);
      ana.sendDigit(EVENTS.payloadType(), 5);
      assertEquals('5', bo.digit());
      bo.sendDigits("7");
      assertEquals(7, ana.receiveMark(7).payload()[0]);
      call.close();
    }
  }

  @Test
  void aPhoneWithKeysTalksToABrowser() throws Exception {
    SrtpProfile profile = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
    String name = "keys";
    byte[] material = new byte[profile.keyLength() + profile.saltLength()];
    Arrays.fill(material, (byte) 7);
    String inline = Base64.getEncoder().encodeToString(material);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (RtpClient words = new RtpClient(PCMU);
        DatagramSocket phone = new DatagramSocket(new InetSocketAddress(loopback, 0));
        Browser bo = new Browser(browsers, name)) {
      phone.setSoTimeout(5000);
      SessionDescription offer =
          words
              .offer()
              .withMedia(
                  0,
                  m ->
                      m.withPort(phone.getLocalPort())
                          .withProtocol("RTP/SAVP")
                          .withAttributes(
                              Attribute.of("crypto", "1 AES_256_CM_HMAC_SHA1_80 inline:" + inline),
                              Attribute.of(
                                  "crypto",
                                  "3 " + profile.sdesName() + " inline:" + inline + "|2^31")));
      Call call = Call.open(name);
      SessionDescription theirs = call.offer(name, offer, SdpKind.WEBRTC);
      MediaDescription audio = call.join(name, offer, bo.answer(theirs)).media().get(0);
      bo.awaitUp();
      assertEquals("RTP/SAVP", audio.protocol());
      CryptoAttribute ours = audio.crypto().get(0);
      assertEquals(3, ours.tag());
      assertEquals(profile.sdesName(), ours.suite());
      byte[] key = Base64.getDecoder().decode(ours.keyParams().substring("inline:".length()));
      SrtpContext out = new SrtpContext(new SdesKey(profile, material), new CryptoTools());
      SrtpContext in = new SrtpContext(new SdesKey(profile, key), new CryptoTools());
      byte[] packet = new byte[Rtp.HEADER + SAMPLES + 32];
      Rtp.writeHeader(packet, 0, 0, false, 1, SAMPLES, 5);
      Arrays.fill(packet, Rtp.HEADER, Rtp.HEADER + SAMPLES, (byte) 9);
      int size = out.protectRtp(packet, 0, Rtp.HEADER + SAMPLES);
      phone.send(new DatagramPacket(packet, size, new InetSocketAddress(loopback, audio.port())));
      bo.hears(9);
      bo.send(8);
      DatagramPacket back = new DatagramPacket(new byte[2000], 2000);
      phone.receive(back);
      int clear = in.unprotectRtp(back.getData(), 0, back.getLength());
      assertEquals(Rtp.HEADER + SAMPLES, clear);
      byte[] expected = new byte[SAMPLES];
      Arrays.fill(expected, (byte) 8);
      assertArrayEquals(expected, Arrays.copyOfRange(back.getData(), Rtp.HEADER, clear));
      call.close();
    }
  }

  @Test
  void keysThatJanusDoesNotKnowAreRefused() throws Exception {
    try (RtpClient ana = new RtpClient(PCMU)) {
      SessionDescription offer =
          ana.offer()
              .withMedia(
                  0,
                  m ->
                      m.withProtocol("RTP/SAVP")
                          .withAttribute(
                              Attribute.of("crypto", "1 AES_256_CM_HMAC_SHA1_80 inline:AAAA")));
      Call call = Call.open("unknown-keys");
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> get(call.caller().setOffer(offer)));
      assertTrue(((FailureException) e.getCause()).failure().is(Reason.NOT_ACCEPTABLE));
      call.close();
    }
  }
}
