package io.jackfield.signaling.api.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import io.jackfield.gateway.sim.SimWorld;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** sip-pbx.md, "early media": an API caller hears it by {@code early_answer}. */
class EarlyAnswerTest {

  private static final Description PHONE = Description.of(SimWorld.SDP, SdpKind.RTP);

  private final ApiWorld world = new ApiWorld();
  private final FakeClient ana = world.login("ana");
  private final SimParty phone = new SimParty();

  @Test
  void theCallerAloneGetsItAndTheSameAgainAsAnswer() {
    Destination destination =
        new Destination("sip", "4711", SdpKind.RTP, false, Duration.ZERO, Optional.empty(), phone);
    world.service.addResolver(
        "sip",
        (callee, connection) ->
            CompletableFuture.completedFuture(new Resolution(List.of(destination), true)));
    String call =
        (String)
            ana.ok(
                    "media/call/create",
                    Map.of(
                        "callee",
                        "4711",
                        "type",
                        "sip",
                        "offer",
                        ApiWorld.OFFER,
                        "backend",
                        "fake"))
                .get("call_id");
    says(call, new Signal.EarlyMedia(PHONE, PartyInfo.UNKNOWN));
    Map<?, ?> early = ana.body("media/call/early_answer");
    assertTrue(((Map<?, ?>) early.get("answer")).get("sdp").toString().startsWith("v=0"));
    assertFalse(ana.events().contains("media/call/accepted"));
    says(call, new Signal.Accepted(Optional.of(PHONE), PartyInfo.UNKNOWN, Optional.empty()));
    assertEquals(early.get("answer"), ana.body("media/call/answer").get("answer"));
  }

  private void says(String call, Signal signal) {
    world.service.calls().signal(new CallId(call), phone.leg().orElseThrow(), signal);
    world.time.settle();
  }
}
