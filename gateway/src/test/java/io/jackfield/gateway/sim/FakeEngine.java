package io.jackfield.gateway.sim;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.Capabilities;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.MediaRoomObserver;
import io.jackfield.gateway.media.Role;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.sdp.SdpKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An engine that keeps the port's contract and behaves as badly as it is told: by chance ({@link
 * Manners}) or by {@link FakeScript}. It can be late, refuse, never answer, answer in another
 * order, lose a leg, and vanish.
 */
public final class FakeEngine implements MediaEngine {

  /**
   * How badly it behaves.
   *
   * @param maxDelayMillis longest delay of an answer; 0 answers at once
   * @param refuse share of operations refused
   * @param silence share of operations never answered
   * @param lose share of legs lost some time after they opened
   */
  public record Manners(int maxDelayMillis, double refuse, double silence, double lose) {

    /** Answers at once and never fails. */
    public static final Manners GOOD = new Manners(0, 0, 0, 0);
  }

  private final SimTime time;
  private final Random random;
  private Manners manners;
  private Capabilities capabilities;
  private String backend = "fake";
  private final Map<SessionId, FakeLeg> open = new LinkedHashMap<>();
  private final Map<RoomId, FakeRoom> rooms = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private final FakeScript script = new FakeScript();
  private Optional<Failure> vanished = Optional.empty();

  /**
   * Makes an engine.
   *
   * @param time when it answers
   * @param random decides what goes wrong
   * @param manners how often it does
   * @param lateAnswer see {@link Capabilities#lateAnswer}
   */
  public FakeEngine(SimTime time, Random random, Manners manners, boolean lateAnswer) {
    this.time = time;
    this.random = random;
    this.manners = manners;
    Set<Capabilities.Case> cases = new HashSet<>();
    for (SessionType type : SessionType.values()) {
      for (Role role : Role.values()) {
        boolean lacking =
            type == SessionType.P2P
                || type == SessionType.PROXY && (role == Role.OFFERER || !lateAnswer);
        for (SdpKind kind : lacking ? Set.<SdpKind>of() : Set.of(SdpKind.values())) {
          cases.add(new Capabilities.Case(type, role, kind));
        }
      }
    }
    this.capabilities =
        new Capabilities(
            cases,
            Capabilities.anyChange(types(cases)),
            lateAnswer ? Capabilities.anyJoin() : Set.of(),
            lateAnswer,
            false,
            true);
  }

  private static Set<SessionType> types(Set<Capabilities.Case> cases) {
    return cases.stream().map(Capabilities.Case::type).collect(Collectors.toSet());
  }

  /** Takes a type out of what it can do; before it is used. */
  public void lack(SessionType type) {
    Set<Capabilities.Case> left = new HashSet<>(capabilities.supported());
    left.removeIf(c -> c.type() == type);
    capabilities =
        new Capabilities(
            left,
            Capabilities.anyChange(types(left)),
            capabilities.joins(),
            capabilities.lateAnswer(),
            capabilities.trickle(),
            capabilities.takesTrickle());
  }

  /** Says how it treats candidates; before it is used. */
  public void trickles(boolean itself, boolean takes) {
    capabilities =
        new Capabilities(
            capabilities.supported(),
            capabilities.changes(),
            capabilities.joins(),
            capabilities.lateAnswer(),
            itself,
            takes);
  }

  /** Refuses operations whose entry in the log begins so, from now on. */
  public void refuse(String entry) {
    script.refuse(entry, Reason.NOT_ACCEPTABLE);
  }

  /** Says what it does with which operation. */
  public FakeScript script() {
    return script;
  }

  /** Its server is gone: every leg and room is lost, nothing is answered any more. */
  public void vanish(Failure failure) {
    vanished = Optional.of(failure);
    List.copyOf(open.values()).forEach(leg -> leg.observer().onLost(failure));
    List.copyOf(rooms.values()).forEach(room -> room.observer.onLost(failure));
  }

  /** Its server is there again, and knows nothing of what was. */
  public void returns() {
    vanished = Optional.empty();
  }

  /** It behaves otherwise from now on. */
  public void manners(Manners next) {
    manners = next;
  }

  /** What was asked of it, in order: {@code <operation> <session>}. */
  public List<String> log() {
    return log;
  }

  /** The leg of a session, to make something happen on it. */
  public MediaLegObserver observer(SessionId id) {
    return open.get(id).observer();
  }

  /** Who listens to an open room, to make something happen to it. */
  public MediaRoomObserver observer(RoomId id) {
    return rooms.get(id).observer;
  }

  /** The rooms that are open. */
  public Set<RoomId> rooms() {
    return Set.copyOf(rooms.keySet());
  }

  /** It is of another backend, and joins legs of these kinds alone; before it is used. */
  public FakeEngine joining(String ofBackend, Set<Capabilities.Join> joins) {
    backend = ofBackend;
    lack(SessionType.PARK);
    capabilities =
        new Capabilities(
            capabilities.supported(),
            capabilities.changes(),
            joins,
            true,
            capabilities.trickle(),
            capabilities.takesTrickle());
    return this;
  }

  @Override
  public String backend() {
    return backend;
  }

