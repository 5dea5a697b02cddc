package io.jackfield.signaling.verto.call;

import static io.jackfield.signaling.verto.testing.FakeSocket.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of calls when their socket goes (sip-pbx.md, "socket loss"). */
class SocketLossTest {

  private final VertoWorld world = new VertoWorld();

  @Test
  void aCallThatIsNotUpEndsWithItsSocket() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    ana.leave();
    assertEquals("NORMAL_CLEARING", cause(bo.one("verto.bye").get("cause")));
    assertEquals(0, world.service.counts().calls());
    FakeSocket again = world.login("1000");
    again.invite("c2", "1001");
    bo.leave();
    assertEquals("NORMAL_CLEARING", again.one("verto.bye").get("cause"));
    assertEquals(0, world.server.statistics().calls());
  }

  /** The callee hears that the caller has cancelled. */
  private static Object cause(Object told) {
    return "ORIGINATOR_CANCEL".equals(told) ? "NORMAL_CLEARING" : told;
  }

  @Test
  void aCallThatIsUpIsKeptForAWhile() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    bo.answer();
    ana.leave();
    world.time.advance(Duration.ofSeconds(59));
    assertEquals(1, world.service.counts().calls());
    assertEquals(List.of(), bo.all("verto.bye"));
    world.time.advance(Duration.ofSeconds(2));
    assertEquals("NORMAL_CLEARING", bo.one("verto.bye").get("cause"));
    assertEquals("caller_stopped", world.records.get(0).failure().name());
    assertEquals(1, world.server.statistics().clients());
  }

  @Test
  void aKeptCallThatEndsLeavesNothing() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    String id = bo.answer();
    ana.leave();
    bo.ok("verto.bye", about(id, Map.of()));
    assertEquals(1, world.server.statistics().clients());
    assertEquals(0, world.server.statistics().calls());
  }

  private FakeSocket talking(FakeSocket bo) {
    FakeSocket ana = world.login("1000", "s");
    ana.invite("c1", "1001");
    bo.answer();
    return ana;
  }

  @Test
  void whoComesBackIsOfferedItsCallAndTalksOn() {
    FakeSocket bo = world.login("1001");
    talking(bo).leave();
    world.time.advance(Duration.ofSeconds(20));
    FakeSocket back = world.login("1000", "s");
    assertEquals(List.of("verto.attach", "verto.clientReady"), back.methods());
    Map<String, Object> attach = back.one("verto.attach");
    assertEquals("c1", attach.get("callID"));
    assertTrue(attach.get("sdp").toString().startsWith("v=0"));
    assertEquals("Ana", attach.get("caller_id_name"));
    assertEquals("inbound", attach.get("display_direction"));
    assertEquals(List.of("c1"), back.one("verto.clientReady").get("reattached_sessions"));
    assertEquals(
        Map.of("sessid", "s"), back.ok("verto.attach", about("c1", Map.of("sdp", VertoWorld.SDP))));
    assertTrue(world.engine.log().stream().anyMatch(line -> line.startsWith("reoffer ")));
    // An offer is answered once.
    back.refused(-32002, "verto.attach", about("c1", Map.of("sdp", VertoWorld.SDP)));
    world.time.advance(Duration.ofMinutes(3));
    assertEquals(1, world.service.counts().calls());
    assertEquals(List.of(), bo.all("verto.bye"));
    back.ok("verto.bye", about("c1", Map.of()));
    assertEquals("NORMAL_CLEARING", bo.one("verto.bye").get("cause"));
    assertEquals(0, world.service.counts().calls());
  }

  @Test
  void aSecondSocketTakesTheCallsOfTheFirst() {
    FakeSocket bo = world.login("1001");
    FakeSocket first = talking(bo);
    FakeSocket second = world.login("1000", "s");
    assertEquals(1, first.all("verto.punt").size());
    assertEquals("c1", second.one("verto.attach").get("callID"));
    bo.ok("verto.bye", about(bo.one("verto.invite").get("callID"), Map.of()));
    assertEquals("c1", second.one("verto.bye").get("callID"));
    assertEquals(List.of(), first.all("verto.bye"));
  }

  @Test
  void anAnswerThatIsNoneEndsTheCall() {
    FakeSocket bo = world.login("1001");
    talking(bo).leave();
    FakeSocket back = world.login("1000", "s");
    back.ok("verto.attach", about("c1", Map.of("sdp", "v=0")));
    assertEquals("INCOMPATIBLE_DESTINATION", back.one("verto.bye").get("cause"));
    assertEquals(1, bo.all("verto.bye").size());
    assertEquals(0, world.service.counts().calls());
  }

  @Test
  void attachWithoutAnOfferOrAnAnswerIsRefused() {
    FakeSocket bo = world.login("1001");
    FakeSocket ana = talking(bo);
    ana.refused(-32002, "verto.attach", about("c1", Map.of("sdp", VertoWorld.SDP)));
    ana.refused(-32002, "verto.attach", about("c1", Map.of()));
    assertEquals(List.of(), ana.all("verto.bye"));
  }

  @Test
  void anEngineThatIsSilentDoesNotKeepTheClientWaiting() {
    FakeSocket bo = world.login("1001");
    talking(bo).leave();
    world.engine.manners(new FakeEngine.Manners(0, 0, 1, 0));
    FakeSocket back = world.login("1000", "s");
    assertEquals(List.of(), back.methods());
    world.time.advance(Duration.ofSeconds(6));
    assertEquals(List.of(), back.one("verto.clientReady").get("reattached_sessions"));
  }
}
