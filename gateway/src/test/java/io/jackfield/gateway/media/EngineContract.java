package io.jackfield.gateway.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contract's tests have in common: an engine, and legs made ready for each case it states.
 * An adapter's test says how its engine starts, and what is special about it.
 */
public abstract class EngineContract {

  /** PCMU under its static number. */
  protected static final Codec PCMU = Codec.of(0, "PCMU", 8000);

  /** PCMA under its static number. */
  protected static final Codec PCMA = Codec.of(8, "PCMA", 8000);

  private static final long WAIT_SECONDS = 20;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private TrackedEngine engine;
  private int ids;

  /** For subclasses. */
  protected EngineContract() {}

  /** Starts the engine under test. */
  protected abstract MediaEngine start() throws Exception;

  /** Ends it. */
  protected abstract void stop(MediaEngine running) throws Exception;

  /**
   * Makes the engine's server vanish under its open legs.
   *
   * @return the reason each of them has to name; empty for an engine that has no server
   */
  protected Optional<Reason> vanish() throws Exception {
    return Optional.empty();
  }

  /** Asks the engine's server whether anything is left; all legs and rooms are closed. */
  protected void assertNothingLeft() throws Exception {}

  /** Threads that call the engine, several at once where it allows that. */
  protected Executor callers() {
    return threads;
  }

  /** URI of a file that every engine which plays can play; for engines that do. */
  protected String file() throws Exception {
    throw new AssertionError("an engine that plays says what it can play");
  }

  /** A leg that publishes to a room, as far on as its listeners need it. */
  protected SessionId publisher(RoomId room, SdpKind kind) throws Exception {
    return negotiated(new LegType.Publish(room), kind);
  }

  /** Starts a fresh engine. */
  @BeforeEach
  final void startEngine() throws Exception {
    engine = new TrackedEngine(start());
  }

  /** Closes what a test left open: then nothing is left, and the engine ends. */
  @AfterEach
  final void stopEngine() throws Exception {
    threads.shutdown();
    if (engine == null) {
      return;
    }
    try {
      for (MediaLeg leg : engine.legs()) {
        get(leg.close());
      }
      for (MediaRoom room : engine.rooms()) {
        get(room.close());
      }
      assertEquals(0, engine.load(), "legs left");
      assertNothingLeft();
    } finally {
      stop(engine.untracked());
    }
  }

  /** The engine under test. */
  protected final MediaEngine engine() {
    return engine;
  }

  /** The engine as {@link #start} gave it. */
  protected final MediaEngine started() {
    return engine.untracked();
  }

  /** What it states of itself. */
  protected final Capabilities capabilities() {
    return engine.capabilities();
  }

