package io.jackfield.signaling.verto.call;

import static io.jackfield.signaling.verto.testing.FakeSocket.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.text.Receipt;
import io.jackfield.gateway.text.TextMessage;
import io.jackfield.signaling.verto.connection.CloseCodes;
import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of Verto clients (verto.md; recordings verto-incoming-*, verto-offerer, verto-errors). */
class CallFlowTest {

  private final VertoWorld world = new VertoWorld();

  @AfterEach
  void nothingIsLeft() {
    world
        .service
        .calls()
        .list(Optional.empty())
        .forEach(
            call ->
                world
                    .service
                    .calls()
                    .hangup(
                        call,
                        io.jackfield.gateway.failure.Failure.of(
                            io.jackfield.gateway.failure.Reason.API_HANGUP)));
    world.time.settle();
    assertEquals(0, world.server.statistics().calls());
    assertEquals(0, world.service.counts().calls());
    assertEquals(0, world.service.counts().sessions());
  }

  private static Map<String, Object> bye(FakeSocket socket) {
    return socket.one("verto.bye");
  }

  @Test
  void aCallToAnApplicationIsAnswered() {
    FakeSocket ana = world.login("1000");
    ana.invite("c1", VertoWorld.ECHO);
    Map<String, Object> answer = ana.one("verto.answer");
    assertEquals("c1", answer.get("callID"));
    assertTrue(answer.get("sdp").toString().startsWith("v=0"));
    Map<String, Object> display = ana.one("verto.display");
    assertEquals("9196", display.get("display_number"));
    assertEquals("inbound", display.get("display_direction"));
    assertEquals(
        Map.of(
            "callID", "c1",
            "message", "CALL ENDED",
            "causeCode", 16,
            "cause", "NORMAL_CLEARING",
            "sessid", "sess-1000"),
        ana.ok("verto.bye", about("c1", Map.of())));
    assertEquals(List.of(), ana.all("verto.bye"));
    CallRecord record = world.records.get(0);
    assertEquals("verto_bye", record.failure().name());
  }

