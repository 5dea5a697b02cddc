package io.jackfield.gateway.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.Capabilities;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which engine a call gets, where the first of two stands between some kinds of legs alone. */
class EngineChooserTest {
  private static final Optional<SdpKind> RTP = Optional.of(SdpKind.RTP);
  private static final Optional<SdpKind> WEBRTC = Optional.of(SdpKind.WEBRTC);

  private final FakeEngine janus =
      engine()
          .joining(
              "janus",
              Set.of(
                  new Capabilities.Join(SdpKind.WEBRTC, SdpKind.WEBRTC),
                  new Capabilities.Join(SdpKind.WEBRTC, SdpKind.RTP),
                  new Capabilities.Join(SdpKind.RTP, SdpKind.WEBRTC)));

  private final FakeEngine embedded = engine();
  private final EngineChooser chooser =
      new EngineChooser(
          List.of(janus, embedded), session -> Optional.empty(), room -> Optional.empty());

  private static FakeEngine engine() {
    Random random = new Random(1);
    return new FakeEngine(new SimTime(random, 1), random, FakeEngine.Manners.GOOD, true);
  }

  private String of(Optional<SdpKind> caller, Optional<SdpKind> far) {
    return of(Optional.empty(), caller, far, Optional.empty());
  }

  private String of(
      Optional<String> backend,
      Optional<SdpKind> caller,
      Optional<SdpKind> far,
      Optional<LegType> application) {
    return chooser
        .firstReady(new EngineChooser.CallWish(backend, caller, far, application))
        .map(FakeEngine.class::cast)
        .map(FakeEngine::backend)
        .orElse("none");
  }

  @Test
  void theFirstThatCarriesTheCallWhateverCalleeComes() {
    assertEquals("janus", of(WEBRTC, Optional.empty()));
    assertEquals("janus", of(RTP, WEBRTC));
    assertEquals("fake", of(RTP, RTP));
    assertEquals("fake", of(RTP, Optional.empty()), "a phone may answer");
    assertEquals("fake", of(Optional.empty(), RTP), "a caller that wants to be offered something");
  }

  @Test
  void aNamedBackendIsTakenEvenWhereItMayNotFit() {
    assertEquals("janus", of(Optional.of("janus"), RTP, Optional.empty(), Optional.empty()));
    assertEquals("none", of(Optional.of("kurento"), RTP, Optional.empty(), Optional.empty()));
  }

  @Test
  void anApplicationGoesWhereItsTypeIs() {
    assertEquals(
        "fake", of(Optional.empty(), RTP, Optional.empty(), Optional.of(new LegType.Park())));
    assertEquals(
        "janus", of(Optional.empty(), WEBRTC, Optional.empty(), Optional.of(new LegType.Echo())));
  }

  @Test
  void ofTheEnginesOfABackendTheLeastLoadedReadyOneIsTaken() {
    FakeEngine busy = webJanus();
    FakeEngine free = webJanus();
    EngineChooser both =
        new EngineChooser(
            List.of(busy, free, embedded), session -> Optional.empty(), room -> Optional.empty());
    EngineChooser.CallWish call =
        new EngineChooser.CallWish(Optional.empty(), WEBRTC, WEBRTC, Optional.empty());
    assertSame(busy, both.firstReady(call).orElseThrow(), "in their order while they are alike");
    busy.open(new SessionId("one"), new LegEvents());
    assertSame(free, both.firstReady(call).orElseThrow());
    free.vanish(Failure.of(Reason.JANUS_SESSION_DOWN));
    assertSame(busy, both.firstReady(call).orElseThrow(), "before another backend");
  }

  private static FakeEngine webJanus() {
    return engine().joining("janus", Set.of(new Capabilities.Join(SdpKind.WEBRTC, SdpKind.WEBRTC)));
  }

  @Test
  void anEngineThatIsDownIsPassedOver() {
    janus.vanish(Failure.of(Reason.JANUS_SESSION_DOWN));
    assertEquals("fake", of(WEBRTC, Optional.empty()));
    embedded.vanish(Failure.of(Reason.SESSION_FAILED));
    assertEquals("none", of(WEBRTC, Optional.empty()));
  }
}
