package io.jackfield.gateway.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.AnswerCheck;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every engine promises of descriptions and of a leg's life. An adapter's test extends this
 * and says how to start the engine; what is tested follows from its {@link Capabilities}.
 */
public abstract class MediaEngineContractTest {

  /** PCMU under its static number. */
  protected static final Codec PCMU = Codec.of(0, "PCMU", 8000);

  /** PCMA under its static number. */
  protected static final Codec PCMA = Codec.of(8, "PCMA", 8000);

  /** A codec no engine has. */
  protected static final Codec ODD = Codec.of(99, "x-odd", 8000);

  private static final long WAIT_SECONDS = 10;

  private MediaEngine engine;
  private int ids;

  /** For subclasses. */
  protected MediaEngineContractTest() {}

  /** Starts the engine under test. */
  protected abstract MediaEngine start() throws Exception;

  /** Ends it. */
  protected abstract void stop(MediaEngine running) throws Exception;

  /** Starts a fresh engine. */
  @BeforeEach
  final void startEngine() throws Exception {
    engine = start();
  }

  /** Ends the engine; no leg may be left. */
  @AfterEach
  final void stopEngine() throws Exception {
    stop(engine);
  }

  /** The engine under test. */
  protected final MediaEngine engine() {
    return engine;
  }

  /** An id not used before. */
  protected final SessionId newId() {
    ids++;
    return new SessionId("session-" + ids);
  }

