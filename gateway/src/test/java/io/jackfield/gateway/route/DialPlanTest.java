package io.jackfield.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.PartyInfo;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The prefixes of media-call.md, sip.md and verto.md. */
class DialPlanTest {

  private final DialPlan plan = new DialPlan(Map.of("9196", new LegType.Echo()));

  @ParameterizedTest
  @CsvSource({
    "1001, 1001, all, , ",
    "sipho, sipho, all, , ",
    "sip-desk, sip-desk, all, , ",
    "verto-desk, verto-desk, all, , ",
    "janus-desk, janus-desk, all, , ",
    "p2p:ann, ann, user, p2p, ",
    "p2p-ann, ann, user, p2p, ",
    "fs:ann, ann, all, freeswitch, ",
    "fs-ann, ann, all, freeswitch, ",
    "kms:ann, ann, all, kurento, ",
    "kms-ann, ann, all, kurento, ",
    "janus:ann, ann, all, janus, ",
    "embedded:ann, ann, all, embedded, ",
    "verto:ann, ann, verto, , ",
    "sip:ann, ann, sip, , RTP",
    "sip:ann@example.org, sip:ann@example.org, sip, , RTP",
    "sips:ann@example.org, sips:ann@example.org, sip, , RTP",
    "p2p-, p2p-, all, , ",
  })
  void aPrefixSaysWhatKindOfCallItIs(
      String dialled, String callee, String type, String backend, SdpKind kind) {
    assertEquals(
        new Route.Invite(callee, type, Optional.ofNullable(backend), Optional.ofNullable(kind)),
        plan.route(call(dialled)));
  }

  @ParameterizedTest
  @CsvSource({"9196"})
  void aNumberOfAnApplicationStartsIt(String number) {
    assertEquals(new Route.Application(new LegType.Echo()), plan.route(call(number)));
  }

  private static PlaceCall call(String callee) {
    return PlaceCall.of(
        "sip", callee, Optional.empty(), SdpKind.RTP, PartyInfo.UNKNOWN, Optional.empty());
  }
}
