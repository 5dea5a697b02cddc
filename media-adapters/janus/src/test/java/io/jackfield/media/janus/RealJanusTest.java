package io.jackfield.media.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.EmbeddedEngine;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real Janus for the tests of a class, browsers for it, and calls through it. */
abstract class RealJanusTest {
  static final Codec PCMU = Codec.of(0, "PCMU", 8000);
  static final Codec EVENTS = Codec.of(101, "telephone-event", 8000).withFmtp("0-15");

  static RealJanus janus;
  static JanusEngine engine;
  static EmbeddedEngine browsers;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(RealJanus.program().isPresent(), "janus is not installed");
    assumeTrue(
        RealJanus.address().isPresent(), "janus gathers no candidates on loopback, all there is");
    janus = RealJanus.start();
    engine = JanusEngine.open("media", janus.settings());
    get(engine.connected());
    browsers =
        EmbeddedEngine.open(
            EmbeddedEngine.Config.on(RealJanus.address().orElseThrow()).withPorts(0, 29900, 29999));
  }

  @AfterAll
  static void stop() throws Exception {
    if (engine != null) {
      assertEquals(0, engine.load());
      engine.close();
      get(engine.ended());
      assertEquals(0, janus.sessions());
      browsers.close();
      janus.close();
      engine = null;
    }
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return Browser.get(stage);
  }

  static MediaLeg leg(String name) {
    return engine.open(new SessionId(name), new LegEvents());
  }

  static MediaUpdate muted(boolean audio) {
    return new MediaUpdate(
        Optional.of(audio), Optional.empty(), Optional.empty(), Optional.of(128));
  }

  /** Two legs that are joined, and what was heard of them. */
  record Call(MediaLeg caller, MediaLeg far, LegEvents callerEvents, LegEvents farEvents) {

    static Call open(String name) {
      LegEvents callerEvents = new LegEvents();
      LegEvents farEvents = new LegEvents();
      return new Call(
          engine.open(new SessionId(name), callerEvents),
          engine.open(new SessionId(name + "/far"), farEvents),
          callerEvents,
          farEvents);
    }

    /** The far side's offer. */
    SessionDescription offer(String name, SessionDescription offer, SdpKind kind) throws Exception {
      get(caller.setOffer(offer));
      return get(far.createOffer(new LegType.Park(), kind, Optional.of(new SessionId(name))));
    }

    /** The caller's answer. */
    SessionDescription join(String name, SessionDescription offer, SessionDescription farAnswer)
        throws Exception {
      SessionId farId = new SessionId(name + "/far");
      get(far.setAnswer(farAnswer));
      SessionDescription answer =
          get(caller.createAnswer(new LegType.Bridge(farId), offer, Optional.of(farId)));
      get(far.setType(new LegType.Bridge(new SessionId(name))));
      return answer;
    }

    static Call webToPlain(String name, Browser ana, RtpClient bo) throws Exception {
      Call call = open(name);
      SessionDescription offer = ana.offer();
      SessionDescription theirs = call.offer(name, offer, SdpKind.RTP);
      ana.setAnswer(call.join(name, offer, bo.answer(theirs)));
      ana.awaitUp();
      return call;
    }

    static Call plainToWeb(String name, RtpClient ana, Browser bo) throws Exception {
      Call call = open(name);
      SessionDescription offer = ana.offer();
      SessionDescription theirs = call.offer(name, offer, SdpKind.WEBRTC);
      ana.learn(call.join(name, offer, bo.answer(theirs)));
      bo.awaitUp();
      return call;
    }

    static Call webToWeb(String name, Browser ana, Browser bo) throws Exception {
      Call call = open(name);
      SessionDescription offer = ana.offer();
      SessionDescription theirs = call.offer(name, offer, SdpKind.WEBRTC);
      ana.setAnswer(call.join(name, offer, bo.answer(theirs)));
      ana.awaitUp();
      bo.awaitUp();
      return call;
    }

    void close() throws Exception {
      get(caller.close());
      get(far.close());
    }
  }
}
