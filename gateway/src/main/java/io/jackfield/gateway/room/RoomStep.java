package io.jackfield.gateway.room;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.room.RoomState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a room as a pure function: no I/O, no clock, no thread.
 *
 * <pre>
 *   OPENING -> OPEN      the engine has it
 *   OPENING -> GONE      the engine refused
 *   OPENING, OPEN -> CLOSING   destroy, nobody there for too long, lost on the engine
 *   CLOSING -> GONE      the engine has released it
 * </pre>
 */
public final class RoomStep {

  /** How often the engine is asked for its rooms. */
  static final Duration CHECK = Duration.ofSeconds(30);

  /** So often in a row an engine may know of no sender. */
  private static final int PATIENCE = 2;

  private RoomStep() {}

  /**
   * Outcome of a step.
   *
   * @param state the next state
   * @param effects to perform in order
   */
  public record Result(RoomState state, List<RoomEffect> effects) {

    /** Copies the list. */
    public Result {
      effects = List.copyOf(effects);
    }
  }

  /**
   * One step.
   *
   * @param state before
   * @param input what happened
   * @param now when
   * @return after, and what to do
   */
  public static Result apply(RoomState state, RoomInput input, Instant now) {
    RoomDraft draft = new RoomDraft(state);
    if (state.over()) {
      whenOver(draft, input);
    } else {
      whenAlive(draft, input, now);
    }
    return new Result(draft.toState(), draft.effects);
  }

