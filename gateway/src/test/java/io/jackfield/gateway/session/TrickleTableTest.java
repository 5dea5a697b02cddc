package io.jackfield.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.sim.SessionPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** media-session.md, "Trickle ICE": who trickles, who takes it, and what the options say. */
class TrickleTableTest extends SessionBench {

  private static final LegType ECHO = new LegType.Echo();

  private long logged(String entry) {
    return world.engine.log().stream().filter(entry::equals).count();
  }

  private SessionId start(SessionPlan plan) {
    return join(sessions.create(plan.make()));
  }

  private static boolean whole(Description d) {
    return !d.trickle()
        && d.sdp().orElseThrow().contains("a=candidate:")
        && d.sdp().orElseThrow().contains("a=end-of-candidates");
  }

  @ParameterizedTest
  @CsvSource({
    // client trickles, engine takes it, option: consolidated?
    "false, true,  false, false",
    "false, true,  true,  false",
    "false, false, false, false",
    "true,  true,  false, false",
    "true,  true,  true,  true",
    "true,  false, false, true",
    "true,  false, true,  true"
  })
  void aClientsOffer(boolean client, boolean takes, boolean option, boolean consolidated) {
    world.engine.trickles(false, takes);
    Description offer = client ? SessionPlan.trickling() : SessionPlan.webrtc();
    SessionId id = start(SessionPlan.of(ECHO).id("s").offer(offer).noTrickle(option, false));
    assertEquals(consolidated ? 0 : 1, logged("createAnswer s"));
    join(sessions.candidate(id, CANDIDATE));
    join(sessions.endOfCandidates(id));
    assertEquals(1, logged("createAnswer s"));
    assertEquals(consolidated ? 0 : 1, logged("addCandidate s"));
    assertEquals(consolidated, whole(join(sessions.offer(id))));
  }

