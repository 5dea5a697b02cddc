package io.jackfield.signaling.verto.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** verto.md, "Inbound calls": {@code caller} is the protocol's word plus name and number. */
class CallerShownTest {

  @Test
  void whoIsCalledIsToldNameAndNumberBesideTheProtocol() {
    VertoWorld world = new VertoWorld();
    SimParty phone = new SimParty();
    Destination destination =
        new Destination("sip", "4711", SdpKind.RTP, false, Duration.ZERO, Optional.empty(), phone);
    world.service.addResolver(
        "sip",
        (callee, connection) ->
            CompletableFuture.completedFuture(new Resolution(List.of(destination), true)));
    world.login("1000").invite("c1", "sip:4711");
    assertEquals(
        Map.of("info", "verto_native", "name", "Ana", "number", "1000"),
        phone.first(Signal.Invite.class).orElseThrow().caller().extra());
  }
}
