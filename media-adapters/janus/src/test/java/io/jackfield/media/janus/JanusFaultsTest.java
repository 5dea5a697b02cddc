package io.jackfield.media.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomEvents;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.sdp.TrickleIce;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real Janus will not do on demand: be late, refuse, be cut off, vanish, talk nonsense. */
class JanusFaultsTest {
  private ScriptedJanus janus;
  private JanusEngine engine;
  private final LegEvents events = new LegEvents();

  @BeforeEach
  void start() throws Exception {
    janus = new ScriptedJanus();
    engine = JanusEngine.open("scripted", janus.settings());
    engine.connected().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
    janus.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Failure refusal(CompletionStage<?> stage) {
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(stage));
    return ((FailureException) e.getCause()).failure();
  }

  private static SessionDescription browser(String setup) {
    MediaDescription audio =
        MediaDescription.of("audio", 9, "UDP/TLS/RTP/SAVPF", List.of("0"))
            .withCodecs(List.of(Codec.of(0, "PCMU", 8000)))
            .withAttributes(
                Attribute.of("mid", "0"),
                Attribute.of("ice-ufrag", "abcd"),
                Attribute.of("ice-pwd", "TestOnlyNotASecret00002"),
                Attribute.of("setup", setup));
    return SessionDescription.of(Origin.of(1, "127.0.0.1"), List.of(audio));
  }

  private static boolean isMessage(Map<String, Object> request) {
    return "message".equals(request.get("janus"));
  }

  /** The first message is answered with SDP, which makes the leg. */
  private static boolean answersOffers(Map<String, Object> request, ScriptedJanus janus)
      throws java.io.IOException {
    if (!isMessage(request) || !request.containsKey("jsep")) {
      return false;
    }
    janus.answer(request, Map.of("janus", "ack"));
    janus.answerPlugin(request, Map.of("result", "ok"), Optional.of(browser("active").write()));
    return true;
  }

  private MediaLeg echo() throws Exception {
    janus.script(JanusFaultsTest::answersOffers);
    MediaLeg leg = engine.open(new SessionId("s"), events);
    get(leg.createAnswer(new LegType.Echo(), browser("actpass"), Optional.empty()));
    return leg;
  }

  private static MediaUpdate limit() {
    return new MediaUpdate(Optional.of(true), Optional.empty(), Optional.empty(), Optional.of(256));
  }

  @Test
  void everyRequestHasItsTransactionAndTheSecretWhichIsToldToNobodyElse() throws Exception {
    MediaLeg leg = echo();
    assertEquals("janus-protocol", janus.subprotocol());
    get(leg.update(limit()));
    get(leg.close());
    List<Map<String, Object>> requests = janus.requests();
    assertTrue(requests.stream().allMatch(r -> "very-secret".equals(r.get("apisecret"))));
    assertEquals(
        requests.size(), requests.stream().map(r -> r.get("transaction")).distinct().count());
    assertFalse(janus.settings().toString().contains("very-secret"));
    Map<?, ?> body =
        (Map<?, ?>)
            requests.stream()
                .filter(r -> isMessage(r) && !r.containsKey("jsep"))
                .findFirst()
                .orElseThrow()
                .get("body");
    assertEquals(false, body.get("audio"));
    assertEquals(256_000L, body.get("bitrate"), "Janus counts in bit/s");
  }

  @Test
  void aRequestThatIsNeverAnsweredTimesOutAndItsAnswerIsIgnored() throws Exception {
    MediaLeg leg = echo();
    janus.script((request, from) -> isMessage(request));
    Failure failure = refusal(leg.update(limit()));
    assertTrue(failure.is(Reason.TIMEOUT), failure.toString());
    Map<String, Object> late = janus.await(r -> isMessage(r) && !r.containsKey("jsep"));
    janus.script(JanusFaultsTest::answersOffers);
    janus.answerPlugin(late, Map.of("result", "ok"), Optional.empty());
    get(leg.update(limit()));
    assertFalse(events.isLost());
  }