  @ParameterizedTest
  @CsvSource({
    "true,  true,  false, false",
    "true,  true,  true,  true",
    "true,  false, false, true",
    "false, false, true,  false"
  })
  void aClientsAnswer(boolean client, boolean takes, boolean option, boolean consolidated) {
    world.engine.trickles(false, takes);
    SessionId id = start(SessionPlan.of(ECHO).id("s").noTrickle(false, option));
    CompletionStage<?> set =
        sessions.setAnswer(id, client ? SessionPlan.trickling() : SessionPlan.webrtc());
    world.time.settle();
    assertEquals(!consolidated, set.toCompletableFuture().isDone());
    join(sessions.candidate(id, CANDIDATE));
    join(sessions.endOfCandidates(id));
    join(set);
    assertEquals(consolidated, whole(join(sessions.answer(id))));
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false",
    "false, true, false",
    "true, false, false",
    "true, true, true"
  })
  void anEnginesDescription(boolean engine, boolean option, boolean consolidated) {
    world.engine.trickles(engine, true);
    SessionId answered =
        start(SessionPlan.of(ECHO).offer(SessionPlan.webrtc()).noTrickle(false, option));
    SessionId offered = start(SessionPlan.of(ECHO).noTrickle(option, false));
    for (SessionId id : List.of(answered, offered)) {
      world.engine.observer(id).onCandidate(CANDIDATE);
      world.engine.observer(id).onEndOfCandidates();
      world.time.settle();
      assertEquals(consolidated ? 0 : 1, events(id, "candidate").size());
      assertEquals(consolidated ? 0 : 1, events(id, "candidate_end").size());
    }
    assertEquals(consolidated, whole(join(sessions.answer(answered))));
    assertEquals(consolidated, whole(join(sessions.offer(offered))));
    assertEquals(engine && !consolidated, join(sessions.answer(answered)).trickle());
  }

  @Test
  void theWaitForCandidatesEndsByTimeAndLateOnesAreIgnored() {
    SessionId id =
        start(SessionPlan.of(ECHO).id("s").offer(SessionPlan.trickling()).noTrickle(true, false));
    join(sessions.candidate(id, CANDIDATE));
    world.time.advance(Duration.ofSeconds(6));
    assertTrue(whole(join(sessions.offer(id))));
    join(sessions.candidate(id, CANDIDATE));
    join(sessions.endOfCandidates(id));
    assertEquals(0, logged("addCandidate s"));
  }

  @Test
  void withoutAnyCandidateTheSessionStops() {
    SessionId id =
        start(SessionPlan.of(ECHO).offer(SessionPlan.trickling()).noTrickle(true, false));
    world.time.advance(Duration.ofSeconds(6));
    assertFalse(sessions.exists(id));
    assertEquals("No ICE candidates", why(id));
  }

  @Test
  void candidatesBeforeTheirDescriptionWaitForIt() {
    SessionId id = start(SessionPlan.of(ECHO).id("s"));
    join(sessions.candidate(id, CANDIDATE));
    join(sessions.endOfCandidates(id));
    assertEquals(0, logged("addCandidate s"));
    join(sessions.setAnswer(id, SessionPlan.trickling()));
    assertEquals(1, logged("addCandidate s"));
    assertEquals(1, logged("endOfCandidates s"));
  }

  @Test
  void namesOfMulticastDnsAndIpv6AreCandidatesLikeOthers() {
    SessionId id =
        start(SessionPlan.of(ECHO).offer(SessionPlan.trickling()).noTrickle(true, false));
    String mdns = "candidate:2 1 udp 2113937151 0b2d9f1e-7b2e-4c11.local 51000 typ host";
    String ipv6 = "a=candidate:3 1 udp 2113939711 2001:db8::7 51001 typ host";
    join(sessions.candidate(id, TrickleCandidate.of("0", 0, mdns)));
    join(sessions.candidate(id, TrickleCandidate.of("0", 0, ipv6)));
    join(sessions.endOfCandidates(id));
    String sdp = join(sessions.offer(id)).sdp().orElseThrow();
    assertTrue(sdp.contains("0b2d9f1e-7b2e-4c11.local 51000"));
    assertTrue(sdp.contains("2001:db8::7 51001"));
  }

  @Test
  void plainRtpHasNoCandidates() {
    SessionId offeree = start(SessionPlan.of(ECHO).offer(RTP));
    SessionId offerer = start(SessionPlan.of(ECHO).kind(SdpKind.RTP));
    for (SessionId id : List.of(offeree, offerer)) {
      assertEquals(Reason.INVALID_OPERATION, reasonOf(sessions.candidate(id, CANDIDATE)));
      assertEquals(Reason.INVALID_OPERATION, reasonOf(sessions.endOfCandidates(id)));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void linkedSessionsExchangeTheirClientsCandidates(boolean inOffer, boolean inAnswer) {
    SessionId master =
        start(SessionPlan.p2p().offer(SessionPlan.trickling()).noTrickle(false, inAnswer));
    join(sessions.candidate(master, CANDIDATE));
    SessionId slave =
        start(
            SessionPlan.p2p()
                .offer(SessionPlan.trickling())
                .slaveOf(master, true)
                .noTrickle(inOffer, false));
    join(sessions.endOfCandidates(master));
    world.time.settle();
    assertEquals(inOffer, whole(join(sessions.offer(slave))));
    assertEquals(inOffer ? 0 : 1, events(slave, "candidate").size());
    assertEquals(inOffer ? 0 : 1, events(slave, "candidate_end").size());

    join(sessions.setAnswer(slave, SessionPlan.trickling()));
    join(sessions.candidate(slave, CANDIDATE));
    join(sessions.endOfCandidates(slave));
    world.time.settle();
    assertEquals(inAnswer, whole(join(sessions.answer(master))));
    assertEquals(inAnswer ? 0 : 1, events(master, "candidate").size());
    assertEquals("ready", info(master).get("state"));
  }
}
