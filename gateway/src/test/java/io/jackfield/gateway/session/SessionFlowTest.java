package io.jackfield.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SimWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** media-session.md "Life cycle", "create", "Trickle ICE", on a well-behaved engine. */
class SessionFlowTest {

  private static final Description OFFER = Description.of(SimWorld.SDP, SdpKind.RTP);
  private static final String WEBRTC =
      "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n"
          + "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=setup:actpass\r\n"
          + "a=fingerprint:sha-256 "
          + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
          + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n";
  private static final TrickleCandidate CANDIDATE =
      TrickleCandidate.of("0", 0, "candidate:1 1 udp 2130706431 127.0.0.1 5000 typ host");

  private final SimWorld world = new SimWorld(new Random(1), FakeEngine.Manners.GOOD, true);
  private final Sessions sessions = world.service.sessions();

  @Test
  void withAnOfferTheEngineAnswersAndTheSessionIsReady() {
    Sessions.Created made = join(sessions.createAndWait(echo(Optional.of(OFFER))));
    assertTrue(made.answer().isPresent());
    assertEquals("ready", info(made.id()).get("state"));
    assertEquals(List.of("created", "offer", "answer"), world.eventsOf(made.id().value()));
  }

  @Test
  void withoutAnOfferTheEngineOffersAndTheClientAnswersOnce() {
    Sessions.Created made = join(sessions.createAndWait(echo(Optional.empty())));
    assertTrue(made.offer().isPresent());
    assertEquals("wait", info(made.id()).get("state"));
    join(sessions.setAnswer(made.id(), OFFER));
    assertEquals("ready", info(made.id()).get("state"));
    assertEquals(Reason.ANSWER_ALREADY_SET, reasonOf(sessions.setAnswer(made.id(), OFFER)));
  }

  @Test
  void aSessionWithoutBothDescriptionsEndsAfterItsWaitTimeout() {
    SessionId id = join(sessions.createAndWait(echo(Optional.empty()))).id();
    world.time.advance(Duration.ofSeconds(59));
    assertTrue(sessions.exists(id));
    world.time.advance(Duration.ofSeconds(2));
    assertFalse(sessions.exists(id));
    assertEquals("Session timeout", lastBody(id).get("reason"));
    assertEquals(0, world.engine.load());
    assertEquals(0, world.time.timers());
  }

  @Test
  void aReadySessionLivesADay() {
    SessionId id = join(sessions.createAndWait(echo(Optional.of(OFFER)))).id();
    world.time.advance(Duration.ofHours(23));
    assertTrue(sessions.exists(id));
    world.time.advance(Duration.ofHours(2));
    assertFalse(sessions.exists(id));
  }

  @Test
  void aDescriptionThatDoesNotParseRefusesTheCreation() {
    CompletionStage<SessionId> made =
        sessions.create(echo(Optional.of(Description.of("garbage", SdpKind.WEBRTC))));
    assertEquals(Reason.INVALID_SDP, reasonOf(made));
    assertEquals(0, world.service.counts().sessions());
  }

  @Test
  void anUnknownIdIsNotFound() {
    SessionId nobody = new SessionId("nobody");
    assertEquals(Reason.SESSION_NOT_FOUND, reasonOf(sessions.answer(nobody)));
    assertEquals(
        Reason.SESSION_NOT_FOUND, reasonOf(sessions.destroy(nobody, Failure.of(Reason.USER_STOP))));
  }

  @Test
  void aTypeNoEngineHasIsNotImplemented() {
    world.engine.lack(SessionType.PLAY);
    CreateSession play =
        CreateSession.of(
            Optional.of(
                new LegType.Play("https://example.org/x.wav", java.util.OptionalInt.empty())),
            Optional.of(OFFER));
    assertEquals(Reason.NOT_IMPLEMENTED, reasonOf(sessions.create(play)));
  }