  /** Waits for a result. */
  protected static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for a refusal. */
  protected static Failure refusal(CompletionStage<?> stage) throws Exception {
    try {
      Object value = stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("a refusal expected, got " + value);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailureException failure) {
        return failure.failure();
      }
      throw e;
    }
  }

  /** A description kept as a data file. */
  protected static SessionDescription sdp(String name) throws IOException {
    String path = "/sdp/good/" + name + ".sdp";
    try (InputStream in = MediaEngineContractTest.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("no test file " + path);
      }
      return SdpParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static SessionDescription clientOffer(SdpKind kind) throws IOException {
    return sdp(kind == SdpKind.WEBRTC ? "chromium-offer" : "freeswitch-offer-rtp");
  }

  /** The type with fields that name what is there: new legs that have negotiated, new rooms. */
  private LegType type(SessionType type, SdpKind kind) throws Exception {
    return switch (type) {
      case PARK -> new LegType.Park();
      case ECHO -> new LegType.Echo();
      case PROXY -> new LegType.Proxy(kind);
      case BRIDGE -> new LegType.Bridge(negotiated(new LegType.Park(), kind));
      case CONNECT -> new LegType.Connect(negotiated(new LegType.Park(), kind));
      case PUBLISH -> new LegType.Publish(newRoom(RoomClass.SFU).id());
      case LISTEN ->
          new LegType.Listen(negotiated(new LegType.Publish(newRoom(RoomClass.SFU).id()), kind));
      case MCU -> new LegType.Mcu(newRoom(RoomClass.MCU).id(), Optional.empty());
      case PLAY -> new LegType.Play(file(), OptionalInt.of(1));
      case P2P -> throw new AssertionError("p2p needs no engine");
    };
  }

  private SessionId negotiated(LegType type, SdpKind kind) throws Exception {
    SessionId id = newId();
    MediaLeg peer = engine.open(id, new LegEvents());
    get(peer.createAnswer(type, clientOffer(kind), Optional.empty()));
    return id;
  }

  /** Opens a room. */
  protected final MediaRoom newRoom(RoomClass roomClass) throws Exception {
    ids++;
    RoomId id = new RoomId("room-" + ids);
    return get(engine.openRoom(id, RoomSpec.of(roomClass), new RoomEvents()));
  }

  /** URI of a file that every engine which plays can play; for engines that do. */
  protected String file() throws Exception {
    throw new AssertionError("an engine that plays says what it can play");
  }

  @TestFactory
  Stream<DynamicTest> everyCaseItStatesWorks() {
    return engine.capabilities().supported().stream()
        .map(c -> dynamicTest(c.toString(), () -> negotiates(c)));
  }

  private void negotiates(Capabilities.Case c) throws Exception {
    LegType type = type(c.type(), c.kind());
    MediaLeg leg = engine.open(newId(), new LegEvents());
    if (c.role() == Role.OFFEREE) {
      SessionDescription offer = clientOffer(c.kind());
      SessionDescription answer = get(leg.createAnswer(type, offer, Optional.empty()));
      assertEquals(Optional.empty(), AnswerCheck.problem(offer, answer));
      assertEquals(c.kind(), answer.kind());
      assertTrue(answer.audio().isPresent(), "the answer has audio");
      assertTrue(answer.media().get(0).port() > 0, "audio has a port");
    } else {
      SessionDescription offer = get(leg.createOffer(type, c.kind(), Optional.empty()));
      assertEquals(c.kind(), offer.kind());
      assertTrue(offer.audio().isPresent(), "the offer has audio");
      assertTrue(offer.audio().orElseThrow().port() > 0, "audio has a port");
    }
    get(leg.close());
  }

  @Test
  void aTypeItLacksIsNotImplementedAndTheLegLives() throws Exception {
    LegType lacking = new LegType.Play("file:///none.wav", OptionalInt.empty());
    if (engine.capabilities().knows(SessionType.PLAY)) {
      lacking = new LegType.Mcu(new RoomId("none"), Optional.empty());
    }
    assumeTrue(!engine.capabilities().knows(lacking.type()), "the engine has every type");
    MediaLeg leg = engine.open(newId(), new LegEvents());
    SessionDescription offer = clientOffer(SdpKind.RTP);
    assertTrue(
        refusal(leg.createAnswer(lacking, offer, Optional.empty())).is(Reason.NOT_IMPLEMENTED));
    get(leg.createAnswer(new LegType.Park(), offer, Optional.empty()));
    assertTrue(refusal(leg.setType(lacking)).is(Reason.NOT_IMPLEMENTED));
    get(leg.setType(new LegType.Echo()));
    get(leg.close());
  }

  @Test
  void eachHalfOfANegotiationIsGivenOnceAndInOrder() throws Exception {
    MediaLeg leg = engine.open(newId(), new LegEvents());
    try (RtpClient client = new RtpClient(PCMU)) {
      SessionDescription early = client.offer();
      assertTrue(refusal(leg.setAnswer(early)).is(Reason.OFFER_NOT_SET));
      SessionDescription offer =
          get(leg.createOffer(new LegType.Park(), SdpKind.RTP, Optional.empty()));
      Failure twice = refusal(leg.createOffer(new LegType.Park(), SdpKind.RTP, Optional.empty()));
      assertTrue(twice.is(Reason.OFFER_ALREADY_SET), twice.toString());
      SessionDescription answer = client.answer(offer);
      get(leg.setAnswer(answer));
      assertTrue(refusal(leg.setAnswer(answer)).is(Reason.ANSWER_ALREADY_SET));
    }
    get(leg.close());
  }

  @Test
  void anOfferIsHeldUntilItsAnswerIsKnown() throws Exception {
    assumeTrue(engine.capabilities().lateAnswer(), "the engine answers late");
    MediaLeg leg = engine.open(newId(), new LegEvents());
    SessionDescription offer = clientOffer(SdpKind.WEBRTC);
    get(leg.setOffer(offer));
    assertTrue(refusal(leg.setOffer(offer)).is(Reason.OFFER_ALREADY_SET));
    SessionDescription answer = get(leg.createAnswer(new LegType.Park(), offer, Optional.empty()));
    assertEquals(Optional.empty(), AnswerCheck.problem(offer, answer));
    get(leg.close());
  }

  @Test
  void noCommonCodecIsNotAcceptableAndNamesBothLists() throws Exception {
    MediaLeg leg = engine.open(newId(), new LegEvents());
    try (RtpClient client = new RtpClient(ODD)) {
      Failure failure =
          refusal(leg.createAnswer(new LegType.Echo(), client.offer(), Optional.empty()));
      assertTrue(failure.is(Reason.NOT_ACCEPTABLE), failure.toString());
      assertTrue(failure.text().contains("x-odd"), failure.text());
      assertTrue(failure.text().contains("PCMU"), failure.text());
    }
    get(leg.close());
  }

  @Test
  void theOfferHasOnlyCodecsOfTheLegItWillJoin() throws Exception {
    assumeTrue(engine.capabilities().lateAnswer(), "the engine answers late");
    SessionId callerId = newId();
    MediaLeg caller = engine.open(callerId, new LegEvents());
    MediaLeg callee = engine.open(newId(), new LegEvents());
    try (RtpClient phone = new RtpClient(PCMA)) {
      get(caller.setOffer(phone.offer()));
      SessionDescription offer =
          get(callee.createOffer(new LegType.Bridge(callerId), SdpKind.RTP, Optional.of(callerId)));
      assertEquals(1, offer.media().get(0).codecs().stream().filter(c -> !c.isAuxiliary()).count());
      assertTrue(offer.media().get(0).codecs().get(0).isNamed("PCMA"));
    }
    get(callee.close());
    get(caller.close());
  }

  @Test
  void aBridgeToNobodyIsSessionNotFoundAndTheOldTypeStays() throws Exception {
    MediaLeg leg = engine.open(newId(), new LegEvents());
    get(leg.createAnswer(new LegType.Park(), clientOffer(SdpKind.RTP), Optional.empty()));
    Failure failure = refusal(leg.setType(new LegType.Bridge(new SessionId("nobody"))));
    assertTrue(failure.is(Reason.SESSION_NOT_FOUND), failure.toString());
    get(leg.setType(new LegType.Park()));
    get(leg.close());
  }

  @Test
  void aClosedLegIsGoneAndSaysSo() throws Exception {
    int before = engine.load();
    MediaLeg leg = engine.open(newId(), new LegEvents());
    get(leg.createOffer(new LegType.Park(), SdpKind.RTP, Optional.empty()));
    assertEquals(before + 1, engine.load());
    get(leg.close());
    get(leg.close());
    assertEquals(before, engine.load());
    assertTrue(refusal(leg.setType(new LegType.Echo())).is(Reason.SESSION_STOP));
    assertTrue(refusal(leg.stats()).is(Reason.SESSION_STOP));
  }

  @Test
  void aLegThatWasNeverUsedClosesToo() throws Exception {
    MediaLeg leg = engine.open(newId(), new LegEvents());
    get(leg.close());
    assertEquals(0, engine.load());
    assertFalse(engine.capabilities().supported().isEmpty());
  }

  private CompletionStage<MediaRoom> open(String id, RoomClass roomClass) {
    return engine.openRoom(new RoomId(id), RoomSpec.of(roomClass), new RoomEvents());
  }

  @TestFactory
  Stream<DynamicTest> aRoomOfEachClassItHasOpensOnceAndCloses() {
    return Stream.of(RoomClass.values())
        .map(c -> dynamicTest(c.wireName(), () -> opensAndCloses(c)));
  }

  private void opensAndCloses(RoomClass roomClass) throws Exception {
    String id = "room-" + roomClass.wireName();
    if (!engine.capabilities().hasRooms(roomClass)) {
      assertTrue(refusal(open(id, roomClass)).is(Reason.NOT_IMPLEMENTED));
      return;
    }
    MediaRoom room = get(open(id, roomClass));
    assertEquals(new RoomId(id), room.id());
    assertEquals(0, get(room.senders()));
    assertTrue(refusal(open(id, roomClass)).is(Reason.ROOM_ALREADY_EXISTS));
    get(room.close());
    get(room.close());
    assertTrue(refusal(room.senders()).is(Reason.ROOM_NOT_FOUND));
    get(get(open(id, roomClass)).close());
  }

  @Test
  void aRecorderAndAPlayerThatDoNotRunCannotBeSteered() throws Exception {
    MediaLeg leg = engine.open(newId(), new LegEvents());
    get(leg.createAnswer(new LegType.Park(), clientOffer(SdpKind.RTP), Optional.empty()));
    for (RecorderAction action :
        List.of(
            new RecorderAction.Stop(), new RecorderAction.Pause(), new RecorderAction.Resume())) {
      Failure failure = refusal(leg.recorder(action));
      assertTrue(
          failure.is(Reason.NO_ACTIVE_RECORDER) || failure.is(Reason.NOT_IMPLEMENTED),
          failure.toString());
    }
    for (PlayerAction action :
        List.of(
            new PlayerAction.Stop(),
            new PlayerAction.Pause(),
            new PlayerAction.Resume(),
            new PlayerAction.GetInfo(),
            new PlayerAction.GetPosition(),
            new PlayerAction.SetPosition(Duration.ZERO))) {
      Failure failure = refusal(leg.player(action));
      assertTrue(
          failure.is(Reason.NO_ACTIVE_PLAYER) || failure.is(Reason.NOT_IMPLEMENTED),
          failure.toString());
    }
    get(leg.close());
  }
}