  @ParameterizedTest
  @CsvSource({
    "413, INVALID_PARAMETERS",
    "444, INVALID_PARAMETERS",
    "426, ROOM_NOT_FOUND",
    "427, ROOM_ALREADY_EXISTS",
    "428, INVALID_PUBLISHER",
    "437, INVALID_SDP",
    "465, INVALID_SDP",
    "499, JANUS_ERROR"
  })
  void aPluginsErrorIsToldInOurTerms(int code, Reason reason) throws Exception {
    MediaLeg leg = echo();
    janus.script(
        (request, from) -> {
          if (isMessage(request)) {
            from.answerPlugin(
                request, Map.of("error_code", code, "error", "why"), Optional.empty());
          }
          return isMessage(request);
        });
    Failure failure = refusal(leg.update(limit()));
    assertEquals(reason.wireName(), failure.name());
  }

  @Test
  void anErrorOfTheCoreRefusesTheLegAndLeavesNothing() throws Exception {
    janus.script(
        (request, from) -> {
          boolean attach = "attach".equals(request.get("janus"));
          if (attach) {
            from.answer(
                request,
                Map.of("janus", "error", "error", Map.of("code", 460, "reason", "No plugin")));
          }
          return attach;
        });
    MediaLeg leg = engine.open(new SessionId("s"), events);
    Failure failure =
        refusal(leg.createAnswer(new LegType.Echo(), browser("actpass"), Optional.empty()));
    assertTrue(failure.text().contains("460"), failure.text());
    get(leg.close());
    janus.await("destroy");
    assertEquals(0, engine.load());
  }

  @Test
  void candidatesOfTheClientAreForwardedInOrderAndTheirEndToo() throws Exception {
    janus.script(JanusFaultsTest::answersOffers);
    MediaLeg leg = engine.open(new SessionId("s"), events);
    leg.addCandidate(candidate(5000));
    get(leg.createAnswer(new LegType.Echo(), browser("actpass"), Optional.empty()));
    leg.addCandidate(candidate(5002));
    leg.endOfCandidates();
    Map<String, Object> offer = janus.await(JanusFaultsTest::isMessage);
    assertFalse(((Map<?, ?>) offer.get("jsep")).containsKey("trickle"), "candidates follow");
    for (int port : new int[] {5000, 5002}) {
      Map<?, ?> fields = (Map<?, ?>) janus.await("trickle").get("candidate");
      assertTrue(fields.get("candidate").toString().contains(" " + port + " "), fields.toString());
      assertEquals("0", fields.get("sdpMid"));
    }
    assertEquals(Map.of("completed", true), janus.await("trickle").get("candidate"));
  }

  private static TrickleCandidate candidate(int port) {
    return TrickleCandidate.of(
        "0", 0, "candidate:1 1 udp 2130706431 127.0.0.1 " + port + " typ host");
  }

  @Test
  void aDescriptionWithAllItsCandidatesSaysSo() throws Exception {
    janus.script(JanusFaultsTest::answersOffers);
    MediaLeg leg = engine.open(new SessionId("s"), events);
    SessionDescription whole = TrickleIce.complete(browser("actpass"), List.of(candidate(5000)));
    get(leg.createAnswer(new LegType.Echo(), whole, Optional.empty()));
    Map<String, Object> offer = janus.await(JanusFaultsTest::isMessage);
    assertEquals(false, ((Map<?, ?>) offer.get("jsep")).get("trickle"));
  }

  @Test
  void nonsenseAndAnswersToNobodyAreIgnored() throws Exception {
    MediaLeg leg = echo();
    janus.send("nonsense");
    janus.send("[1,2]");
    janus.send("{\"janus\":\"success\",\"transaction\":\"never asked\"}");
    janus.send("{\"janus\":\"event\",\"session_id\":1,\"sender\":2}");
    janus.send("{\"janus\":17,\"transaction\":{}}");
    get(leg.update(limit()));
    assertFalse(events.isLost());
  }

  @Test
  void anAnswerBeforeItsAckCounts() throws Exception {
    MediaLeg leg = echo();
    janus.script(
        (request, from) -> {
          if (isMessage(request)) {
            from.answerPlugin(request, Map.of("result", "ok"), Optional.empty());
            from.answer(request, Map.of("janus", "ack"));
          }
          return isMessage(request);
        });
    get(leg.update(limit()));
  }

  @Test
  void aSocketThatIsCutIsMadeAgainAndTheSessionClaimed() throws Exception {
    MediaLeg leg = echo();
    Object session = janus.await("attach").get("session_id");
    janus.cut();
    assertEquals(session, janus.await("claim").get("session_id"));
    get(leg.update(limit()));
    assertFalse(events.isLost(), "the call goes on");
    assertTrue(engine.ready());
  }

