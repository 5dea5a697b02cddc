package io.jackfield.signaling.api.media;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Role;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.core.ObjectAccess;
import java.util.Optional;
import java.util.Set;

/** Who may use which session and call (protocol.md, "Permissions"). */
public final class MediaAccess implements ObjectAccess {

  private static final String CORE_SERVICE = "core";

  private final Service service;
  private final CallLegs legs;
  private final Set<String> userAllow;

  /**
   * Makes the rules of a service.
   *
   * @param service the service
   * @param legs who is in which call
   * @param userAllow what users may make: {@code session}, {@code call}
   */
  public MediaAccess(Service service, CallLegs legs, Set<String> userAllow) {
    this.service = service;
    this.legs = legs;
    this.userAllow = Set.copyOf(userAllow);
  }

  /** Making sessions, or calls. */
  Permission create(String what) {
    return new Permission(
        "administrators of the service; users if '" + what + "' is in user_allow",
        request -> mayCreate(request, what));
  }

  private void mayCreate(Invocation request, String what) {
    Identity who = request.who();
    boolean allowed =
        switch (who.role()) {
          case CORE_ADMIN -> service.name().equals(CORE_SERVICE);
          case SERVICE_ADMIN -> true;
          case USER -> userAllow.contains(what);
        };
    if (!allowed) {
      throw Permission.denied();
    }
    // A session the request builds on must be one the client may use.
    Optional<String> linked =
        what.equals("call") ? request.values().maybe("session_id") : Optional.empty();
    linked.ifPresent(id -> checkSession(who, new SessionId(id)));
  }

  /** Using the session named by {@code session_id}. */
  Permission session() {
    return new Permission(
        "administrators; the user who made the session or is invited to it",
        request -> checkSession(request.who(), new SessionId(request.values().text("session_id"))));
  }

  /** Using the call named by {@code call_id}. */
  Permission call() {
    return new Permission(
        "administrators; the user who placed the call or is invited to it",
        request -> checkCall(request.who(), new CallId(request.values().text("call_id"))));
  }

  /** Using the session named by {@code session_id}, else the room named by {@code room_id}. */
  Permission sessionOrRoom() {
    return new Permission(
        "as for the session, else as for the room",
        request -> {
          Optional<String> session = request.values().maybe("session_id");
          String room = request.values().maybe("room_id").orElse("");
          if (session.isPresent()) {
            checkSession(request.who(), new SessionId(session.get()));
          } else if (room.isEmpty()) {
            throw Validation.missing("session_id");
          } else {
            checkRoom(request, "room");
          }
        });
  }

  /** Reading and writing the room named by {@code room_id}. */
  Permission room() {
    return new Permission(
        "administrators of the service; users if 'room' is in user_allow",
        request -> checkRoom(request, "room"));
  }

  /** Ending the room named by {@code room_id}. */
  Permission destroyRoom() {
    return new Permission(
        "administrators of the service; users if 'room_destroy' is in user_allow",
        request -> checkRoom(request, "room_destroy"));
  }

  /** Listing rooms. */
  Permission rooms() {
    return new Permission(
        "administrators of the service; users if 'room' is in user_allow",
        request -> mayCreate(request, "room"));
  }

  private void checkRoom(Invocation request, String what) {
    mayCreate(request, what);
    if (!service.rooms().exists(new RoomId(request.values().text("room_id")))) {
      throw FailureException.of(Reason.ROOM_NOT_FOUND);
    }
  }

  private void checkSession(Identity who, SessionId id) {
    if (!service.sessions().exists(id)) {
      throw FailureException.of(Reason.SESSION_NOT_FOUND);
    }
    if (!mayUse(who, id)) {
      throw Permission.denied();
    }
  }

  private void checkCall(Identity who, CallId id) {
    if (!service.calls().exists(id)) {
      throw FailureException.of(Reason.CALL_NOT_FOUND);
    }
    if (!mayUse(who, id)) {
      throw Permission.denied();
    }
  }

  private boolean mayUse(Identity who, SessionId id) {
    return who.role().admin()
        || isUser(service.sessions().ownerOf(id), who)
        || legs.owns(who.user(), id);
  }

  private boolean mayUse(Identity who, CallId id) {
    return who.role().admin()
        || isUser(service.calls().ownerOf(id), who)
        || legs.isIn(who.user(), id.value());
  }

  private static boolean isUser(Optional<SessionOwner> owner, Identity who) {
    return owner.flatMap(SessionOwner::user).equals(Optional.of(who.user()));
  }

  /** Lists show a user its own objects only. */
  Optional<String> listed(Identity who) {
    return who.role() == Role.USER ? Optional.of(who.user()) : Optional.empty();
  }

  @Override
  public boolean mayHear(Identity who, String subclass, String objId) {
    if (objId.isBlank() || objId.length() > FieldTypes.MAX_ID) {
      return false;
    }
    return switch (subclass) {
      case "session" -> mayUse(who, new SessionId(objId));
      case "call" -> mayUse(who, new CallId(objId));
      case "room" -> service.rooms().exists(new RoomId(objId));
      default -> false;
    };
  }
}
