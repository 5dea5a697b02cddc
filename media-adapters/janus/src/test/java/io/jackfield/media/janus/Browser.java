package io.jackfield.media.janus;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.EmbeddedEngine;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A WebRTC client that sends and hears marked packets: a phone joined to a WebRTC leg of the
 * embedded engine.
 */
final class Browser implements AutoCloseable {
  private static final Codec PCMU = Codec.of(0, "PCMU", 8000);
  private static final int SILENCE_MILLIS = 400;

  private final RtpClient phone;
  private final SessionId phoneId;
  private final MediaLeg phoneLeg;
  private final MediaLeg web;
  private final LegEvents events = new LegEvents();

  Browser(EmbeddedEngine engine, String name) throws Exception {
    this(engine, name, new Codec[0]);
  }

  /** A browser that knows more than sound. */
  Browser(EmbeddedEngine engine, String name, Codec... more) throws Exception {
    phone = new RtpClient(Stream.concat(Stream.of(PCMU), Stream.of(more)).toArray(Codec[]::new));
    phoneId = new SessionId(name + "-phone");
    phoneLeg = engine.open(phoneId, new LegEvents());
    phone.learn(get(phoneLeg.createAnswer(new LegType.Park(), phone.offer(), Optional.empty())));
    web = engine.open(new SessionId(name + "-web"), events);
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  SessionDescription offer() throws Exception {
    return get(web.createOffer(new LegType.Bridge(phoneId), SdpKind.WEBRTC, Optional.of(phoneId)));
  }

  void setAnswer(SessionDescription answer) throws Exception {
    get(web.setAnswer(answer));
  }

  SessionDescription answer(SessionDescription offer) throws Exception {
    return get(web.createAnswer(new LegType.Bridge(phoneId), offer, Optional.of(phoneId)));
  }

  /** Offers again, with new ICE credentials; {@link #setAnswer} follows. */
  SessionDescription reoffer() throws Exception {
    return get(web.reoffer());
  }

  /** The next digit it hears. */
  char digit() throws Exception {
    return events.digit();
  }

  /** Sends digits as packets. */
  void sendDigits(String digits) throws Exception {
    get(web.sendDtmf(digits));
  }

  /** Waits for ICE and DTLS. */
  void awaitUp() throws Exception {
    events.awaitStatus("webrtc up");
  }

  void send(int mark) throws IOException {
    phone.send(0, mark);
  }

  /** Waits for a packet with this mark. */
  void hears(int mark) throws IOException {
    phone.receiveMark(mark);
  }

  /** Whether nothing with this mark comes within a moment. */
  boolean hearsNo(int mark) throws IOException {
    Optional<RtpClient.Packet> packet = phone.receive(SILENCE_MILLIS);
    while (packet.isPresent()) {
      if (packet.get().mark() == mark) {
        return false;
      }
      packet = phone.receive(SILENCE_MILLIS);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    CompletableFuture.allOf(
            web.close().toCompletableFuture(), phoneLeg.close().toCompletableFuture())
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
    phone.close();
  }
}
