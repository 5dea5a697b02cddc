package io.jackfield.media.embedded;

import io.jackfield.gateway.id.SessionId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which leg is joined to which: the one truth about bridges, since the two legs of a pair may live
 * on different loops. Each change names the legs that must look again. Safe for use by any thread.
 */
final class Partners {
  private final Map<SessionId, SessionId> pairs = new HashMap<>();

  /**
   * Joins two legs, parting each from its partner before.
   *
   * @param a one leg
   * @param b another leg
   * @return the legs whose partner changed; empty when they were joined already
   */
  synchronized Set<SessionId> join(SessionId a, SessionId b) {
    Set<SessionId> changed = new LinkedHashSet<>();
    if (b.equals(pairs.get(a))) {
      return changed;
    }
    changed.addAll(part(a));
    changed.addAll(part(b));
    pairs.put(a, b);
    pairs.put(b, a);
    changed.add(a);
    changed.add(b);
    return changed;
  }

  /**
   * Parts a leg from its partner.
   *
   * @param leg the leg
   * @return both legs, or nothing when it had no partner
   */
  synchronized Set<SessionId> part(SessionId leg) {
    SessionId partner = pairs.remove(leg);
    if (partner == null) {
      return Set.of();
    }
    pairs.remove(partner);
    return new LinkedHashSet<>(java.util.List.of(leg, partner));
  }

  /**
   * The leg this one is joined to.
   *
   * @param leg the leg
   * @return empty when it stands alone
   */
  synchronized Optional<SessionId> of(SessionId leg) {
    return Optional.ofNullable(pairs.get(leg));
  }
}
