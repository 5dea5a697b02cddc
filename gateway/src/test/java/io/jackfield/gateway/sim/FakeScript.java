package io.jackfield.gateway.sim;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fake engine does with operations whose entry in its log begins so ({@code createOffer},
 * {@code setType:echo s1}): refuse, answer late, never answer, or hold the reply back until the
 * test lets it go, in whatever order. The rule added last wins.
 */
public final class FakeScript {
  private final List<Rule> rules = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();

  /** Starts with no rule. */
  FakeScript() {}

  private record Held(String entry, Runnable reply) {}

  /**
   * One rule.
   *
   * @param refusal why it is refused
   * @param delay how late the answer is
   * @param hold the answer waits for {@link #release}
   */
  record Rule(String entry, Optional<Failure> refusal, Optional<Duration> delay, boolean hold) {

    /** Never answered: neither refused nor late nor held. */
    boolean silent() {
      return refusal.isEmpty() && delay.isEmpty() && !hold;
    }
  }

  /** Refuses operations whose entry begins so. */
  public void refuse(String entry, Reason reason) {
    rules.add(new Rule(entry, Optional.of(Failure.of(reason)), Optional.of(Duration.ZERO), false));
  }

  /** Answers them so much later. */
  public void late(String entry, Duration delay) {
    rules.add(new Rule(entry, Optional.empty(), Optional.of(delay), false));
  }

  /** Never answers them. */
  public void silent(String entry) {
    rules.add(new Rule(entry, Optional.empty(), Optional.empty(), false));
  }

  /** Keeps their answers back until {@link #release}. */
  public void hold(String entry) {
    rules.add(new Rule(entry, Optional.empty(), Optional.empty(), true));
  }

  /** Lets the oldest held answer go whose entry begins so. */
  public void release(String entry) {
    Held found =
        held.stream()
            .filter(h -> h.entry().startsWith(entry))
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing held for " + entry + ": " + held));
    held.remove(found);
    found.reply().run();
  }

  /** From now on all is as if nothing had been said; what is held stays so. */
  public void clear() {
    rules.clear();
  }

  /** The rule for an entry. */
  Optional<Rule> of(String entry) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (entry.startsWith(rules.get(i).entry())) {
        return Optional.of(rules.get(i));
      }
    }
    return Optional.empty();
  }

  /** Keeps an answer back. */
  void keep(String entry, Runnable reply) {
    held.add(new Held(entry, reply));
  }
}
