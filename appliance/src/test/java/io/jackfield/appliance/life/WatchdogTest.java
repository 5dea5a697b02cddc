package io.jackfield.appliance.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();

  private Optional<Watchdog> watchdog = Optional.empty();

  @AfterEach
  void close() {
    watchdog.ifPresent(Watchdog::close);
  }

  private void watch(List<String> faults) {
    watchdog =
        Optional.of(
            Watchdog.start(
                SHORT,
                () -> {
                  happened.add("asked");
                  return CompletableFuture.completedFuture(faults);
                },
                () -> happened.add("alive")));
  }

  private String next() throws InterruptedException {
    return happened.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void signsOfLifeGoOnWhileNothingIsWrong() throws InterruptedException {
    watch(List.of());
    for (int i = 0; i < 3; i++) {
      assertEquals("asked", next());
      assertEquals("alive", next());
    }
  }

  @Test
  void thereIsNoneWhileSomethingIsWrong() throws InterruptedException {
    watch(List.of("event loop 0 does not answer"));
    for (int i = 0; i < 3; i++) {
      assertEquals("asked", next());
    }
  }

  @Test
  void aBlockedLoopIsNamed() {
    LoopHealth health = new LoopHealth(List.of(loop(Runnable::run), loop(task -> {})));
    assertEquals(
        List.of("event loop 1 does not answer"), health.faults().toCompletableFuture().join());
  }

  private static Loop loop(Executor tasks) {
    return new Loop() {
      @Override
      public boolean inLoop() {
        return false;
      }

      @Override
      public Timer schedule(Duration delay, Runnable task) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void execute(Runnable task) {
        tasks.execute(task);
      }
    };
  }

  @Test
  void watchesOnlyWhereSystemdDoes() {
    String socket = "/run/systemd/notify";
    assertEquals(
        Optional.of(Duration.ofSeconds(30)),
        new SystemdNotify(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000")).patience());
    for (Map<String, String> none :
        List.of(
            Map.<String, String>of(),
            Map.of("WATCHDOG_USEC", "30000000"),
            Map.of("NOTIFY_SOCKET", socket),
            Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "soon"))) {
      assertNull(new SystemdNotify(none).patience().orElse(null), none.toString());
    }
  }
}