  @Override
  public String name() {
    return "fake-1";
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean ready() {
    return vanished.isEmpty();
  }

  @Override
  public int load() {
    return open.size();
  }

  @Override
  public MediaLeg open(SessionId id, MediaLegObserver observer) {
    FakeLeg leg = new FakeLeg(this, id, observer);
    if (open.put(id, leg) != null) {
      throw new IllegalStateException("leg " + id + " opened twice");
    }
    if (random.nextDouble() < manners.lose()) {
      time.later(
          Duration.ofMillis(random.nextInt(60_000)),
          () -> {
            if (open.containsKey(id)) {
              observer.onLost(Failure.of(Reason.MEDIA_TIMEOUT));
            }
          });
    }
    return leg;
  }

  @Override
  public CompletionStage<MediaRoom> openRoom(RoomId id, RoomSpec spec, MediaRoomObserver observer) {
    FakeRoom room = new FakeRoom(id, spec.roomClass(), observer);
    if (!capabilities.hasRooms(spec.roomClass())) {
      return CompletableFuture.failedFuture(FailureException.of(Reason.NOT_IMPLEMENTED));
    }
    if (rooms.containsKey(id)) {
      return CompletableFuture.failedFuture(FailureException.of(Reason.ROOM_ALREADY_EXISTS));
    }
    // One that never says so has none: there would be no handle to close it by.
    CompletionStage<MediaRoom> opened =
        answer("openRoom:" + spec.roomClass().wireName() + " " + id, () -> room);
    return opened.thenApply(
        made -> {
          room.open = true;
          rooms.put(id, room);
          return made;
        });
  }

  /** The leg of a session that is open. */
  Optional<FakeLeg> leg(SessionId id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Whether a room of this class is open. */
  boolean has(RoomId id, RoomClass roomClass) {
    return Optional.ofNullable(rooms.get(id)).filter(r -> r.roomClass == roomClass).isPresent();
  }

  private long sendersTo(RoomId room) {
    return open.values().stream().filter(l -> l.sendsTo().filter(room::equals).isPresent()).count();
  }

  void closed(FakeLeg leg) {
    open.remove(leg.id(), leg);
  }

  /** Answers an operation, as its script and its manners will. */
  <T> CompletionStage<T> answer(String entry, Supplier<T> result) {
    log.add(entry);
    if (vanished.isPresent() && entry.startsWith("close")) {
      // A release succeeds when the server is gone, and with it what it held.
      return CompletableFuture.completedFuture(result.get());
    }
    if (vanished.isPresent()) {
      return CompletableFuture.failedFuture(new FailureException(vanished.get()));
    }
    CompletableFuture<T> future = new CompletableFuture<>();
    Optional<FakeScript.Rule> rule = script.of(entry);
    if (rule.isPresent()) {
      scripted(entry, rule.get(), future, result);
      return future;
    }
    double chance = random.nextDouble();
    if (chance < manners.silence()) {
      return future;
    }
    boolean refuse = chance < manners.silence() + manners.refuse();
    Runnable reply =
        () -> {
          if (refuse) {
            future.completeExceptionally(new FailureException(Failure.of(Reason.NOT_ACCEPTABLE)));
          } else {
            reply(future, result);
          }
        };
    if (manners.maxDelayMillis() == 0) {
      reply.run();
    } else {
      time.later(Duration.ofMillis(random.nextInt(manners.maxDelayMillis())), reply);
    }
    return future;
  }

  private <T> void scripted(
      String entry, FakeScript.Rule rule, CompletableFuture<T> future, Supplier<T> result) {
    if (rule.refusal().isPresent()) {
      future.completeExceptionally(new FailureException(rule.refusal().get()));
    } else if (rule.hold()) {
      script.keep(entry, () -> reply(future, result));
    } else if (!rule.silent()) {
      time.later(rule.delay().orElseThrow(), () -> reply(future, result));
    }
  }

  private static <T> void reply(CompletableFuture<T> future, Supplier<T> result) {
    try {
      future.complete(result.get());
    } catch (FailureException e) {
      future.completeExceptionally(e);
    }
  }

  private final class FakeRoom implements MediaRoom {
    private final RoomId id;
    private final RoomClass roomClass;
    private final MediaRoomObserver observer;
    private boolean open;

    FakeRoom(RoomId id, RoomClass roomClass, MediaRoomObserver observer) {
      this.id = id;
      this.roomClass = roomClass;
      this.observer = observer;
    }

    @Override
    public RoomId id() {
      return id;
    }

    @Override
    public CompletionStage<Void> layout(String layout) {
      return answer("layout:" + layout + " " + id, () -> null);
    }

    @Override
    public CompletionStage<Integer> senders() {
      if (!open) {
        return CompletableFuture.failedFuture(FailureException.of(Reason.ROOM_NOT_FOUND));
      }
      return answer("senders " + id, () -> (int) sendersTo(id));
    }

    @Override
    public CompletionStage<Void> close() {
      // As with legs: gone whatever the answer says.
      open = false;
      rooms.remove(id, this);
      return answer("closeRoom " + id, () -> null);
    }
  }
}