  @Test
  void theTypeChangesWithoutANewDescription() {
    SessionId id = join(sessions.createAndWait(echo(Optional.of(OFFER)))).id();
    SessionId peer = join(sessions.createAndWait(echo(Optional.of(OFFER)))).id();
    join(sessions.setType(id, new LegType.Bridge(peer), RoomWish.NONE));
    assertEquals("bridge", info(id).get("type"));
    assertEquals(peer.value(), info(id).get("peer_id"));
    assertEquals(
        Reason.SESSION_NOT_FOUND,
        reasonOf(sessions.setType(id, new LegType.Bridge(new SessionId("nobody")), RoomWish.NONE)));
    assertEquals("bridge", info(id).get("type"));
  }

  @Test
  void mutesAreRememberedUntilTheSessionIsReady() {
    SessionId id = join(sessions.createAndWait(echo(Optional.empty()))).id();
    MediaUpdate mute =
        new MediaUpdate(Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty());
    join(sessions.updateMedia(id, mute));
    assertEquals(0, world.engine.log().stream().filter(l -> l.startsWith("update")).count());
    join(sessions.setAnswer(id, OFFER));
    assertEquals(1, world.engine.log().stream().filter(l -> l.startsWith("update")).count());
    assertEquals(true, info(id).get("mute_audio"));
  }

  @Test
  void candidatesGoOnOneByOneToAnEngineThatTakesThem() {
    Description trickled =
        new Description(Optional.of(WEBRTC), SdpKind.WEBRTC, true, Optional.empty(), Map.of());
    SessionId id = join(sessions.createAndWait(echo(Optional.of(trickled)))).id();
    join(sessions.candidate(id, CANDIDATE));
    join(sessions.endOfCandidates(id));
    List<String> log = world.engine.log();
    assertEquals(List.of("createAnswer " + id, "addCandidate " + id, "endOfCandidates " + id), log);
  }

  @Test
  void consolidationHoldsTheOfferUntilTheEndOfCandidates() {
    SessionId id = join(sessions.create(noTrickle()));
    join(sessions.candidate(id, CANDIDATE));
    assertEquals(List.of(), world.engine.log());
    join(sessions.endOfCandidates(id));
    assertEquals(List.of("createAnswer " + id), world.engine.log());
    Description offer = join(sessions.offer(id));
    assertTrue(offer.sdp().orElseThrow().contains("a=candidate:1 1 udp"));
    assertTrue(offer.sdp().orElseThrow().contains("a=end-of-candidates"));
    assertFalse(offer.trickle());
  }

  @Test
  void consolidationGivesUpWhenTimeIsOverAndNothingCame() {
    SessionId id = join(sessions.create(noTrickle()));
    world.time.advance(Duration.ofSeconds(6));
    assertFalse(sessions.exists(id));
    assertEquals("No ICE candidates", lastBody(id).get("reason"));
  }

  @Test
  void plainRtpHasNoCandidates() {
    SessionId id = join(sessions.createAndWait(echo(Optional.of(OFFER)))).id();
    assertEquals(Reason.INVALID_OPERATION, reasonOf(sessions.candidate(id, CANDIDATE)));
  }

  @Test
  void aSlaveGivesItsAnswerToItsMasterAndStopsWithIt() {
    SessionId master =
        join(sessions.create(CreateSession.of(Optional.empty(), Optional.of(OFFER))));
    CreateSession slave = slaveOf(master);
    SessionId id = join(sessions.create(slave));
    join(sessions.setAnswer(id, OFFER));
    assertEquals("ready", info(master).get("state"));
    join(sessions.destroy(master, Failure.of(Reason.USER_STOP)));
    assertFalse(sessions.exists(id));
    assertEquals("Peer session stopped", lastBody(id).get("reason"));
  }

