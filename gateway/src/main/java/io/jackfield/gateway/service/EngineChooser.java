package io.jackfield.gateway.service;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.Capabilities;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.Role;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.signal.Description;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Picks the engine of a new session (media-session.md, "Choosing the backend"). */
final class EngineChooser {

  private final List<MediaEngine> engines;
  private final Function<SessionId, Optional<SessionActor>> sessions;
  private final Function<RoomId, Optional<MediaEngine>> rooms;

  EngineChooser(
      List<MediaEngine> engines,
      Function<SessionId, Optional<SessionActor>> sessions,
      Function<RoomId, Optional<MediaEngine>> rooms) {
    this.engines = engines;
    this.sessions = sessions;
    this.rooms = rooms;
  }

  /**
   * The engine of a new room.
   *
   * @throws FailureException when nothing fits, with the reason the specification names
   */
  MediaEngine chooseForRoom(RoomClass roomClass, Optional<String> backend) {
    backend.filter(b -> !known(b)).ifPresent(b -> refuse(Reason.UNKNOWN_BACKEND));
    List<MediaEngine> fitting =
        engines.stream()
            .filter(e -> backend.map(e.backend()::equals).orElse(true))
            .filter(e -> e.capabilities().hasRooms(roomClass))
            .toList();
    if (fitting.isEmpty()) {
      refuse(Reason.NOT_IMPLEMENTED);
    }
    return leastLoaded(fitting);
  }

  private static MediaEngine leastLoaded(List<MediaEngine> fitting) {
    Optional<String> first =
        fitting.stream().filter(MediaEngine::ready).map(MediaEngine::backend).findFirst();
    return fitting.stream()
        .filter(e -> e.ready() && first.filter(e.backend()::equals).isPresent())
        .min(Comparator.comparingInt(MediaEngine::load))
        .orElseThrow(() -> new FailureException(Failure.of(Reason.NO_MEDIASERVER)));
  }

  /**
   * The engine for a session, none for {@code p2p}.
   *
   * @throws FailureException when nothing fits, with the reason the specification names
   */
  Optional<MediaEngine> choose(CreateSession request) {
    if (request.type().isEmpty()) {
      request
          .backend()
          .filter(b -> !b.equals("p2p"))
          .ifPresent(b -> refuse(known(b) ? Reason.NOT_IMPLEMENTED : Reason.UNKNOWN_BACKEND));
      return Optional.empty();
    }
    LegType type = request.type().get();
    Role role = request.offer().isPresent() ? Role.OFFEREE : Role.OFFERER;
    SdpKind kind = request.offer().map(EngineChooser::kindOf).orElse(request.kind());
    Optional<MediaEngine> fixed = referenced(type);
    if (fixed.isPresent()) {
      return Optional.of(checked(request, fixed.get(), type, role, kind));
    }
    Optional<String> backend = request.backend();
    backend.filter(b -> !known(b)).ifPresent(b -> refuse(Reason.UNKNOWN_BACKEND));
    List<MediaEngine> candidates =
        engines.stream().filter(e -> backend.map(e.backend()::equals).orElse(true)).toList();
    List<MediaEngine> fitting = candidates.stream().filter(e -> can(e, type, role, kind)).toList();
    if (fitting.isEmpty()) {
      boolean otherRole =
          backend.isPresent()
              && candidates.stream().anyMatch(e -> e.capabilities().knows(type.type()));
      refuse(otherRole ? Reason.INVALID_OPERATION : Reason.NOT_IMPLEMENTED);
    }
    return Optional.of(leastLoaded(fitting));
  }

  /**
   * The engine of a leg of a call: the caller's, or one offered what the caller has (session of the
   * same call, which fixes the engine).
   *
   * @param caller the caller's session for a far leg, none for the caller's own
   * @throws FailureException when nothing fits, with the reason the specification names
   */
  MediaEngine chooseForCall(CreateSession request, Optional<SessionId> caller) {
    if (caller.isPresent()) {
      MediaEngine engine = engineOf(caller.get(), Reason.SESSION_NOT_FOUND);
      if (engine.capabilities().joins().stream().noneMatch(j -> j.far() == request.kind())) {
        refuse(Reason.INVALID_PARAMETERS);
      }
      return engine;
    }
    SdpKind kind = request.offer().map(EngineChooser::kindOf).orElse(request.kind());
    List<MediaEngine> fitting =
        engines.stream()
            .filter(e -> request.backend().map(e.backend()::equals).orElse(true))
            .filter(e -> e.capabilities().joins().stream().anyMatch(j -> j.caller() == kind))
            .toList();
    if (fitting.isEmpty()) {
      refuse(Reason.NOT_IMPLEMENTED);
    }
    return leastLoaded(fitting);
  }

  /**
   * What a call may ask of its engine.
   *
   * @param backend the only one it may be of
   * @param caller kind of the caller's offer, none when the caller wants to be offered something
   * @param far kind of every callee; none when either may come
   * @param application the call goes to this type, not to callees
   */
  record CallWish(
      Optional<String> backend,
      Optional<SdpKind> caller,
      Optional<SdpKind> far,
      Optional<LegType> application) {}

