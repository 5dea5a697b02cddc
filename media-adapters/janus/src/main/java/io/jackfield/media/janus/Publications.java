package io.jackfield.media.janus;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import java.util.HashMap;
import java.util.Map;

/** Who publishes on an engine; on the loop only. */
final class Publications {
  private final Map<SessionId, Publication> all = new HashMap<>();

  void add(SessionId session, Publication publication) {
    all.put(session, publication);
  }

  void remove(SessionId session) {
    all.remove(session);
  }

  /**
   * A publisher by its session.
   *
   * @throws FailureException {@code invalid_publisher} when it does not publish
   */
  Publication of(SessionId session) {
    Publication found = all.get(session);
    if (found == null) {
      throw FailureException.of(Reason.INVALID_PUBLISHER);
    }
    return found;
  }
}