  /** An id not used before. */
  protected final synchronized SessionId newId() {
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

  /** Opens a room. */
  protected final MediaRoom newRoom(RoomClass roomClass) throws Exception {
    ids++;
    RoomId id = new RoomId("room-" + ids);
    return get(engine.openRoom(id, RoomSpec.of(roomClass), new RoomEvents()));
  }

  /**
   * A fresh leg and all that its type names.
   *
   * @param type with fields that name what is there
   * @param codecPeer the caller it is the far side of, on an engine that joins no other legs
   */
  protected record Prepared(
      SessionId id, MediaLeg leg, LegEvents events, LegType type, Optional<SessionId> codecPeer) {}

  /** Makes a leg ready for a case. */
  protected final Prepared prepare(Capabilities.Case c) throws Exception {
    boolean farSide = c.type() == SessionType.BRIDGE && !capabilities().knows(SessionType.PARK);
    Optional<SessionId> caller = farSide ? Optional.of(callerFor(c.kind())) : Optional.empty();
    LegType type = caller.<LegType>map(LegType.Bridge::new).orElse(null);
    SessionId id = newId();
    LegEvents events = new LegEvents();
    return new Prepared(
        id,
        engine.open(id, events),
        events,
        type == null ? type(c.type(), c.kind()) : type,
        caller);
  }

  /** A caller whose offer is held, for a far side of this kind. */
  private SessionId callerFor(SdpKind far) throws Exception {
    SdpKind kind =
        capabilities().joins().stream()
            .filter(j -> j.far() == far)
            .map(Capabilities.Join::caller)
            .sorted()
            .findFirst()
            .orElseThrow();
    SessionId id = newId();
    get(engine.open(id, new LegEvents()).setOffer(ClientSdp.offer(kind)));
    return id;
  }

  /** Both halves of the negotiation of a case; the description the engine made. */
  protected final SessionDescription negotiate(Capabilities.Case c, Prepared p) throws Exception {
    if (c.type() == SessionType.PROXY) {
      return proxied(c.kind(), ((LegType.Proxy) p.type()).far(), p);
    }
    if (c.role() == Role.OFFEREE) {
      return get(p.leg().createAnswer(p.type(), ClientSdp.offer(c.kind()), p.codecPeer()));
    }
    SessionDescription offer = get(p.leg().createOffer(p.type(), c.kind(), p.codecPeer()));
    get(p.leg().setAnswer(ClientSdp.answer(offer)));
    return offer;
  }

  /** As session.Proxies does it: hold the offer, offer to the far side, answer, join. */
  protected final SessionDescription proxied(SdpKind kind, SdpKind far, Prepared caller)
      throws Exception {
    SessionDescription offer = ClientSdp.offer(kind);
    get(caller.leg().setOffer(offer));
    SessionId farId = newId();
    MediaLeg farLeg = engine.open(farId, new LegEvents());
    SessionDescription farOffer =
        get(farLeg.createOffer(new LegType.Park(), far, Optional.of(caller.id())));
    assertEquals(far, farOffer.kind());
    get(farLeg.setAnswer(ClientSdp.answer(farOffer)));
    SessionDescription answer =
        get(caller.leg().createAnswer(new LegType.Bridge(farId), offer, Optional.of(farId)));
    get(farLeg.setType(new LegType.Bridge(caller.id())));
    return answer;
  }

  /** A leg that has negotiated a case. */
  protected final Prepared connected(Capabilities.Case c) throws Exception {
    Prepared p = prepare(c);
    negotiate(c, p);
    return p;
  }

  /** The type with fields that name what is there: new legs that have negotiated, new rooms. */
  protected final LegType type(SessionType type, SdpKind kind) throws Exception {
    return switch (type) {
      case PARK -> new LegType.Park();
      case ECHO -> new LegType.Echo();
      case PROXY -> new LegType.Proxy(farKind(kind));
      case BRIDGE -> new LegType.Bridge(negotiated(new LegType.Park(), kind));
      case CONNECT -> new LegType.Connect(negotiated(new LegType.Park(), kind));
      case PUBLISH -> new LegType.Publish(newRoom(RoomClass.SFU).id());
      case LISTEN -> new LegType.Listen(publisher(newRoom(RoomClass.SFU).id(), kind));
      case MCU -> new LegType.Mcu(newRoom(RoomClass.MCU).id(), Optional.empty());
      case PLAY -> new LegType.Play(file(), OptionalInt.of(1));
      case P2P -> throw new AssertionError("p2p needs no engine");
    };
  }

  private SdpKind farKind(SdpKind caller) {
    return capabilities().joins().stream()
        .filter(j -> j.caller() == caller)
        .map(Capabilities.Join::far)
        .sorted()
        .findFirst()
        .orElse(caller);
  }

  /** The same type with fields that name nothing. */
  protected static LegType nothing(SessionType type) {
    SessionId nobody = new SessionId("nobody");
    RoomId none = new RoomId("none");
    return switch (type) {
      case PARK -> new LegType.Park();
      case ECHO -> new LegType.Echo();
      case PROXY -> new LegType.Proxy(SdpKind.RTP);
      case BRIDGE -> new LegType.Bridge(nobody);
      case CONNECT -> new LegType.Connect(nobody);
      case PUBLISH -> new LegType.Publish(none);
      case LISTEN -> new LegType.Listen(nobody);
      case MCU -> new LegType.Mcu(none, Optional.empty());
      case PLAY -> new LegType.Play("file:///none.wav", OptionalInt.empty());
      case P2P -> throw new AssertionError("p2p needs no engine");
    };
  }

  private SessionId negotiated(LegType type, SdpKind kind) throws Exception {
    SessionId id = newId();
    MediaLeg peer = engine.open(id, new LegEvents());
    get(peer.createAnswer(type, ClientSdp.offer(kind), Optional.empty()));
    return id;
  }

  /** The plainest case of a role it states: no other leg, no room, plain RTP where it can. */
  protected final Optional<Capabilities.Case> plainest(Role role) {
    List<SessionType> order =
        List.of(
            SessionType.PARK,
            SessionType.ECHO,
            SessionType.PLAY,
            SessionType.PUBLISH,
            SessionType.BRIDGE,
            SessionType.LISTEN);
    return capabilities().supported().stream()
        .filter(c -> c.role() == role && order.contains(c.type()))
        .min(
            Comparator.<Capabilities.Case>comparingInt(c -> order.indexOf(c.type()))
                .thenComparing(c -> c.kind() == SdpKind.RTP ? 0 : 1));
  }

  /** The plainest case of any role. */
  protected final Capabilities.Case plainest() {
    return plainest(Role.OFFEREE).or(() -> plainest(Role.OFFERER)).orElseThrow();
  }
}
