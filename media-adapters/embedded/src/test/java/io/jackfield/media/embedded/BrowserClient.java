package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.CodecMatch;
import io.jackfield.gateway.sdp.IceCandidate;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.Setup;
import io.jackfield.media.embedded.dtls.DtlsRole;
import io.jackfield.media.embedded.dtls.Fingerprint;
import io.jackfield.media.embedded.relay.TestBrowser;
import io.jackfield.media.embedded.rtp.Rtp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A browser with one audio section: descriptions, one transport, packets. */
final class BrowserClient implements AutoCloseable {
  static final Codec OPUS = Codec.of(111, "opus", 48000, 2, "minptime=10;useinbandfec=1");
  static final Codec PCMU = Codec.of(0, "PCMU", 8000);
  static final Codec EVENTS = Codec.of(126, "telephone-event", 8000);

  private static final int SAMPLES = 160;

  final TestBrowser browser;
  private final List<Codec> codecs;
  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private String ufrag;
  private int sequence = 1000;
  private int timestamp = 50_000;

  BrowserClient(Codec... codecs) throws IOException {
    this.browser = new TestBrowser();
    this.codecs = List.of(codecs);
    this.ufrag = browser.ice.ufrag();
  }

  SessionDescription offer(Setup setup) {
    return description(codecs, setup);
  }

  /** The offer of an ICE restart: new credentials, all else as before (RFC 8839 4.4.1.1.1). */
  SessionDescription restart() {
    ufrag = ufrag + "x";
    return offer(Setup.ACTPASS);
  }

  /** Answers with what both have; only the first section, the others are refused. */
  SessionDescription answer(SessionDescription offer) {
    SessionDescription own =
        description(CodecMatch.intersect(offer.media().get(0).codecs(), codecs), Setup.ACTIVE);
    List<MediaDescription> media = new ArrayList<>(own.media());
    offer.media().stream().skip(1).forEach(m -> media.add(m.rejected()));
    return own.withMedia(media);
  }

  private SessionDescription description(List<Codec> listed, Setup setup) {
    Fingerprint own = browser.fingerprint();
    MediaDescription audio =
        MediaDescription.of("audio", 9, "UDP/TLS/RTP/SAVPF", List.of())
            .withAttributes(
                Attribute.of("mid", "0"),
                Attribute.of("sendrecv"),
                Attribute.of("rtcp-mux"),
                Attribute.of("ice-ufrag", ufrag),
                Attribute.of("ice-pwd", browser.ice.password()),
                Attribute.of("fingerprint", own.algorithm() + ' ' + own.value()),
                Attribute.of("setup", setup.write()))
            .withCodecs(listed);
    return SessionDescription.of(Origin.of(3, "127.0.0.1"), List.of(audio))
        .withAttribute(Attribute.of("group", "BUNDLE 0"));
  }

  /** Checks the engine's candidate with the credentials of its description. */
  void check(SessionDescription engine) throws Exception {
    MediaDescription audio = engine.media().get(0);
    IceCandidate candidate = audio.candidates().get(0);
    browser.check(
        new InetSocketAddress(InetAddress.getByName(candidate.address()), candidate.port()),
        engine.iceUfrag(audio).orElseThrow(),
        engine.icePwd(audio).orElseThrow(),
        true);
  }

  /** Checks and shakes hands in the role the engine left us. */
  void connect(SessionDescription engine) throws Exception {
    check(engine);
    MediaDescription audio = engine.media().get(0);
    var expected = engine.fingerprints(audio).get(0);
    boolean active = engine.setup(audio).orElseThrow() == Setup.ACTIVE;
    browser.startDtls(
        active ? DtlsRole.SERVER : DtlsRole.CLIENT,
        new Fingerprint(expected.algorithm(), expected.value()));
    browser.keys.get(20, TimeUnit.SECONDS);
  }

  void send(int payloadType, int mark) {
    byte[] payload = new byte[80];
    Arrays.fill(payload, (byte) mark);
    browser.sendRtp(payloadType, ssrc, sequence++, timestamp, payload);
    timestamp += SAMPLES;
  }

  void sendDigit(int payloadType, int event) {
    for (int i = 1; i <= 6; i++) {
      int duration = SAMPLES * Math.min(i, 3);
      int end = i > 3 ? 0x80 : 0;
      byte[] payload = {(byte) event, (byte) (end | 10), (byte) (duration >> 8), (byte) duration};
      browser.sendRtp(payloadType, ssrc, sequence++, timestamp, payload);
    }
    timestamp += SAMPLES * 3;
  }

  /** The next packet whose payload starts with this mark, others passed over. */
  byte[] receiveMark(int mark) throws InterruptedException {
    byte[] packet = browser.receiveRtp();
    while ((packet[Rtp.HEADER] & 255) != mark) {
      packet = browser.receiveRtp();
    }
    return packet;
  }

  boolean hearsNothing(int millis) throws InterruptedException {
    return browser.rtp.poll(millis, TimeUnit.MILLISECONDS) == null;
  }

  @Override
  public void close() {
    browser.close();
  }
}
