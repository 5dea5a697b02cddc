package io.jackfield.media.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaEngineContractTest;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.EmbeddedEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, on a real Janus. */
class JanusContractTest extends MediaEngineContractTest {
  private static RealJanus janus;
  private static EmbeddedEngine browsers;

  private final List<MediaLeg> publishing = new ArrayList<>();
  private boolean gone;

  @BeforeAll
  static void startBrowsers() throws Exception {
    assumeTrue(RealJanus.program().isPresent(), "janus is not installed");
    assumeTrue(
        RealJanus.address().isPresent(), "janus gathers no candidates on loopback, all there is");
    browsers =
        EmbeddedEngine.open(
            EmbeddedEngine.Config.on(RealJanus.address().orElseThrow()).withPorts(0, 29800, 29899));
  }

  @AfterAll
  static void stopAll() throws Exception {
    if (browsers != null) {
      browsers.close();
    }
    if (janus != null) {
      janus.close();
    }
    janus = null;
  }

  @Override
  protected MediaEngine start() throws Exception {
    if (janus == null) {
      janus = RealJanus.start();
    }
    JanusEngine engine = JanusEngine.open("test", janus.settings());
    engine.connected().toCompletableFuture().get(10, TimeUnit.SECONDS);
    return engine;
  }

  @Override
  protected void stop(MediaEngine running) throws Exception {
    for (MediaLeg leg : publishing) {
      get(leg.close());
    }
    ((JanusEngine) running).close();
    ((JanusEngine) running).ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Override
  protected Optional<Reason> vanish() throws Exception {
    gone = true;
    janus.close();
    janus = null;
    return Optional.of(Reason.JANUS_SESSION_DOWN);
  }

  /** The gateway's own session for rooms may be there; it ends with the connection. */
  @Override
  protected void assertNothingLeft() throws Exception {
    if (!gone) {
      int own = ((JanusEngine) started()).hasControl() ? 1 : 0;
      assertEquals(own, janus.sessions(), "sessions left on Janus");
    }
  }

  /** Janus knows a publisher when its media flows, so there is a client here that connects. */
  @Override
  protected SessionId publisher(RoomId room, SdpKind kind) throws Exception {
    SessionId id = newId();
    LegEvents events = new LegEvents();
    MediaLeg leg = engine().open(id, events);
    MediaLeg browser = browsers.open(new SessionId("browser-" + id), new LegEvents());
    publishing.add(browser);
    SessionDescription offer =
        get(browser.createOffer(new LegType.Park(), SdpKind.WEBRTC, Optional.empty()));
    get(
        browser.setAnswer(
            get(leg.createAnswer(new LegType.Publish(room), offer, Optional.empty()))));
    events.awaitStatus("webrtc up");
    return id;
  }
}