  /**
   * The engine of a call: the first ready one in the order of configuration that can carry it
   * whatever callee comes, else the first ready one.
   */
  Optional<MediaEngine> firstReady(CallWish wish) {
    List<MediaEngine> ready =
        engines.stream()
            .filter(e -> e.ready() && wish.backend().map(e.backend()::equals).orElse(true))
            .toList();
    List<MediaEngine> carrying =
        ready.stream().filter(e -> carries(e.capabilities(), wish)).toList();
    List<MediaEngine> fitting = carrying.isEmpty() ? ready : carrying;
    return fitting.isEmpty() ? Optional.empty() : Optional.of(leastLoaded(fitting));
  }

  private static boolean carries(Capabilities c, CallWish wish) {
    if (wish.application().isPresent()) {
      Role role = wish.caller().isPresent() ? Role.OFFEREE : Role.OFFERER;
      SdpKind kind = wish.caller().orElse(SdpKind.RTP);
      return c.supports(wish.application().get().type(), role, kind);
    }
    if (wish.caller().isEmpty() || !c.lateAnswer()) {
      return c.knows(SessionType.PARK);
    }
    return wish.far().map(Set::of).orElse(Set.of(SdpKind.values())).stream()
        .allMatch(far -> c.joins(wish.caller().get(), far));
  }

  boolean known(String backend) {
    return backend.equals("p2p") || engines.stream().anyMatch(e -> e.backend().equals(backend));
  }

  private Optional<MediaEngine> referenced(LegType type) {
    if (type instanceof LegType.Bridge t) {
      return Optional.of(engineOf(t.peer(), Reason.SESSION_NOT_FOUND));
    }
    if (type instanceof LegType.Connect t) {
      return Optional.of(engineOf(t.peer(), Reason.SESSION_NOT_FOUND));
    }
    if (type instanceof LegType.Listen t) {
      return Optional.of(engineOf(t.publisher(), Reason.INVALID_PUBLISHER));
    }
    if (type instanceof LegType.Publish t) {
      return Optional.of(engineOf(t.room()));
    }
    if (type instanceof LegType.Mcu t) {
      return Optional.of(engineOf(t.room()));
    }
    return Optional.empty();
  }

  private MediaEngine engineOf(RoomId room) {
    return rooms
        .apply(room)
        .orElseThrow(() -> new FailureException(Failure.of(Reason.ROOM_NOT_FOUND)));
  }

  private MediaEngine engineOf(SessionId session, Reason missing) {
    SessionActor actor =
        sessions.apply(session).orElseThrow(() -> new FailureException(Failure.of(missing)));
    return actor
        .engine()
        .orElseThrow(() -> new FailureException(Failure.of(Reason.INCOMPATIBLE_SESSION)));
  }

  private static MediaEngine checked(
      CreateSession request, MediaEngine engine, LegType type, Role role, SdpKind kind) {
    if (request.backend().filter(b -> !b.equals(engine.backend())).isPresent()) {
      refuse(Reason.INCOMPATIBLE_SESSION);
    }
    if (!can(engine, type, role, kind)) {
      refuse(
          engine.capabilities().knows(type.type())
              ? Reason.INVALID_OPERATION
              : Reason.NOT_IMPLEMENTED);
    }
    return engine;
  }

  /** A proxy is made of a leg that is answered late and one that offers (session.Proxies). */
  private static boolean can(MediaEngine engine, LegType type, Role role, SdpKind kind) {
    Capabilities c = engine.capabilities();
    return c.supports(type.type(), role, kind)
        && !(type instanceof LegType.Proxy proxy && !c.joins(kind, proxy.far()));
  }

  /**
   * Whether a session may change from a type to another without leaving its engine. A change to
   * {@code proxy} the session itself refuses, on every engine alike.
   *
   * @throws FailureException when it may not, with the reason the specification names
   */
  void checkChange(MediaEngine engine, SessionType from, LegType type) {
    referenced(type).ifPresent(other -> same(engine, other));
    boolean known = engine.capabilities().knows(type.type());
    if (!known
        || type.type() != SessionType.PROXY && !engine.capabilities().changes(from, type.type())) {
      refuse(Reason.NOT_IMPLEMENTED);
    }
  }

  private static void same(MediaEngine engine, MediaEngine other) {
    if (!engine.backend().equals(other.backend())) {
      refuse(Reason.INCOMPATIBLE_SESSION);
    }
    if (engine != other) {
      refuse(Reason.DIFFERENT_MEDIASERVER);
    }
  }

  /** What the description is, not what the client called it; nonsense is refused later. */
  private static SdpKind kindOf(Description offer) {
    try {
      return offer.sdp().map(s -> SdpParser.parse(s).kind()).orElse(offer.kind());
    } catch (SdpException e) {
      return offer.kind();
    }
  }

  private static void refuse(Reason reason) {
    throw new FailureException(Failure.of(reason));
  }
}
