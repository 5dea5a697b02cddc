package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import java.util.Map;
import java.util.Optional;

/**
 * What ties a session to others: master and slave (media-session.md, "Master and slave"), and the
 * other half of a {@code bridge}.
 */
final class Links {

  private Links() {}

  static boolean handle(SessionDraft d, SessionInput input) {
    if (input instanceof SessionInput.SlaveLinked in) {
      d.slave
          .filter(old -> !old.equals(in.slave()))
          .ifPresent(
              old -> d.emit(new SessionEffect.ToSession(old, new SessionInput.Unlinked(d.id))));
      d.slave = Optional.of(in.slave());
      Candidates.flushEarly(d);
    } else if (input instanceof SessionInput.Unlinked in) {
      if (d.master().filter(in.master()::equals).isPresent()) {
        d.linked = false;
      }
    } else if (input instanceof SessionInput.PeerStopped in) {
      peerStopped(d, in.peer());
    } else if (input instanceof SessionInput.BridgeComing) {
      Proxies.bridgeComing(d);
    } else if (input instanceof SessionInput.BridgedBy in) {
      bridgedBy(d, in);
    } else if (input instanceof SessionInput.BridgeLeft in) {
      bridgeLeft(d, in.peer());
    } else {
      return false;
    }
    return true;
  }

  private static void peerStopped(SessionDraft d, SessionId peer) {
    boolean master = d.master().filter(peer::equals).isPresent();
    boolean slave = d.slave.filter(peer::equals).isPresent();
    if (!master && !slave) {
      return;
    }
    if (d.options.stopAfterPeer()) {
      SessionStep.end(d, Failure.of(Reason.PEER_STOPPED));
      return;
    }
    if (master) {
      d.linked = false;
    } else {
      d.slave = Optional.empty();
    }
  }

  private static void bridgedBy(SessionDraft d, SessionInput.BridgedBy in) {
    if (Proxies.bridged(d, in.peer())) {
      return;
    }
    if (d.engine.isEmpty() || d.phase != Phase.READY) {
      return;
    }
    d.partner.filter(old -> !old.equals(in.peer())).ifPresent(old -> leave(d, old));
    d.partner = Optional.of(in.peer());
    become(d, new LegType.Bridge(in.peer()), in.role());
  }

  private static void bridgeLeft(SessionDraft d, SessionId peer) {
    if (d.partner.filter(peer::equals).isEmpty()) {
      return;
    }
    d.partner = Optional.empty();
    // The sessions of a call are the call's business (media-call.md, "Flow").
    if (d.options.stopAfterPeer() && d.options.owner().isPresent()) {
      SessionStep.end(d, Failure.of(Reason.BRIDGE_STOP));
    } else {
      // The engine has parked the leg its partner left (MediaLeg#setType).
      become(d, new LegType.Park(), Optional.empty());
    }
  }

  /** The type has changed without being asked for. */
  private static void become(SessionDraft d, LegType type, Optional<String> role) {
    Map<String, Object> info =
        type instanceof LegType.Bridge && role.isEmpty() ? d.typeInfo : Files.toldByEngine(d);
    role.ifPresent(r -> info.put("role", r));
    if (d.type.filter(type::equals).isPresent() && info.equals(d.typeInfo)) {
      return;
    }
    if (d.proxy.isPresent()) {
      Proxies.left(d);
    }
    d.type = Optional.of(type);
    d.typeInfo = info;
    d.publish("type", SessionInfo.typeBody(d));
    settle(d);
  }

  /** A type is in force: its room and the other half of its bridge, old and new, hear of it. */
  static void settle(SessionDraft d) {
    Optional<LegType> member =
        d.phase == Phase.READY ? d.type.filter(Links::joins) : Optional.empty();
    if (!member.equals(d.inRoom)) {
      d.inRoom = member;
      d.emit(new SessionEffect.InRoom(member));
    }
    Optional<SessionId> now =
        d.phase == Phase.READY
            ? d.type.filter(LegType.Bridge.class::isInstance).map(t -> ((LegType.Bridge) t).peer())
            : Optional.empty();
    if (now.equals(d.partner)) {
      return;
    }
    d.partner.ifPresent(old -> leave(d, old));
    d.partner = now;
    Optional<String> role =
        d.proxy.isPresent() && now.isPresent() ? Optional.of("slave") : Optional.empty();
    now.ifPresent(
        peer -> d.emit(new SessionEffect.ToSession(peer, new SessionInput.BridgedBy(d.id, role))));
  }

  private static boolean joins(LegType type) {
    return type instanceof LegType.Publish
        || type instanceof LegType.Listen
        || type instanceof LegType.Mcu;
  }

  private static void leave(SessionDraft d, SessionId partner) {
    d.emit(new SessionEffect.ToSession(partner, new SessionInput.BridgeLeft(d.id)));
  }

  /** The session ends: everybody it is tied to hears of it. */
  static void end(SessionDraft d) {
    d.master().ifPresent(m -> stopped(d, m));
    d.slave.ifPresent(s -> stopped(d, s));
    d.partner.ifPresent(p -> leave(d, p));
    d.partner = Optional.empty();
    if (d.inRoom.isPresent()) {
      d.inRoom = Optional.empty();
      d.emit(new SessionEffect.InRoom(Optional.empty()));
    }
  }

  private static void stopped(SessionDraft d, SessionId peer) {
    d.emit(new SessionEffect.ToSession(peer, new SessionInput.PeerStopped(d.id)));
  }

  /** What somebody hears who reaches out to a session that is over. */
  static Optional<SessionEffect> bounce(SessionId gone, SessionInput input) {
    return SessionInput.bounce(gone, input)
        .map(b -> new SessionEffect.ToSession(b.to(), b.input()));
  }
}