  @Test
  void aConnectionThatClosesTakesItsSessionsAlong() {
    CreateSession own =
        new CreateSession(
            Optional.empty(),
            Optional.of(new LegType.Echo()),
            Optional.of(OFFER),
            Optional.empty(),
            Optional.empty(),
            SdpKind.WEBRTC,
            false,
            false,
            CreateSession.TRICKLE_TIMEOUT,
            Optional.empty(),
            false,
            true,
            CreateSession.Timeouts.DEFAULT,
            true,
            MediaUpdate.NONE,
            Optional.of(new SessionOwner("c-1", Optional.of("ana"))));
    SessionId id = join(sessions.create(own));
    assertEquals(List.of(id), sessions.list(Optional.of("ana")));
    assertEquals(List.of(), sessions.list(Optional.of("bo")));
    sessions.connectionClosed("c-2");
    world.time.settle();
    assertTrue(sessions.exists(id));
    sessions.connectionClosed("c-1");
    world.time.settle();
    assertFalse(sessions.exists(id));
  }

  @Test
  void anEngineThatNeverAnswersIsGivenUpInTime() {
    SimWorld silent = new SimWorld(new Random(1), new FakeEngine.Manners(0, 0, 1, 0), true);
    CompletionStage<Sessions.Created> made =
        silent.service.sessions().createAndWait(echo(Optional.of(OFFER)));
    silent.time.advance(Duration.ofSeconds(11));
    assertEquals(Reason.TIMEOUT, cause(made));
    silent.time.advance(Duration.ofSeconds(20));
    assertEquals(0, silent.service.counts().sessions());
    assertEquals(0, silent.time.timers());
  }

  @Test
  void onlySoManyMayWaitForOneDescription() {
    SessionId id = join(sessions.create(CreateSession.of(Optional.empty(), Optional.empty())));
    for (int i = 0; i < 64; i++) {
      sessions.offer(id);
    }
    assertEquals(Reason.INVALID_STATE, reasonOf(sessions.offer(id)));
  }

  private static CreateSession echo(Optional<Description> offer) {
    return CreateSession.of(Optional.of(new LegType.Echo()), offer);
  }

  private static CreateSession noTrickle() {
    Description trickled =
        new Description(Optional.of(WEBRTC), SdpKind.WEBRTC, true, Optional.empty(), Map.of());
    CreateSession c = echo(Optional.of(trickled));
    return new CreateSession(
        c.id(),
        c.type(),
        c.offer(),
        c.answer(),
        c.backend(),
        c.kind(),
        true,
        true,
        c.trickleTimeout(),
        c.master(),
        c.setMasterAnswer(),
        c.stopAfterPeer(),
        c.timeouts(),
        c.hangupAfterError(),
        c.media(),
        c.owner());
  }

  private static CreateSession slaveOf(SessionId master) {
    CreateSession c = CreateSession.of(Optional.empty(), Optional.of(OFFER));
    return new CreateSession(
        c.id(),
        c.type(),
        c.offer(),
        c.answer(),
        c.backend(),
        c.kind(),
        false,
        false,
        c.trickleTimeout(),
        Optional.of(master),
        true,
        true,
        c.timeouts(),
        c.hangupAfterError(),
        c.media(),
        c.owner());
  }

  private Map<String, Object> info(SessionId id) {
    return join(sessions.info(id));
  }

  private Map<String, Object> lastBody(SessionId id) {
    return world.events.stream()
        .filter(e -> e.objId().filter(id.value()::equals).isPresent())
        .reduce((a, b) -> b)
        .orElseThrow()
        .fields();
  }

  private <T> T join(CompletionStage<T> stage) {
    world.time.settle();
    return stage.toCompletableFuture().join();
  }

  private Reason reasonOf(CompletionStage<?> stage) {
    world.time.settle();
    return cause(stage);
  }

  private static Reason cause(CompletionStage<?> stage) {
    CompletionException e =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
    return ((FailureException) e.getCause()).failure().reason().orElseThrow();
  }
}