  @Test
  void aVertoUserCallsAnother() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    Map<String, Object> invite = bo.one("verto.invite");
    assertFalse(invite.get("callID").equals("c1"));
    assertTrue(invite.get("sdp").toString().startsWith("v=0"));
    assertEquals("Ana", invite.get("caller_id_name"));
    assertEquals("1000", invite.get("caller_id_number"));
    assertEquals("Outbound Call", invite.get("callee_id_name"));
    assertEquals("sess-1001", invite.get("callee_id_number"));
    assertEquals("outbound", invite.get("display_direction"));
    assertEquals(List.of(), ana.all("verto.answer"));
    bo.answer();
    assertEquals("c1", ana.one("verto.answer").get("callID"));
    assertEquals("1001", ana.all("verto.display").get(1).get("display_number"));
    Map<String, Object> display = bo.one("verto.display");
    assertEquals("Ana", display.get("display_name"));
    assertEquals(invite.get("callID"), display.get("callID"));
    ana.ok("verto.bye", about("c1", Map.of()));
    assertEquals(
        Map.of("callID", invite.get("callID"), "causeCode", 16, "cause", "NORMAL_CLEARING"),
        bye(bo));
  }

  @ParameterizedTest
  @CsvSource({
    "17, USER_BUSY, 17, USER_BUSY",
    ", USER_BUSY, 17, USER_BUSY",
    "21, , 21, CALL_REJECTED",
    ", , 21, CALL_REJECTED",
    "01, PURGE, 1, UNALLOCATED_NUMBER",
  })
  void aRefusalKeepsItsCause(Integer code, String cause, int toldCode, String told) {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    Map<String, Object> why = new LinkedHashMap<>();
    if (code != null) {
      why.put("causeCode", code);
    }
    if (cause != null) {
      why.put("cause", cause);
    }
    Object id = bo.one("verto.invite").get("callID");
    assertEquals("CALL ENDED", bo.ok("verto.bye", about(id, why)).get("message"));
    assertEquals(toldCode, bye(ana).get("causeCode"));
    assertEquals(told, bye(ana).get("cause"));
    assertEquals(List.of(), bo.all("verto.bye"));
  }

  @Test
  void nobodyThereAndNobodyKnown() {
    FakeSocket ana = world.login("1000");
    ana.invite("c1", "1001");
    assertEquals("SUBSCRIBER_ABSENT", bye(ana).get("cause"));
    ana.frames.clear();
    ana.invite("c2", "nosuch");
    assertEquals("UNALLOCATED_NUMBER", bye(ana).get("cause"));
    ana.frames.clear();
    // The caller's own connection is not invited, so nobody is left.
    ana.invite("c3", "1000");
    assertEquals("SUBSCRIBER_ABSENT", bye(ana).get("cause"));
  }

  @Test
  void prefixesChooseVertoAlone() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "verto:1001");
    assertEquals(1, bo.all("verto.invite").size());
    ana.ok("verto.bye", about("c1", Map.of()));
    assertEquals("ORIGINATOR_CANCEL", bye(bo).get("cause"));
    assertEquals(487, bye(bo).get("causeCode"));
  }

  @Test
  void everyConnectionOfTheUserRingsAndTheFirstToAnswerWins() {
    FakeSocket ana = world.login("1000");
    FakeSocket desk = world.login("1001", "desk");
    FakeSocket sofa = world.login("1001", "sofa");
    ana.invite("c1", "1001");
    Object lost = sofa.one("verto.invite").get("callID");
    desk.answer();
    assertEquals(Map.of("callID", lost, "causeCode", 502, "cause", "LOSE_RACE"), bye(sofa));
    // Too late: it is told once more.
    sofa.ok("verto.answer", about(lost, Map.of("sdp", VertoWorld.SDP)));
    assertEquals(2, sofa.all("verto.bye").size());
    assertEquals(1, ana.all("verto.answer").size());
  }

  @Test
  void anAnswerThatCrossesTheCancelIsRefused() {
    FakeSocket ana = world.login("1000");
    FakeSocket desk = world.login("1001", "desk");
    FakeSocket sofa = world.login("1001", "sofa");
    ana.invite("c1", "1001");
    Object here = desk.one("verto.invite").get("callID");
    Object there = sofa.one("verto.invite").get("callID");
    desk.queue("verto.answer", about(here, Map.of("sdp", VertoWorld.SDP)));
    sofa.queue("verto.answer", about(there, Map.of("sdp", VertoWorld.SDP)));
    world.time.settle();
    assertEquals(1, desk.all("verto.bye").size() + sofa.all("verto.bye").size());
    assertEquals(1, desk.all("verto.display").size() + sofa.all("verto.display").size());
  }

  @Test
  void nobodyAnswersInTime() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    world.time.advance(Duration.ofSeconds(31));
    assertEquals("NO_ANSWER", bye(ana).get("cause"));
    assertEquals(Map.of("causeCode", 19, "cause", "NO_ANSWER"), cause(bye(bo)));
  }

  private static Map<String, Object> cause(Map<String, Object> bye) {
    return Map.of("causeCode", bye.get("causeCode"), "cause", bye.get("cause"));
  }

  @Test
  void aClientThatRefusesTheInviteRemovesItsBranch() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    bo.answers = request -> Optional.of(Map.of("error", Map.of("code", -32000)));
    ana.invite("c1", "1001");
    assertEquals("CALL_REJECTED", bye(ana).get("cause"));
  }

  @Test
  void anInviteThatIsNotAnsweredEndsTheSocketAndTheBranch() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    bo.answers = request -> Optional.empty();
    ana.invite("c1", "1001");
    world.time.advance(Duration.ofSeconds(16));
    assertEquals(Optional.of(CloseCodes.NO_ANSWER), bo.closeCode);
    assertEquals("NORMAL_CLEARING", bye(ana).get("cause"));
    assertEquals(1, world.server.statistics().unanswered());
  }

  @Test
  void aClientWithoutSessidIsNotHeldToAnswers() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.connect();
    bo.answers = request -> Optional.empty();
    bo.ok("login", Map.of("login", "1001", "passwd", VertoWorld.PASSWORD));
    ana.invite("c1", "1001");
    world.time.advance(Duration.ofSeconds(20));
    assertTrue(bo.isOpen());
    bo.answer();
    assertEquals(1, ana.all("verto.answer").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dialog data missing | | | ",
        "CallID missing | | 1001 | v=0",
        "SDP missing | c65 | 1001 | ",
        "destination_number missing | c65 | | v=0",
      })
  void anInviteThatLacksSomethingIsRefused(String detail, String id, String number, String sdp) {
    FakeSocket ana = world.login("1000");
    Map<String, Object> params = new LinkedHashMap<>();
    if (sdp != null) {
      params.put("sdp", sdp);
    }
    if (id != null || number != null) {
      Map<String, Object> dialog = new LinkedHashMap<>();
      dialog.put("callID", id == null ? "" : id);
      dialog.put("destination_number", number == null ? "" : number);
      params.put("dialogParams", dialog);
    }
    Map<String, Object> error = ana.refused(-32002, "verto.invite", params);
    assertEquals(detail.strip(), error.get("detail"));
    assertEquals("CALL ERROR", error.get("message"));
    assertEquals(95, error.get("causeCode"));
    assertEquals("INVALID_MSG_UNSPECIFIED", error.get("cause"));
  }

  @Test
  void aCallIdOfTheClientsOwnIsRefusedAndTheCallGoesOn() {
    FakeSocket ana = world.login("1000");
    ana.invite("c1", VertoWorld.ECHO);
    Map<String, Object> error =
        ana.refused(
            -32002,
            "verto.invite",
            Map.of(
                "sdp",
                VertoWorld.SDP,
                "dialogParams",
                Map.of("callID", "c1", "destination_number", "9196")));
    assertEquals(27, error.get("causeCode"));
    assertEquals("DESTINATION_OUT_OF_ORDER", error.get("cause"));
    assertEquals(List.of(), ana.all("verto.bye"));
  }

  @Test
  void aCallIdOfSomebodyElseIsRefusedWithABye() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", VertoWorld.ECHO);
    bo.invite("c1", VertoWorld.ECHO);
    assertEquals(Map.of("callID", "c1", "causeCode", 21, "cause", "CALL_REJECTED"), bye(bo));
    assertEquals(List.of(), ana.all("verto.bye"));
  }

  @Test
  void anOfferThatIsNoneEndsTheCall() {
    FakeSocket ana = world.login("1000");
    ana.ok(
        "verto.invite",
        Map.of("sdp", "v=0", "dialogParams", Map.of("callID", "c1", "destination_number", "9196")));
    assertEquals("INCOMPATIBLE_DESTINATION", bye(ana).get("cause"));
  }

  @Test
  void aByeForNoCallIsFine() {
    FakeSocket ana = world.login("1000");
    assertEquals("nosuch", ana.ok("verto.bye", about("nosuch", Map.of())).get("callID"));
    assertEquals(
        Map.of("sessid", "sess-1000"), ana.ok("verto.info", about("nosuch", Map.of("dtmf", "1"))));
    assertEquals(
        "CALL DOES NOT EXIST",
        ana.refused(-32002, "verto.attach", about("nosuch", Map.of("sdp", "v=0"))).get("message"));
  }

  @Test
  void theCallIdMayBeSpelledCallID() {
    FakeSocket ana = world.login("1000");
    ana.invite("c1", VertoWorld.ECHO);
    ana.ok("verto.bye", Map.of("dialogParams", Map.of("CallID", "c1")));
    assertEquals(0, world.server.statistics().calls());
  }

  @Test
  void digitsReachTheOtherSideOneByOne() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    bo.answer();
    assertEquals("SENT", ana.ok("verto.info", about("c1", Map.of("dtmf", "1#w"))).get("message"));
    List<Object> heard = bo.all("verto.info").stream().map(info -> info.get("dtmf")).toList();
    assertEquals(List.of("1", "#"), heard);
  }

  @Test
  void holdIsShownToTheOtherSide() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    ana.invite("c1", "1001");
    String id = bo.answer();
    int displays = bo.all("verto.display").size();
    ana.ok("verto.modify", about("c1", Map.of("action", "hold")));
    ana.ok("verto.modify", about("c1", Map.of("action", "hold")));
    ana.ok("verto.modify", about("c1", Map.of("action", "toggleHold")));
    List<Map<String, Object>> all = bo.all("verto.display");
    assertEquals(displays + 2, all.size());
    assertEquals("held", all.get(displays).get("remoteHoldState"));
    assertEquals("active", all.get(displays + 1).get("remoteHoldState"));
    assertEquals(id, all.get(displays).get("callID"));
    assertFalse(all.get(displays - 1).containsKey("remoteHoldState"));
    long mutes = world.engine.log().stream().filter(l -> l.startsWith("update:muted")).count();
    assertEquals(2, mutes, world.engine.log().toString());
  }

  @Test
  void holdIsKeptAndReported() {
    FakeSocket ana = world.login("1000");
    ana.invite("c1", VertoWorld.ECHO);
    for (String[] step :
        new String[][] {
          {"hold", "held"},
          {"unhold", "active"},
          {"toggleHold", "held"},
          {"toggleHold", "active"},
          {"videoRefresh", "active"}
        }) {
      Map<String, Object> result = ana.ok("verto.modify", about("c1", Map.of("action", step[0])));
      assertEquals(
          Map.of("callID", "c1", "action", step[0], "holdState", step[1], "sessid", "sess-1000"),
          result);
    }
  }

  @Test
  void modifyRefusesWhatItDoesNotKnow() {
    FakeSocket ana = world.login("1000");
    assertEquals(
        "CALL DOES NOT EXIST",
        ana.refused(-32002, "verto.modify", about("no", Map.of("action", "hold"))).get("message"));
    assertEquals(
        "action missing",
        ana.refused(-32002, "verto.modify", about("no", Map.of())).get("message"));
    ana.invite("c1", VertoWorld.ECHO);
    ana.refused(-32002, "verto.modify", about("c1", Map.of("action", "nosuch")));
    ana.refused(-32002, "verto.modify", about("c1", Map.of("action", "updateMedia")));
  }

  @Test
  void newMediaIsAnsweredInTheResult() {
    FakeSocket ana = world.login("1000");
    ana.invite("c1", VertoWorld.ECHO);
    Map<String, Object> result =
        ana.ok("verto.modify", about("c1", Map.of("action", "updateMedia", "sdp", VertoWorld.SDP)));
    assertTrue(result.get("sdp").toString().startsWith("v=0"));
    assertEquals("active", result.get("holdState"));
    ana.refused(-32002, "verto.modify", about("c1", Map.of("action", "updateMedia", "sdp", "v=0")));
    assertEquals(List.of(), ana.all("verto.bye"));
  }

  @Test
  void messagesGoToTheSocketsOfAUser() {
    FakeSocket ana = world.login("1000");
    FakeSocket bo = world.login("1001");
    Map<String, Object> message =
        Map.of("to", "1001@fs.example", "from", "somebody", "body", "Hello");
    assertEquals("SENT", ana.ok("verto.info", Map.of("msg", message)).get("message"));
    assertEquals(
        Map.of("from", "1000", "to", "1001", "body", "Hello"), bo.one("verto.info").get("msg"));
    assertNull(
        ana.ok("verto.info", Map.of("msg", Map.of("to", "1002", "body", "Hello"))).get("message"));
    ana.refused(-32002, "verto.info", Map.of("msg", Map.of("to", "1001")));
  }

  @Test
  void messagesGoToOtherProtocolsAndComeFromThem() {
    FakeSocket ana = world.login("1000");
    FakeSocket again = world.login("1000", "sess-other");
    List<TextMessage> heard = new ArrayList<>();
    world
        .service
        .messages()
        .addReceiver(
            message -> {
              heard.add(message);
              return CompletableFuture.completedFuture(
                  Receipt.delivered(message.to().equals("1002") ? 1 : 0, false));
            });
    Map<String, Object> message = Map.of("to", "1002@fs.example", "body", "Hello");
    assertEquals("SENT", ana.ok("verto.info", Map.of("msg", message)).get("message"));
    assertEquals(
        List.of(
            new TextMessage("1000", Optional.empty(), "1002", "Hello", Optional.of("sess-1000"))),
        heard);
    world
        .service
        .messages()
        .send(new TextMessage("bo", Optional.of("Bo"), "1000", "Hi", Optional.of("sess-other")));
    world.time.settle();
    assertEquals(
        Map.of("from", "bo", "from_msg_name", "Bo", "to", "1000", "body", "Hi"),
        ana.one("verto.info").get("msg"));
    assertEquals(List.of(), again.all("verto.info"), "its own connection");
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedWithAReason() {
    FakeSocket ana = world.login("1000");
    Map<String, Object> message = Map.of("to", "1001", "body", "x".repeat(8_193));
    assertEquals(
        "Message too large",
        ana.refused(-32002, "verto.info", Map.of("msg", message)).get("message"));
  }
}
