package io.jackfield.media.embedded.relay;

import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import io.jackfield.media.embedded.net.MediaLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A media loop as the gateway's serial executor. */
record LoopOwner(MediaLoop loop) implements Owner {

  @Override
  public void execute(Runnable task) {
    // Never at once: a task must not run inside another one.
    loop.post(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Runnable guarded =
        () -> {
          if (cancelled.compareAndSet(false, true)) {
            task.run();
          }
        };
    long nanos = Math.max(0, delay.toNanos());
    loop.execute(() -> loop.schedule(nanos, guarded));
    return () -> cancelled.set(true);
  }

  @Override
  public boolean inOwner() {
    return loop.inLoop();
  }
}
