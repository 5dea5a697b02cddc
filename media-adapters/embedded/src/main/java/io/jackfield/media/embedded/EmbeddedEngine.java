package io.jackfield.media.embedded;

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
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.media.embedded.play.HttpFetch;
import io.jackfield.media.embedded.play.PlayFiles;
import io.jackfield.media.embedded.play.WebRules;
import io.jackfield.media.embedded.relay.MediaPlane;
import io.jackfield.media.embedded.relay.MediaPlaneConfig;
import io.jackfield.media.embedded.relay.PlaneCounters;
import io.jackfield.media.embedded.relay.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The media engine inside the gateway's process. */
public final class EmbeddedEngine implements MediaEngine, AutoCloseable {

  /** The backend's name on the wire. */
  public static final String BACKEND = "embedded";

  private static final List<SessionType> TYPES =
      List.of(
          SessionType.ECHO,
          SessionType.PARK,
          SessionType.BRIDGE,
          SessionType.PROXY,
          SessionType.PUBLISH,
          SessionType.LISTEN,
          SessionType.CONNECT,
          SessionType.MCU,
          SessionType.PLAY);

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);
  private static final int END_SECONDS = 5;

  /** Threads that read and write media files: a slow disk must not stop the coding of calls. */
  private static final int FILE_WORKERS = 4;

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          cases(), Capabilities.anyChange(TYPES), Capabilities.anyJoin(), true, false, true);

  private final Config config;
  private final MediaPlane plane;
  private final Workers mixers =
      new Workers("media-mixer-", Runtime.getRuntime().availableProcessors());
  private final Partners partners = new Partners();
  private final Places places = new Places();
  private final Workers fileWorkers = new Workers("media-file-", FILE_WORKERS);
  private final HttpFetch fetch;
  private final PlayFiles playFiles;
  private final Map<SessionId, EmbeddedLeg> legs = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * Settings of the engine.
   *
   * @param bindAddresses local addresses to bind; a wildcard binds all
   * @param advertisedAddresses addresses for candidates and SDP; empty means the bound ones, or for
   *     a wildcard the machine's own
   * @param webRtcPort UDP port of all WebRTC legs; 0 lets the system choose
   * @param rtpPortFirst first port of the RTP range
   * @param rtpPortLast last port of the RTP range, included
   * @param mediaTimeout silence after which an RTP leg is lost; zero for never
   * @param reattachTimeout time a browser has to come back once its consent was lost
   * @param maxLegs most legs at once
   * @param web from which hosts files are fetched
   */
  public record Config(
      List<InetAddress> bindAddresses,
      List<InetAddress> advertisedAddresses,
      int webRtcPort,
      int rtpPortFirst,
      int rtpPortLast,
      Duration mediaTimeout,
      Duration reattachTimeout,
      int maxLegs,
      WebRules web) {

    /** Copies the lists and refuses impossible values; ports and addresses the plane checks. */
    public Config {
      bindAddresses = List.copyOf(bindAddresses);
      advertisedAddresses = List.copyOf(advertisedAddresses);
      if (maxLegs < 1) {
        throw new IllegalArgumentException("at least one leg must be allowed");
      }
    }

    /**
     * The defaults on one address: WebRTC port 10000, RTP 20000-29999, time-outs of 30 s and 10 s.
     *
     * @param bind the address to bind
     * @return the settings
     */
    public static Config on(InetAddress bind) {
      return new Config(
          List.of(bind),
          List.of(),
          10_000,
          20_000,
          29_999,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          10_000,
          WebRules.PUBLIC);
    }

    /**
     * The same settings with other ports.
     *
     * @param webRtc UDP port of all WebRTC legs; 0 lets the system choose
     * @param first first port of the RTP range
     * @param last last port of the RTP range, included
     * @return the new settings
     */
    public Config withPorts(int webRtc, int first, int last) {
      return new Config(
          bindAddresses,
          advertisedAddresses,
          webRtc,
          first,
          last,
          mediaTimeout,
          reattachTimeout,
          maxLegs,
          web);
    }

    /**
     * The same settings with other times.
     *
     * @param media silence after which an RTP leg is lost; zero for never
     * @param reattach time a browser has to come back once its consent was lost
     * @return the new settings
     */
    public Config withTimeouts(Duration media, Duration reattach) {
      return new Config(
          bindAddresses,
          advertisedAddresses,
          webRtcPort,
          rtpPortFirst,
          rtpPortLast,
          media,
          reattach,
          maxLegs,
          web);
    }

    private MediaPlaneConfig plane(OptionalInt loops) {
      MediaPlaneConfig base = MediaPlaneConfig.on(bindAddresses.get(0));
      return new MediaPlaneConfig(
          bindAddresses,
          advertisedAddresses,
          webRtcPort,
          rtpPortFirst,
          rtpPortLast,
          loops.orElse(base.loops()),
          base.handshakeThreads(),
          base.handshakeTimeout(),
          base.consentTimeout(),
          mediaTimeout,
          base.portDrain());
    }
  }

  private EmbeddedEngine(Config config, MediaPlane plane) {
    this.config = config;
    this.plane = plane;
    this.fetch = new HttpFetch(HttpFetch.Limits.STANDARD, config.web());
    this.playFiles = new PlayFiles(fetch);
  }

  /**
   * Binds the ports and starts the loops.
   *
   * @param config addresses, ports and limits
   * @return the running engine; {@link #warmUp} makes its first call quick
   * @throws IOException when a port cannot be bound; the message names address and port
   */
  public static EmbeddedEngine open(Config config) throws IOException {
    return open(config, OptionalInt.empty());
  }

  /** As {@link #open(Config)}, with so many media loops instead of what suits the machine. */
  static EmbeddedEngine open(Config config, OptionalInt loops) throws IOException {
    return new EmbeddedEngine(config, MediaPlane.open(config.plane(loops)));
  }

  private static Set<Capabilities.Case> cases() {
    Set<Capabilities.Case> cases = new HashSet<>();
    for (SessionType type : TYPES) {
      for (Role role : Role.values()) {
        if (type == SessionType.PROXY && role == Role.OFFERER) {
          // The first leg of a call is the caller's, and it offers (media-session.md, "Types").
          continue;
        }
        for (SdpKind kind : SdpKind.values()) {
          cases.add(new Capabilities.Case(type, role, kind));
        }
      }
    }
    return cases;
  }

  /** Whether the engine has a type at all. */
  static boolean knows(SessionType type) {
    return TYPES.contains(type);
  }

  @Override
  public String backend() {
    return BACKEND;
  }

  @Override
  public String name() {
    return BACKEND;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public boolean ready() {
    return !closed && legs.size() < config.maxLegs();
  }

  @Override
  public int load() {
    return legs.size();
  }

  /**
   * Runs the cryptography once, so that the first caller does not wait for it.
   *
   * @return done when warm; fails when the cryptography does not work at all
   */
  public CompletionStage<Void> warmUp() {
    return plane.warmUp();
  }

  /**
   * What the packet path has open and has thrown away.
   *
   * @return a snapshot
   */
  public CompletionStage<PlaneCounters> counters() {
    return plane.counters();
  }

  @Override
  public MediaLeg open(SessionId id, MediaLegObserver observer) {
    if (!ready()) {
      return refused(id, observer, Failure.of(Reason.NO_MEDIASERVER).withDetail(limitText()));
    }
    EmbeddedLeg leg = new EmbeddedLeg(this, id, observer, Optional.empty());
    return legs.putIfAbsent(id, leg) == null
        ? leg
        : refused(id, observer, Failure.of(Reason.SESSION_ALREADY_EXISTS));
  }

  @Override
  public CompletionStage<MediaRoom> openRoom(RoomId id, RoomSpec spec, MediaRoomObserver observer) {
    if (closed) {
      return refused(Failure.of(Reason.NO_MEDIASERVER).withDetail(limitText()));
    }
    if (!CAPABILITIES.hasRooms(spec.roomClass())) {
      String text = "rooms of class " + spec.roomClass().wireName() + " on backend embedded";
      return refused(Failure.of(Reason.NOT_IMPLEMENTED).withDetail(text));
    }
    Optional<Failure> layout = EmbeddedRoom.unfit(spec);
    if (layout.isPresent()) {
      return refused(layout.get());
    }
    EmbeddedRoom room = new EmbeddedRoom(this, id, spec);
    return places.open(room)
        ? CompletableFuture.completedFuture(room)
        : refused(Failure.of(Reason.ROOM_ALREADY_EXISTS));
  }

  private static <T> CompletionStage<T> refused(Failure failure) {
    return CompletableFuture.failedFuture(new FailureException(failure));
  }

  private String limitText() {
    return closed ? "engine embedded is closed" : "engine embedded has " + legs.size() + " legs";
  }

  private EmbeddedLeg refused(SessionId id, MediaLegObserver observer, Failure failure) {
    return new EmbeddedLeg(this, id, observer, Optional.of(failure));
  }

  Config config() {
    return config;
  }

  MediaPlane plane() {
    return plane;
  }

  /** Threads of the conferences. */
  Workers mixers() {
    return mixers;
  }

  Partners partners() {
    return partners;
  }

  Places places() {
    return places;
  }

  Workers fileWorkers() {
    return fileWorkers;
  }

  PlayFiles playFiles() {
    return playFiles;
  }

  boolean closed() {
    return closed;
  }

  Optional<EmbeddedLeg> leg(SessionId id) {
    return Optional.ofNullable(legs.get(id));
  }

  Optional<String> affinity(SessionId id) {
    return leg(id).flatMap(EmbeddedLeg::affinity);
  }

  void remove(EmbeddedLeg leg) {
    legs.remove(leg.id(), leg);
  }

  /** Has all these legs look again; done when they have. */
  CompletionStage<Void> refreshAll(Set<SessionId> changed) {
    CompletableFuture<?>[] all =
        changed.stream()
            .flatMap(id -> leg(id).stream())
            .map(leg -> leg.refresh().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all);
  }

  /** RFC 8866 5.2: a session id nobody else uses; 62 bits, as RFC 8829 5.2.1 asks. */
  Origin newOrigin() {
    // The transports put their own address in its place.
    return Origin.of(random.nextLong() >>> 2, "0.0.0.0");
  }

  /** Their recordings are whole then, or the disk is too slow for a program that ends. */
  private void endLegs() {
    CompletableFuture<?>[] all =
        List.copyOf(legs.values()).stream()
            .map(leg -> leg.engineCloses().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(all).get(END_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Not every leg has ended in order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes every leg, and frees ports and threads; idempotent, returns when all is closed. */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    endLegs();
    closed = true;
    legs.clear();
    mixers.close();
    fetch.close();
    fileWorkers.close();
    plane.close();
  }
}
