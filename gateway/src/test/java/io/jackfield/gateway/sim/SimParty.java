package io.jackfield.gateway.sim;

import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An end of a call that remembers what it heard. */
public final class SimParty implements Party {

  /** What it heard, in order. */
  public final List<Signal> heard = new ArrayList<>();

  private Consumer<Signal> reaction = signal -> {};
  private final Map<CallId, LegId> legs = new HashMap<>();
  private Optional<LegId> leg = Optional.empty();
  private Optional<CallId> call = Optional.empty();

  /** Does something with each signal heard. */
  public void react(Consumer<Signal> newReaction) {
    reaction = newReaction;
  }

  /** Its leg, once it has heard anything. */
  public Optional<LegId> leg() {
    return leg;
  }

  /** The call it heard of last. */
  public Optional<CallId> call() {
    return call;
  }

  /** Its leg in one of its calls. */
  public Optional<LegId> legIn(CallId call) {
    return Optional.ofNullable(legs.get(call));
  }

  /** How many signals of a kind it heard. */
  public long count(Class<? extends Signal> kind) {
    return heard.stream().filter(kind::isInstance).count();
  }

  /** The first signal of a kind. */
  public <T extends Signal> Optional<T> first(Class<T> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Whether it was told the end. */
  public boolean toldTheEnd() {
    return count(Signal.HangUp.class) + count(Signal.Cancel.class) > 0;
  }

  @Override
  public void deliver(CallId call, LegId leg, Signal signal) {
    this.leg = Optional.of(leg);
    this.call = Optional.of(call);
    legs.put(call, leg);
    heard.add(signal);
    if (signal instanceof Signal.Moved moved) {
      this.leg = Optional.of(moved.leg());
      this.call = Optional.of(moved.call());
      legs.put(moved.call(), moved.leg());
    }
    reaction.accept(signal);
  }
}
