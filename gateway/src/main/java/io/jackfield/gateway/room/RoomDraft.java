package io.jackfield.gateway.room;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One step in the making: the next state, field by field, and the effects so far. */
final class RoomDraft {

  private final RoomState before;
  RoomState.Phase phase;
  boolean announced;
  final Map<SessionId, Member> members;
  final Map<String, Map<String, Object>> status;
  List<Map<String, Object>> messages;
  long lastMessage;
  int senderless;
  final Set<Long> opening;
  final Set<Long> waitingEnd;
  Optional<Failure> ending;
  final List<RoomEffect> effects = new ArrayList<>();

  RoomDraft(RoomState s) {
    before = s;
    phase = s.phase();
    announced = s.announced();
    members = new LinkedHashMap<>(s.members());
    status = new LinkedHashMap<>(s.status());
    messages = s.messages();
    lastMessage = s.lastMessage();
    senderless = s.senderless();
    opening = new LinkedHashSet<>(s.opening());
    waitingEnd = new LinkedHashSet<>(s.waitingEnd());
    ending = s.ending();
  }

  RoomState before() {
    return before;
  }

  RoomState toState() {
    return new RoomState(
        before.id(),
        before.backend(),
        before.spec(),
        before.timeout(),
        before.messageMax(),
        phase,
        announced,
        members,
        status,
        messages,
        lastMessage,
        senderless,
        opening,
        waitingEnd,
        ending);
  }

  void emit(RoomEffect effect) {
    effects.add(effect);
  }

  void publish(String type, Map<String, Object> body) {
    emit(new RoomEffect.Publish(type, body));
  }

  void succeed(long token, Optional<Object> result) {
    if (token != 0) {
      emit(new RoomEffect.Succeed(token, result));
    }
  }

  void fail(long token, Failure failure) {
    if (token != 0) {
      emit(new RoomEffect.Fail(token, failure));
    }
  }
}