  @Test
  void aSessionJanusDoesNotKnowAnyMoreIsLostOnce() throws Exception {
    MediaLeg leg = echo();
    janus.script(
        (request, from) -> {
          boolean claim = "claim".equals(request.get("janus"));
          if (claim) {
            from.answer(
                request,
                Map.of("janus", "error", "error", Map.of("code", 458, "reason", "No session")));
          }
          return claim;
        });
    janus.cut();
    assertTrue(events.awaitLost().is(Reason.JANUS_SESSION_DOWN));
    assertTrue(refusal(leg.update(limit())).is(Reason.JANUS_SESSION_DOWN));
    get(leg.close());
    assertFalse(events.isLost(), "told once");
  }

  @Test
  void whatWaitsWhenTheSocketIsCutIsRefused() throws Exception {
    MediaLeg leg = echo();
    janus.script((request, from) -> isMessage(request));
    CompletionStage<Void> update = leg.update(limit());
    janus.await(r -> isMessage(r) && !r.containsKey("jsep"));
    janus.cut();
    assertTrue(refusal(update).is(Reason.JANUS_CONNECTION_ERROR));
  }

  @Test
  void whenJanusIsGoneLegsAndRoomsAreLostAndNothingNewIsTaken() throws Exception {
    MediaLeg leg = echo();
    RoomEvents roomEvents = new RoomEvents();
    get(engine.openRoom(new RoomId("r"), RoomSpec.of(RoomClass.SFU), roomEvents));
    janus.close();
    assertTrue(events.awaitLost().is(Reason.JANUS_SESSION_DOWN));
    assertTrue(roomEvents.awaitLost().is(Reason.JANUS_SESSION_DOWN));
    assertFalse(engine.ready());
    get(leg.close());
    MediaLeg late = engine.open(new SessionId("late"), new LegEvents());
    assertTrue(
        refusal(late.createAnswer(new LegType.Echo(), browser("actpass"), Optional.empty()))
            .is(Reason.NO_MEDIASERVER));
  }

  @Test
  void aFrozenJanusIsNoticedByItsSilence() throws Exception {
    echo();
    janus.script((request, from) -> true);
    // Nothing is answered any more: the socket is given up, and so are claims on the next ones.
    assertTrue(events.awaitLost().is(Reason.JANUS_SESSION_DOWN));
  }

  @Test
  void hangupAndTimeoutOfJanusEndTheLegWithTheirReason() throws Exception {
    echo();
    Map<String, Object> message = janus.await(JanusFaultsTest::isMessage);
    janus.tell(message, Map.of("janus", "webrtcup"));
    events.awaitStatus("webrtc up");
    janus.tell(message, Map.of("janus", "hangup", "reason", "ICE failed"));
    Failure failure = events.awaitLost();
    assertTrue(failure.is(Reason.JANUS_BYE), failure.toString());
    assertTrue(failure.text().contains("ICE failed"), failure.text());
    janus.tell(message, Map.of("janus", "timeout"));
    janus.await("ping");
    janus.await("ping");
    assertFalse(events.isLost(), "told once");
  }

  @Test
  void sessionsAreKeptAlive() throws Exception {
    echo();
    Object session = janus.await("attach").get("session_id");
    assertEquals(session, janus.await("keepalive").get("session_id"));
    janus.await("ping");
  }

  @Test
  void aLegClosedWhileJanusThinksIsDestroyedThere() throws Exception {
    CompletableFuture<Map<String, Object>> create = new CompletableFuture<>();
    janus.script(
        (request, from) -> "create".equals(request.get("janus")) && create.complete(request));
    MediaLeg leg = engine.open(new SessionId("s"), events);
    CompletionStage<?> made =
        leg.createAnswer(new LegType.Echo(), browser("actpass"), Optional.empty());
    Map<String, Object> asked = get(create);
    CompletionStage<Void> closed = leg.close();
    assertTrue(refusal(made).is(Reason.SESSION_STOP));
    janus.answer(asked, Map.of("janus", "success", "data", Map.of("id", 77)));
    get(closed);
    assertEquals(77L, janus.await("destroy").get("session_id"));
  }
}
