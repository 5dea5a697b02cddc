package io.jackfield.gateway.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.AnswerCheck;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.sdp.TrickleIce;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every engine promises of descriptions, types and candidates. */
public abstract class NegotiationContract extends EngineContract {

  /** For subclasses. */
  protected NegotiationContract() {}

  @TestFactory
  Stream<DynamicTest> everyCaseItStatesWorks() {
    return capabilities().supported().stream()
        .map(c -> dynamicTest(c.toString(), () -> negotiates(c)));
  }

  private void negotiates(Capabilities.Case c) throws Exception {
    Prepared p = prepare(c);
    SessionDescription made = negotiate(c, p);
    assertEquals(c.kind(), made.kind());
    assertTrue(made.audio().isPresent(), "it has audio");
    assertTrue(made.audio().orElseThrow().port() > 0, "audio has a port");
    if (c.role() == Role.OFFEREE) {
      assertEquals(Optional.empty(), AnswerCheck.problem(ClientSdp.offer(c.kind()), made));
    }
    if (c.kind() == SdpKind.WEBRTC && !capabilities().trickle()) {
      assertTrue(TrickleIce.hasCandidates(made), "its description has its candidates");
      assertEquals(0, p.events().candidates(), "none comes later");
    } else if (c.kind() == SdpKind.WEBRTC) {
      p.events().awaitStatus("end of candidates");
    }
    get(p.leg().close());
  }

  @TestFactory
  Stream<DynamicTest> noCaseItDoesNotStateWorks() {
    return Stream.of(SessionType.values())
        .filter(t -> t != SessionType.P2P)
        .flatMap(t -> Stream.of(Role.values()).map(r -> new Capabilities.Case(t, r, SdpKind.RTP)))
        .flatMap(c -> Stream.of(c, new Capabilities.Case(c.type(), c.role(), SdpKind.WEBRTC)))
        .filter(c -> !capabilities().supported().contains(c))
        .map(c -> dynamicTest(c.toString(), () -> refuses(c)));
  }

  private void refuses(Capabilities.Case c) throws Exception {
    MediaLeg leg = engine().open(newId(), new LegEvents());
    LegType type = nothing(c.type());
    Failure failure =
        refusal(
            c.role() == Role.OFFEREE
                ? leg.createAnswer(type, ClientSdp.offer(c.kind()), Optional.empty())
                : leg.createOffer(type, c.kind(), Optional.empty()));
    assertTrue(
        failure.is(Reason.NOT_IMPLEMENTED) || failure.is(Reason.INVALID_OPERATION),
        failure.toString());
    Capabilities.Case works = plainest();
    negotiate(works, new Prepared(newId(), leg, new LegEvents(), prepare(works).type(), none()));
    get(leg.close());
  }

  private static Optional<SessionId> none() {
    return Optional.empty();
  }

  @Test
  void eachHalfOfAnOfferOfItsOwnIsGivenOnceAndInOrder() throws Exception {
    Optional<Capabilities.Case> offering = plainest(Role.OFFERER);
    assumeTrue(offering.isPresent(), "the engine offers");
    Capabilities.Case c = offering.get();
    Prepared p = prepare(c);
    SessionDescription early = ClientSdp.offer(c.kind());
    assertTrue(refusal(p.leg().setAnswer(early)).is(Reason.OFFER_NOT_SET));
    SessionDescription offer = get(p.leg().createOffer(p.type(), c.kind(), p.codecPeer()));
    Failure twice = refusal(p.leg().createOffer(p.type(), c.kind(), p.codecPeer()));
    assertTrue(twice.is(Reason.OFFER_ALREADY_SET), twice.toString());
    SessionDescription answer = ClientSdp.answer(offer);
    get(p.leg().setAnswer(answer));
    assertTrue(refusal(p.leg().setAnswer(answer)).is(Reason.ANSWER_ALREADY_SET));
  }

  @Test
  void aClientsOfferIsAnsweredOnce() throws Exception {
    Optional<Capabilities.Case> answering = plainest(Role.OFFEREE);
    assumeTrue(answering.isPresent(), "the engine answers");
    Capabilities.Case c = answering.get();
    Prepared p = connected(c);
    SessionDescription offer = ClientSdp.offer(c.kind());
    Failure twice = refusal(p.leg().createAnswer(p.type(), offer, Optional.empty()));
    assertTrue(twice.is(Reason.ANSWER_ALREADY_SET), twice.toString());
  }

  @Test
  void anOfferIsHeldOnceUntilItsAnswerIsKnown() throws Exception {
    assumeTrue(capabilities().lateAnswer(), "the engine answers late");
    SdpKind kind = capabilities().joins().iterator().next().caller();
    MediaLeg leg = engine().open(newId(), new LegEvents());
    get(leg.setOffer(ClientSdp.offer(kind)));
    assertTrue(refusal(leg.setOffer(ClientSdp.offer(kind))).is(Reason.OFFER_ALREADY_SET));
  }

  @TestFactory
  Stream<DynamicTest> everyJoinItStatesWorks() {
    return capabilities().joins().stream()
        .map(j -> dynamicTest(j.toString(), () -> joins(j.caller(), j.far())));
  }

  private void joins(SdpKind caller, SdpKind far) throws Exception {
    SessionId id = newId();
    LegEvents events = new LegEvents();
    MediaLeg leg = engine().open(id, events);
    Prepared p = new Prepared(id, leg, events, new LegType.Proxy(far), Optional.empty());
    SessionDescription answer = proxied(caller, far, p);
    assertEquals(caller, answer.kind());
    assertEquals(Optional.empty(), AnswerCheck.problem(ClientSdp.offer(caller), answer));
  }

