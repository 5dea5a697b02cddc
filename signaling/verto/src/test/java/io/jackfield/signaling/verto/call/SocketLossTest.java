package io.jackfield.signaling.verto.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.List;
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
    bo.ok("verto.bye", FakeSocket.about(id, java.util.Map.of()));
    assertEquals(1, world.server.statistics().clients());
    assertEquals(0, world.server.statistics().calls());
  }
}
