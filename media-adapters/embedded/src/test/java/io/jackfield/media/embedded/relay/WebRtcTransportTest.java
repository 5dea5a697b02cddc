package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.dtls.DtlsRole;
import io.jackfield.media.embedded.dtls.Fingerprint;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.stun.StunMessage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WebRtcTransportTest {

  private static final byte[] VOICE = new byte[160];

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void twoBrowsersHearEachOther(int loops) throws Exception {
    try (MediaPlane plane = Planes.open(loops);
        TestBrowser a = new TestBrowser();
        TestBrowser b = new TestBrowser()) {
      TestListener toldA = new TestListener();
      WebRtcTransport ta = plane.webRtc("call-a", toldA);
      TestListener toldB = new TestListener();
      WebRtcTransport tb = plane.webRtc("call-b" + loops, toldB);
      MediaStream sa = ta.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
      MediaStream sb =
          tb.addStream(StreamConfig.audio(new PayloadFormat(8, "pcmu", 8000)), StreamListener.NONE);
      sa.feedFrom(sb);
      sb.feedFrom(sa);
      a.connect(ta, toldA);
      b.connect(tb, toldB);

      byte[] first = exchange(a, b, 0, 7, 100);
      assertEquals(8, Rtp.payloadType(first, 0));
      assertEquals((int) sb.localSsrc(), Rtp.ssrc(first, 0));
      assertArrayEquals(VOICE, Arrays.copyOfRange(first, 12, first.length));
      byte[] second = exchange(a, b, 0, 7, 101);
      assertEquals(Rtp.sequence(first, 0) + 1, Rtp.sequence(second, 0));
      assertEquals(160, Rtp.timestamp(second, 0) - Rtp.timestamp(first, 0));
      byte[] back = exchange(b, a, 8, 9, 5);
      assertEquals(0, Rtp.payloadType(back, 0));

      TransportStats stats = ta.stats().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertEquals(2, stats.streams().get(0).packetsReceived());
      assertEquals(1, stats.streams().get(0).packetsSent());
    }
  }

  private static byte[] exchange(TestBrowser from, TestBrowser to, int type, int ssrc, int seq)
      throws Exception {
    from.sendRtp(type, ssrc, seq, seq * 160, VOICE);
    return to.receiveRtp();
  }

  @ParameterizedTest
  @EnumSource
  void shakesHandsInBothRoles(DtlsRole gatewayRole) throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser browser = new TestBrowser()) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call", told);
      MediaStream stream =
          transport.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
      stream.feedFrom(stream);
      if (gatewayRole == DtlsRole.SERVER) {
        browser.connect(transport, told);
      } else {
        browser.startDtls(DtlsRole.SERVER, transport.localFingerprint());
        browser.check(transport, true);
        transport.start(browser.parameters(DtlsRole.CLIENT));
        browser.keys.get(20, TimeUnit.SECONDS);
        told.await("up");
      }
      browser.sendRtp(0, 5, 1, 160, VOICE);
      assertEquals(172, browser.receiveRtp().length);
      transport.close();
      browser.peerClosed.get(20, TimeUnit.SECONDS);
    }
  }

  /** Who has the keys first may send at once: the other side's thread may still be at them. */
  @ParameterizedTest
  @EnumSource
  void mediaThatOvertakesOurKeysIsHeard(DtlsRole gatewayRole) throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser browser = new TestBrowser()) {
      WebRtcTransport transport = plane.webRtc("call", new TestListener());
      MediaStream stream =
          transport.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
      stream.feedFrom(stream);
      browser.keys.thenRun(
          () -> {
            for (int i = 1; i <= EarlyMedia.LIMIT; i++) {
              browser.sendRtp(0, 5, i, i * 160, VOICE);
            }
          });
      DtlsRole own = gatewayRole == DtlsRole.SERVER ? DtlsRole.CLIENT : DtlsRole.SERVER;
      if (own == DtlsRole.SERVER) {
        browser.startDtls(own, transport.localFingerprint());
      }
      browser.check(transport, true);
      transport.start(browser.parameters(gatewayRole));
      if (own == DtlsRole.CLIENT) {
        browser.startDtls(own, transport.localFingerprint());
      }
      int first = Rtp.sequence(browser.receiveRtp(), 0);
      for (int i = 1; i < EarlyMedia.LIMIT; i++) {
        assertEquals(first + i & 0xffff, Rtp.sequence(browser.receiveRtp(), 0));
      }
    }
  }

  @Test
  void anotherCertificateThanSignalledFails() throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser browser = new TestBrowser()) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call", told);
      Fingerprint other = Fingerprint.of("sha-256", new byte[] {1});
      transport.start(new RemoteParameters("u", "p", List.of(other), DtlsRole.SERVER));
      browser.check(transport, true);
      browser.startDtls(DtlsRole.CLIENT, transport.localFingerprint());
      assertTrue(told.await("failed").contains("fingerprint"));
    }
  }

  @Test
  void dtlsBeforeAStunCheckIsDropped() throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser browser = new TestBrowser();
        TestBrowser stranger = new TestBrowser()) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call", told);
      byte[] hello = new byte[100];
      hello[0] = 22;
      stranger.sendTo(hello, transport.localCandidates().get(0).address());
      byte[] media = new byte[100];
      media[0] = (byte) 0x80;
      stranger.sendTo(media, transport.localCandidates().get(0).address());
      browser.connect(transport, told);
      PlaneCounters counters = plane.counters().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertEquals(1, counters.strayDtls());
      assertEquals(1, counters.strayMedia());
    }
  }

  @Test
  void aPacketUnderAnotherKeyIsCountedAndDropped() throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser browser = new TestBrowser()) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call", told);
      MediaStream stream =
          transport.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
      stream.feedFrom(stream);
      browser.connect(transport, told);
      byte[] forged = new byte[188];
      Rtp.writeHeader(forged, 0, 0, false, 1, 1, 1);
      browser.send(forged);
      browser.sendRtp(0, 1, 1, 1, VOICE);
      browser.receiveRtp();
      TransportStats stats = transport.stats().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertEquals(1, stats.authenticationFailures());
      assertEquals(1, stats.streams().get(0).packetsReceived());
    }
  }

  @Test
  void aCheckWithAWrongPasswordIsRefused() throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser browser = new TestBrowser()) {
      WebRtcTransport transport = plane.webRtc("call", new TestListener());
      StunMessage answer =
          browser.check(
              transport.localCandidates().get(0).address(), transport.localUfrag(), "no", true);
      assertEquals(401, answer.errorCode().orElseThrow());
    }
  }

  @Test
  void lostConsentIsToldAndANewCheckBringsItBack() throws Exception {
    try (MediaPlane plane =
            Planes.open(1, "127.0.0.1", Duration.ofMillis(300), Duration.ofSeconds(30));
        TestBrowser browser = new TestBrowser()) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call", told);
      browser.check(transport, true);
      assertTrue(told.await("down").contains("ICE"));
      browser.check(transport, true);
      told.await("ice");
    }
  }

  @Test
  void iceRestartKeepsTheOldCredentialsUntilTheNewAreUsed() throws Exception {
    try (MediaPlane plane = Planes.open(1);
        TestBrowser browser = new TestBrowser()) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call", told);
      browser.connect(transport, told);
      String ufrag = transport.localUfrag();
      String password = transport.localPassword();
      var address = transport.localCandidates().get(0).address();
      transport.restartIce();
      assertFalse(ufrag.equals(transport.localUfrag()));
      assertEquals(
          StunMessage.BINDING_SUCCESS, browser.check(address, ufrag, password, true).type());
      assertEquals(StunMessage.BINDING_SUCCESS, browser.check(transport, true).type());
      PlaneCounters counters = plane.counters().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertEquals(0, counters.badStun());
    }
  }

  @Test
  void worksOverIpv6() throws Exception {
    try (MediaPlane plane = Planes.open(1, "::1", Duration.ofSeconds(30), Duration.ofSeconds(30));
        TestBrowser browser = new TestBrowser(InetAddress.getByName("::1"))) {
      TestListener told = new TestListener();
      WebRtcTransport transport = plane.webRtc("call", told);
      MediaStream stream =
          transport.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
      stream.feedFrom(stream);
      browser.connect(transport, told);
      browser.sendRtp(0, 1, 1, 1, VOICE);
      browser.receiveRtp();
    }
  }

  @Test
  void warmsUp() throws Exception {
    try (MediaPlane plane = Planes.open(1)) {
      plane.warmUp().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }
}
