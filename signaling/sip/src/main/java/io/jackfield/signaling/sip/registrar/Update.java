package io.jackfield.signaling.sip.registrar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One REGISTER's change to the bindings of an address: all of it, or nothing. */
final class Update {

  /** How it went. */
  enum Outcome {
    DONE,
    /** A later REGISTER of the same Call-ID was here before (RFC 3261 10.3 steps 6 and 7). */
    OUT_OF_ORDER,
    TOO_MANY
  }

  private final boolean removeAll;
  private final List<Binding> wishes;
  private final String callId;
  private final long cseq;
  private final Instant now;
  private final RegistrarConfig config;
  private Outcome outcome = Outcome.DONE;

  Update(
      boolean removeAll,
      List<Binding> wishes,
      String callId,
      long cseq,
      Instant now,
      RegistrarConfig config) {
    this.removeAll = removeAll;
    this.wishes = wishes;
    this.callId = callId;
    this.cseq = cseq;
    this.now = now;
    this.config = config;
  }

  Outcome outcome() {
    return outcome;
  }

  List<Binding> apply(List<Binding> before) {
    outcome = Outcome.DONE;
    List<Binding> after = new ArrayList<>(before);
    after.removeIf(binding -> !binding.live(now));
    if (removeAll) {
      if (after.stream().anyMatch(this::newer)) {
        return refuse(Outcome.OUT_OF_ORDER, before);
      }
      return List.of();
    }
    for (Binding wish : wishes) {
      Binding old = after.stream().filter(wish::sameContact).findFirst().orElse(null);
      if (old != null && newer(old)) {
        return refuse(Outcome.OUT_OF_ORDER, before);
      }
      after.remove(old);
      if (wish.expires().isAfter(now)) {
        after.add(wish);
      }
    }
    // A place is rather for who can be reached than for who may come back.
    for (int i = 0; i < after.size() && after.size() > config.maxContacts(); ) {
      if (after.get(i).reachable()) {
        i++;
      } else {
        after.remove(i);
      }
    }
    return after.size() > config.maxContacts() ? refuse(Outcome.TOO_MANY, before) : after;
  }

  private boolean newer(Binding old) {
    return old.callId().equals(callId) && old.cseq() >= cseq;
  }

  private List<Binding> refuse(Outcome why, List<Binding> before) {
    outcome = why;
    return before;
  }
}