  @Test
  void theOfferHasOnlyCodecsOfTheLegItWillJoin() throws Exception {
    assumeTrue(capabilities().lateAnswer(), "the engine answers late");
    assumeTrue(
        capabilities().joins().stream().anyMatch(j -> j.caller() == SdpKind.RTP),
        "it joins plain RTP");
    Capabilities.Join join =
        capabilities().joins().stream()
            .filter(j -> j.caller() == SdpKind.RTP)
            .findFirst()
            .orElseThrow();
    SessionId callerId = newId();
    MediaLeg caller = engine().open(callerId, new LegEvents());
    MediaLeg callee = engine().open(newId(), new LegEvents());
    try (RtpClient phone = new RtpClient(PCMA)) {
      get(caller.setOffer(phone.offer()));
      SessionDescription offer =
          get(callee.createOffer(new LegType.Bridge(callerId), join.far(), Optional.of(callerId)));
      assertEquals(1, offer.media().get(0).codecs().stream().filter(c -> !c.isAuxiliary()).count());
      assertTrue(offer.media().get(0).codecs().get(0).isNamed("PCMA"));
    }
  }

  @Test
  void noCommonCodecIsNotAcceptableAndNamesBothLists() throws Exception {
    Optional<Capabilities.Case> answering = plainest(Role.OFFEREE);
    assumeTrue(answering.isPresent(), "the engine answers");
    Prepared p = prepare(answering.get());
    SessionDescription odd = ClientSdp.oddOffer(answering.get().kind());
    Failure failure = refusal(p.leg().createAnswer(p.type(), odd, Optional.empty()));
    assertTrue(failure.is(Reason.NOT_ACCEPTABLE), failure.toString());
    assertTrue(failure.text().contains("x-odd"), failure.text());
    assertTrue(failure.text().contains("PCMU"), failure.text());
  }

  @TestFactory
  Stream<DynamicTest> everyChangeOfTypeItStatesWorks() {
    return capabilities().changes().stream().map(c -> dynamicTest(c.toString(), () -> changes(c)));
  }

  private void changes(Capabilities.Change change) throws Exception {
    Capabilities.Case before = caseOf(change.from());
    Prepared p = connected(before);
    boolean listens = change.from() == SessionType.LISTEN && change.to() == SessionType.LISTEN;
    LegType to =
        listens
            ? new LegType.Listen(publisher(newestRoom(), before.kind()))
            : type(change.to(), before.kind());
    get(p.leg().setType(to));
    get(p.leg().setType(to));
    get(p.leg().stats());
  }

  /** That of the leg that has just been connected; older ones may be conferences. */
  private RoomId newestRoom() {
    List<MediaRoom> rooms = ((TrackedEngine) engine()).rooms();
    return rooms.get(rooms.size() - 1).id();
  }

  private Capabilities.Case caseOf(SessionType type) {
    return capabilities().supported().stream()
        .filter(c -> c.type() == type)
        .min(Comparator.comparing(Capabilities.Case::toString))
        .orElseThrow();
  }

  @Test
  void aChangeItDoesNotStateIsRefusedAndTheOldTypeStays() throws Exception {
    Capabilities.Case c = plainest();
    Prepared p = connected(c);
    for (SessionType to : SessionType.values()) {
      if (to == SessionType.P2P || capabilities().changes(c.type(), to)) {
        continue;
      }
      Failure failure = refusal(p.leg().setType(nothing(to)));
      assertTrue(
          failure.is(Reason.NOT_IMPLEMENTED) || failure.is(Reason.INVALID_OPERATION),
          to + ": " + failure);
    }
    get(p.leg().stats());
  }

  @Test
  void aBridgeToNobodyIsSessionNotFoundAndTheOldTypeStays() throws Exception {
    Capabilities.Case c = plainest();
    assumeTrue(capabilities().changes(c.type(), SessionType.BRIDGE), "it can become a bridge");
    Prepared p = connected(c);
    Failure failure = refusal(p.leg().setType(nothing(SessionType.BRIDGE)));
    assertTrue(failure.is(Reason.SESSION_NOT_FOUND), failure.toString());
    get(p.leg().setType(p.type()));
  }

  @Test
  void candidatesMayComeAtAnyTimeAndEndTwice() throws Exception {
    assumeTrue(capabilities().takesTrickle(), "it takes candidates one by one");
    Optional<Capabilities.Case> web =
        capabilities().supported().stream()
            .filter(c -> c.kind() == SdpKind.WEBRTC && c.role() == Role.OFFEREE)
            .filter(c -> c.type() == SessionType.ECHO || c.type() == SessionType.PARK)
            .findFirst();
    assumeTrue(web.isPresent(), "it answers WebRTC");
    Prepared p = prepare(web.get());
    p.leg().addCandidate(candidate("0", 40_000));
    negotiate(web.get(), p);
    p.leg().addCandidate(candidate("0", 40_002));
    p.leg().addCandidate(candidate("no such section", 40_004));
    p.leg().addCandidate(mdns());
    p.leg().endOfCandidates();
    p.leg().endOfCandidates();
    p.leg().addCandidate(candidate("0", 40_006));
    get(p.leg().stats());
    get(p.leg().close());
    p.leg().addCandidate(candidate("0", 40_008));
    p.leg().endOfCandidates();
    assertEquals(false, p.events().isLost(), "candidates of a client end no leg");
  }

  private static TrickleCandidate candidate(String mid, int port) {
    return TrickleCandidate.of(
        mid, 0, "candidate:1 1 udp 2130706431 127.0.0.1 " + port + " typ host");
  }

  private static TrickleCandidate mdns() {
    return TrickleCandidate.of(
        "0",
        0,
        "candidate:2 1 udp 2122260223 7d3b5f0e-6a0c-4a8e-9d52-0a3b5c1f7e11.local 51472 typ host");
  }
}
