package io.jackfield.appliance;

import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Owners;
import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.List;

/** The transport's event loops as the owners of calls and sessions, picked by hash. Any thread. */
final class LoopOwners implements Owners {

  private final List<Owner> owners;

  LoopOwners(List<Loop> loops) {
    this.owners = loops.stream().<Owner>map(LoopOwner::new).toList();
  }

  @Override
  public Owner of(String key) {
    return owners.get(Math.floorMod(key.hashCode(), owners.size()));
  }

  @Override
  public boolean inOneOfThem() {
    return owners.stream().anyMatch(Owner::inOwner);
  }

  private record LoopOwner(Loop loop) implements Owner {

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return loop.schedule(delay, task)::cancel;
    }

    @Override
    public boolean inOwner() {
      return loop.inLoop();
    }

    @Override
    public void execute(Runnable task) {
      loop.execute(task);
    }
  }
}
