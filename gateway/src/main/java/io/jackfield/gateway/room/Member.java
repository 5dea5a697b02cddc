package io.jackfield.gateway.room;

import io.jackfield.gateway.id.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A session in a room.
 *
 * @param session the session
 * @param role what it does there
 * @param user who made the session
 * @param peer of a listener: the publisher it hears
 */
public record Member(
    SessionId session, MemberRole role, Optional<String> user, Optional<SessionId> peer) {

  /**
   * As in the list of members.
   *
   * @return {@code role}, and {@code user_id} and {@code peer_id} where known
   */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("role", role.wireName());
    user.ifPresent(u -> body.put("user_id", u));
    peer.ifPresent(p -> body.put("peer_id", p.value()));
    return body;
  }

  /**
   * As in the events of members.
   *
   * @return {@link #body} with {@code session_id}
   */
  Map<String, Object> event() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("session_id", session.value());
    body.putAll(body());
    return body;
  }
}
