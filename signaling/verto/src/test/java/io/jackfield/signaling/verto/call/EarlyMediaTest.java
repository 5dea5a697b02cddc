package io.jackfield.signaling.verto.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.sim.SimParty;
import io.jackfield.gateway.sim.SimWorld;
import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code verto.media}, as the real server does: the answer after it has no description. */
class EarlyMediaTest {

  private static final Description PHONE = Description.of(SimWorld.SDP, SdpKind.RTP);

  private final VertoWorld world = new VertoWorld();
  private final SimParty phone = new SimParty();
  private final FakeSocket ana = world.login("1000");

  EarlyMediaTest() {
    Destination destination =
        new Destination("sip", "4711", SdpKind.RTP, false, Duration.ZERO, Optional.empty(), phone);
    world.service.addResolver(
        "sip",
        (callee, connection) ->
            CompletableFuture.completedFuture(new Resolution(List.of(destination), true)));
    ana.invite("c1", "sip:4711");
  }

  private void says(Signal signal) {
    world.service.calls().signal(new CallId("c1"), phone.leg().orElseThrow(), signal);
    world.time.settle();
  }

  @Test
  void anAnnouncementIsHeardAndTheAnswerKeepsIt() {
    says(new Signal.EarlyMedia(PHONE, PartyInfo.UNKNOWN));
    assertTrue(ana.one("verto.media").get("sdp").toString().startsWith("v=0"));
    assertEquals(List.of(), ana.all("verto.answer"));
    says(new Signal.Accepted(Optional.of(PHONE), PartyInfo.UNKNOWN, Optional.empty()));
    assertFalse(ana.one("verto.answer").containsKey("sdp"));
    assertEquals(Map.of("callID", "c1"), ana.one("verto.answer"));
  }

  @Test
  void thatThePhoneRingsIsShownOnceAndChangesNothing() {
    PartyInfo desk = new PartyInfo(Optional.of("Desk"), Optional.of("4711"), Map.of());
    says(new Signal.Ringing(desk));
    says(new Signal.Ringing(desk));
    Map<String, Object> shown = ana.one("verto.display");
    assertEquals("ringing", shown.get("callState"));
    assertEquals("Desk", shown.get("display_name"));
    says(new Signal.Accepted(Optional.of(PHONE), PartyInfo.UNKNOWN, Optional.empty()));
    assertFalse(ana.all("verto.display").get(1).containsKey("callState"));
  }

  @Test
  void anAnnouncementMayEndInARefusal() {
    says(new Signal.EarlyMedia(PHONE, PartyInfo.UNKNOWN));
    says(new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
    assertEquals("USER_BUSY", ana.one("verto.bye").get("cause"));
    assertEquals(List.of(), ana.all("verto.answer"));
  }
}
