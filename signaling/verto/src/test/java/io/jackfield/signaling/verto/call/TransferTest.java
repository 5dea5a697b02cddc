package io.jackfield.signaling.verto.call;

import static io.jackfield.signaling.verto.testing.FakeSocket.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code verto.modify} with {@code transfer} and {@code replace}. */
class TransferTest {

  private final VertoWorld world = new VertoWorld();
  private final FakeSocket ana = world.login("1000");
  private final FakeSocket bo = world.login("1001");
  private final FakeSocket cy = world.login("1002");

  private static Map<String, Object> last(List<Map<String, Object>> all) {
    return all.get(all.size() - 1);
  }

  @Test
  void theOtherSideTalksWithSomebodyElse() {
    ana.invite("c1", "1001");
    bo.answer();
    Map<String, Object> result =
        ana.ok("verto.modify", about("c1", Map.of("action", "transfer", "destination", "1002")));
    assertEquals("CALL TRANSFERRED", result.get("message"));
    assertEquals("1001", cy.one("verto.invite").get("caller_id_number"));
    cy.answer();
    assertEquals("NORMAL_CLEARING", ana.one("verto.bye").get("cause"));
    assertEquals("1002", last(bo.all("verto.display")).get("display_number"));
    assertEquals(List.of(), bo.all("verto.bye"));
    bo.ok("verto.bye", about(last(bo.all("verto.invite")).get("callID"), Map.of()));
    assertEquals(1, cy.all("verto.bye").size());
    assertEquals("done", world.records.get(0).transfers().get(0).outcome());
  }

  @Test
  void nobodyThereAndTheCallIsAsItWas() {
    ana.invite("c1", "1001");
    bo.answer();
    ana.ok("verto.modify", about("c1", Map.of("action", "transfer", "destination", "4711")));
    assertEquals("failed", last(ana.all("verto.display")).get("transferState"));
    assertEquals("UNALLOCATED_NUMBER", last(ana.all("verto.display")).get("cause"));
    assertEquals(List.of(), ana.all("verto.bye"));
    assertEquals(List.of(), bo.all("verto.bye"));
  }

  @Test
  void twoCallsOfAClientBecomeOne() {
    ana.invite("c1", "1001");
    bo.answer();
    ana.invite("c2", "1002");
    String cyCall = cy.answer();
    ana.ok("verto.modify", about("c1", Map.of("action", "replace", "replaceCallID", "c2")));
    assertEquals(2, ana.all("verto.bye").size());
    assertEquals(List.of(), cy.all("verto.bye"));
    assertEquals(List.of(), bo.all("verto.bye"));
    cy.ok("verto.modify", about(cyCall, Map.of("action", "hold")));
    assertEquals("held", last(bo.all("verto.display")).get("remoteHoldState"));
    cy.ok("verto.bye", about(cyCall, Map.of()));
    assertEquals(1, bo.all("verto.bye").size());
    assertEquals(2, world.records.size());
  }

  @Test
  void whatNamesNobodyIsRefused() {
    ana.invite("c1", "1001");
    bo.answer();
    for (Map<String, Object> params :
        List.<Map<String, Object>>of(
            Map.of("action", "transfer"),
            Map.of("action", "replace"),
            Map.of("action", "replace", "replaceCallID", "none"))) {
      ana.refused(-32002, "verto.modify", about("c1", params));
    }
    ana.invite("echo", VertoWorld.ECHO);
    Map<String, Object> alone = Map.of("action", "transfer", "destination", "1002");
    assertEquals(
        "CALL TRANSFER FAILED",
        ana.refused(-32002, "verto.modify", about("echo", alone)).get("message"));
    assertTrue(cy.all("verto.invite").isEmpty());
  }
}
