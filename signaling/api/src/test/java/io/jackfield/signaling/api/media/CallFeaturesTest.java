package io.jackfield.signaling.api.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hold and digits of API parties: said for the own leg, told to all by events. */
class CallFeaturesTest {

  private final ApiWorld world = new ApiWorld();
  private final FakeClient ana = world.login("ana");
  private final FakeClient bo = world.login("bo");
  private final String call = place();

  private String place() {
    Map<String, Object> data =
        Map.of("callee", "bo", "type", "user", "offer", ApiWorld.OFFER, "backend", "fake");
    return (String) ana.ok("media/call/create", data).get("call_id");
  }

  private Map<String, Object> of(Object... more) {
    Map<String, Object> data = new HashMap<>(Map.of("call_id", call));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    return data;
  }

  private void accept() {
    bo.ok("media/call/accepted", of("answer", ApiWorld.OFFER));
  }

  @Test
  void aPartyHoldsAndTakesTheCallBackAndBothHear() {
    accept();
    ana.ok("media/call/hold", of());
    for (FakeClient each : List.of(ana, bo)) {
      assertEquals(Map.of("by", "caller"), each.body("media/call/hold"));
    }
    assertEquals(List.of("caller"), bo.ok("media/call/get_info", of()).get("held_by"));
    bo.ok("media/call/hold", of());
    assertEquals(List.of("callee", "caller"), bo.ok("media/call/get_info", of()).get("held_by"));
    bo.ok("media/call/unhold", of());
    ana.ok("media/call/unhold", of());
    assertFalse(bo.ok("media/call/get_info", of()).containsKey("held_by"));
    List<Object> unheld =
        bo.eventData().stream()
            .filter(e -> "unhold".equals(e.get("type")))
            .map(e -> e.get("body"))
            .toList();
    assertEquals(List.of(Map.of("by", "callee"), Map.of("by", "caller")), unheld);
  }

  @Test
  void digitsAreEventsOneByOneInOrder() {
    accept();
    bo.ok("media/call/send_dtmf", of("digits", "1a#"));
    List<String> digits =
        ana.heard.stream()
            .filter(m -> m.toString().contains("type=dtmf"))
            .map(m -> m.toString().replaceAll(".*digit=(.).*", "$1"))
            .toList();
    assertEquals(List.of("1", "A", "#"), digits);
  }

  @Test
  void whatCannotBeIsRefused() {
    ana.refused(Reason.INVALID_STATE, "media/call/hold", of());
    ana.refused(Reason.INVALID_STATE, "media/call/send_dtmf", of("digits", "1"));
    accept();
    ana.refused(Reason.SYNTAX_ERROR, "media/call/send_dtmf", of("digits", "x"));
    ana.refused(Reason.MISSING_FIELD, "media/call/send_dtmf", of());
    ana.refused(Reason.CALL_NOT_FOUND, "media/call/hold", Map.of("call_id", "none"));
    FakeClient admin = world.login("admin");
    admin.refused(Reason.UNKNOWN_PEER, "media/call/hold", of());
  }

  @Test
  void aPartyTransfersTheOtherSideAndLeaves() {
    FakeClient cy = world.login("admin");
    accept();
    ana.ok("media/call/transfer", of("callee", "admin"));
    bo.heard.clear();
    String invited = (String) cy.invite().get("call_id");
    assertEquals(call, invited);
    cy.ok("media/call/accepted", of("answer", ApiWorld.OFFER));
    assertEquals("Call transferred", ana.body("media/call/hangup").get("reason"));
    assertEquals("done", bo.body("media/call/transfer").get("state"));
    assertEquals("caller", bo.body("media/call/transfer").get("by"));
    ana.refused(Reason.UNKNOWN_PEER, "media/call/hold", of());
    cy.ok("media/call/hold", of());
    bo.ok("media/call/hangup", of());
    assertEquals(
        1, cy.requests("event").stream().filter(e -> e.toString().contains("type=hangup")).count());
  }

  @Test
  void twoCallsOfAClientBecomeOne() {
    FakeClient cy = world.login("admin");
    accept();
    Map<String, Object> data =
        Map.of("callee", "admin", "type", "user", "offer", ApiWorld.OFFER, "backend", "fake");
    String second = (String) ana.ok("media/call/create", data).get("call_id");
    cy.ok("media/call/accepted", Map.of("call_id", second, "answer", ApiWorld.OFFER));
    ana.ok("media/call/transfer", of("replace_call_id", second));
    assertEquals(Map.of("call_id", call), cy.body("media/call/moved"));
    cy.ok("media/call/send_dtmf", of("digits", "1"));
    assertEquals("1", bo.body("media/call/dtmf").get("digit"));
    cy.refused(Reason.CALL_NOT_FOUND, "media/call/hold", Map.of("call_id", second));
    bo.ok("media/call/hangup", of());
    assertEquals(0, world.service.counts().calls());
  }

  @Test
  void aTransferToNobodyIsRefusedOrFails() {
    accept();
    ana.refused(Reason.MISSING_FIELD, "media/call/transfer", of());
    ana.refused(Reason.UNKNOWN_PEER, "media/call/transfer", of("replace_call_id", "none"));
    ana.ok("media/call/transfer", of("callee", "nobody"));
    List<Object> states =
        ana.eventData().stream()
            .filter(e -> "transfer".equals(e.get("type")))
            .map(e -> ((Map<?, ?>) e.get("body")).get("state"))
            .map(Object.class::cast)
            .toList();
    assertEquals(List.of("started", "failed"), states);
    ana.ok("media/call/hold", of());
  }
}
