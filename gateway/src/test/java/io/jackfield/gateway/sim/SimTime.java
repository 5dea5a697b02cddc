package io.jackfield.gateway.sim;

import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Owners;
import io.jackfield.gateway.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * Virtual time and threads. Tasks of one owner run in order; which owner goes next is drawn by
 * chance, so that every interleaving real threads could show can happen.
 */
public final class SimTime implements InstantSource, Owners {

  private final Random random;
  private final PriorityQueue<Scheduled> scheduled = new PriorityQueue<>();
  private final List<SimOwner> owners = new ArrayList<>();
  private final Map<String, SimOwner> assigned = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private SimOwner running;
  private long sequence;

  /**
   * Makes a world.
   *
   * @param random decides the order
   * @param ownerCount number of owners
   */
  public SimTime(Random random, int ownerCount) {
    this.random = random;
    for (int i = 0; i < ownerCount; i++) {
      owners.add(new SimOwner());
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Owner of(String key) {
    return assigned.computeIfAbsent(key, k -> owners.get(random.nextInt(owners.size())));
  }

  /** Runs something after a delay, outside any owner: an engine, a network. */
  public Timer later(Duration delay, Runnable task) {
    Scheduled entry = new Scheduled(now.plus(delay), sequence++, task);
    scheduled.add(entry);
    return () -> scheduled.remove(entry);
  }

  /** Number of timers that run. */
  public int timers() {
    return scheduled.size();
  }

  /**
   * Runs until nothing is left to do.
   *
   * @param maxSteps stops a world that never comes to rest
   * @return false when it did not come to rest
   */
  public boolean runToRest(int maxSteps) {
    for (int step = 0; step < maxSteps; step++) {
      List<SimOwner> busy = owners.stream().filter(o -> !o.tasks.isEmpty()).toList();
      if (!busy.isEmpty()) {
        busy.get(random.nextInt(busy.size())).runOne();
        continue;
      }
      Scheduled next = scheduled.poll();
      if (next == null) {
        return true;
      }
      now = next.at;
      next.task.run();
    }
    return false;
  }

  /** Runs what can run now, without moving time. */
  public void settle() {
    runUntil(now);
  }

  /** Moves time, running what falls due on the way. */
  public void advance(Duration by) {
    runUntil(now.plus(by));
  }

  private void runUntil(Instant end) {
    while (true) {
      List<SimOwner> busy = owners.stream().filter(o -> !o.tasks.isEmpty()).toList();
      if (!busy.isEmpty()) {
        busy.get(random.nextInt(busy.size())).runOne();
        continue;
      }
      Scheduled next = scheduled.peek();
      if (next == null || next.at.isAfter(end)) {
        now = end;
        return;
      }
      scheduled.poll();
      now = next.at;
      next.task.run();
    }
  }

  private record Scheduled(Instant at, long order, Runnable task) implements Comparable<Scheduled> {
    @Override
    public int compareTo(Scheduled other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final class SimOwner implements Owner {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      boolean[] cancelled = new boolean[1];
      Timer timer = later(delay, () -> tasks.add(() -> runUnless(cancelled, task)));
      return () -> {
        cancelled[0] = true;
        timer.cancel();
      };
    }

    private void runUnless(boolean[] cancelled, Runnable task) {
      if (!cancelled[0]) {
        task.run();
      }
    }

    @Override
    public boolean inOwner() {
      return running == this;
    }

    private void runOne() {
      running = this;
      try {
        tasks.remove().run();
      } finally {
        running = null;
      }
    }
  }
}