  private static void whenAlive(RoomDraft d, RoomInput input, Instant now) {
    if (input instanceof RoomInput.Open in) {
      open(d, in.token());
    } else if (input instanceof RoomInput.Opened) {
      opened(d);
    } else if (input instanceof RoomInput.OpenFailed in) {
      d.opening.forEach(t -> d.fail(t, in.failure()));
      d.opening.clear();
      d.ending = Optional.of(in.failure());
      // The engine may have made it after all, too late: what it holds is released.
      close(d);
    } else if (input instanceof RoomInput.Joined in) {
      joined(d, in.member());
    } else if (input instanceof RoomInput.Left in) {
      left(d, in.session());
    } else if (input instanceof RoomInput.Send in) {
      send(d, in, now);
    } else if (input instanceof RoomInput.Destroy in) {
      d.waitingEnd.add(in.token());
      end(d, in.failure());
    } else if (input instanceof RoomInput.EngineStatus in) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("class", in.statusClass());
      body.putAll(in.fields());
      d.status.put(in.statusClass(), Map.copyOf(body));
      d.publish("status", body);
      active(d);
    } else if (input instanceof RoomInput.Lost) {
      end(d, Failure.of(Reason.TIMEOUT));
    } else if (input instanceof RoomInput.Checked in) {
      checked(d, in.senders());
    } else if (input instanceof RoomInput.TimerFired in) {
      timer(d, in.timer());
    }
  }

  private static void open(RoomDraft d, long token) {
    if (d.phase == Phase.OPEN) {
      d.succeed(token, Optional.empty());
      return;
    }
    boolean first = d.opening.isEmpty();
    d.opening.add(token);
    if (first) {
      d.emit(new RoomEffect.EngineOpen());
    }
  }

  private static void opened(RoomDraft d) {
    if (d.phase != Phase.OPENING) {
      return;
    }
    d.phase = Phase.OPEN;
    d.announced = true;
    d.publish("created", RoomInfo.info(d.toState()));
    d.opening.forEach(t -> d.succeed(t, Optional.empty()));
    d.opening.clear();
    d.emit(new RoomEffect.StartTimer(RoomTimer.CHECK, CHECK));
    active(d);
  }

  /** Whatever happens in a room gives it its time anew. */
  private static void active(RoomDraft d) {
    if (d.phase == Phase.OPEN) {
      d.emit(new RoomEffect.StartTimer(RoomTimer.IDLE, d.before().timeout()));
    }
  }

  private static void joined(RoomDraft d, Member member) {
    if (d.phase != Phase.OPEN) {
      d.emit(new RoomEffect.StopMember(member.session(), Failure.of(Reason.ROOM_DESTROYED)));
      return;
    }
    Member old = d.members.get(member.session());
    if (member.equals(old)) {
      return;
    }
    if (old != null && old.role() != member.role()) {
      left(d, member.session());
    }
    boolean deaf =
        member.role() == MemberRole.LISTENER
            && member
                .peer()
                .map(d.members::get)
                .filter(p -> p.role() == MemberRole.PUBLISHER)
                .isEmpty();
    if (deaf) {
      // The publisher has gone while the listener was on its way.
      left(d, member.session());
      d.emit(new RoomEffect.StopMember(member.session(), Failure.of(Reason.PUBLISHER_STOP)));
      return;
    }
    d.members.put(member.session(), member);
    d.publish("started_member", member.event());
    active(d);
  }

  private static void left(RoomDraft d, SessionId session) {
    Member member = d.members.remove(session);
    if (member == null) {
      return;
    }
    d.publish("stopped_member", member.event());
    if (member.role() == MemberRole.PUBLISHER) {
      for (Member listener : List.copyOf(d.members.values())) {
        if (listener.peer().filter(session::equals).isPresent()) {
          d.emit(new RoomEffect.StopMember(listener.session(), Failure.of(Reason.PUBLISHER_STOP)));
        }
      }
    }
    active(d);
  }

  private static void send(RoomDraft d, RoomInput.Send in, Instant now) {
    if (d.phase != Phase.OPEN) {
      d.fail(in.token(), Failure.of(Reason.ROOM_NOT_FOUND));
      return;
    }
    d.lastMessage++;
    Map<String, Object> message = new LinkedHashMap<>(in.message());
    message.put("msg_id", d.lastMessage);
    message.put("user_id", in.user());
    message.put("session_id", in.connection());
    message.put("timestamp", now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000L);
    List<Map<String, Object>> all = new ArrayList<>(d.messages);
    all.add(message);
    int over = all.size() - d.before().messageMax();
    d.messages = over > 0 ? all.subList(over, all.size()) : all;
    d.publish("msglog_new_msg", message);
    d.succeed(in.token(), Optional.of(d.lastMessage));
    active(d);
  }

  private static void checked(RoomDraft d, Optional<Integer> senders) {
    if (d.phase != Phase.OPEN) {
      return;
    }
    boolean sending = d.members.values().stream().anyMatch(m -> m.role() != MemberRole.LISTENER);
    if (senders.isPresent()) {
      d.senderless = sending && senders.get() == 0 ? d.senderless + 1 : 0;
    }
    if (d.senderless >= PATIENCE) {
      end(d, Failure.of(Reason.NO_ROOM_MEMBERS));
    } else {
      d.emit(new RoomEffect.StartTimer(RoomTimer.CHECK, CHECK));
    }
  }

  private static void timer(RoomDraft d, RoomTimer timer) {
    switch (timer) {
      case IDLE -> {
        if (d.members.isEmpty()) {
          end(d, Failure.of(Reason.TIMEOUT));
        }
      }
      case CHECK -> d.emit(new RoomEffect.EngineCheck());
    }
  }

  private static void end(RoomDraft d, Failure failure) {
    d.ending = Optional.of(failure);
    d.opening.forEach(t -> d.fail(t, Failure.of(Reason.ROOM_DESTROYED)));
    d.opening.clear();
    Failure destroyed = Failure.of(Reason.ROOM_DESTROYED);
    for (Member member : d.members.values()) {
      d.publish("stopped_member", member.event());
      d.emit(new RoomEffect.StopMember(member.session(), destroyed));
    }
    d.members.clear();
    close(d);
  }

  private static void close(RoomDraft d) {
    d.phase = Phase.CLOSING;
    d.emit(new RoomEffect.CancelTimer(RoomTimer.IDLE));
    d.emit(new RoomEffect.CancelTimer(RoomTimer.CHECK));
    d.emit(new RoomEffect.EngineClose());
  }

  private static void whenOver(RoomDraft d, RoomInput input) {
    Failure notFound = Failure.of(Reason.ROOM_NOT_FOUND);
    if (d.phase == Phase.CLOSING && input instanceof RoomInput.Closed) {
      d.phase = Phase.GONE;
      Failure failure = d.ending.orElseThrow();
      if (d.announced) {
        d.publish("destroyed", Map.of("code", failure.code(), "reason", failure.text()));
      }
      d.waitingEnd.forEach(t -> d.succeed(t, Optional.empty()));
      d.waitingEnd.clear();
      d.emit(new RoomEffect.Gone());
    } else if (input instanceof RoomInput.Destroy in) {
      if (d.phase == Phase.CLOSING) {
        d.waitingEnd.add(in.token());
      } else {
        d.succeed(in.token(), Optional.empty());
      }
    } else if (input instanceof RoomInput.Joined in) {
      d.emit(new RoomEffect.StopMember(in.member().session(), Failure.of(Reason.ROOM_DESTROYED)));
    } else if (input instanceof RoomInput.Open in) {
      d.fail(in.token(), notFound);
    } else if (input instanceof RoomInput.Send in) {
      d.fail(in.token(), notFound);
    }
  }
}
