package io.jackfield.appliance.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PartsTest {

  private final Parts parts = new Parts();
  private final List<String> closed = new ArrayList<>();

  private void part(String name) {
    parts.opened(
        name,
        Duration.ofSeconds(1),
        () -> {
          closed.add(name);
          return CompletableFuture.completedFuture(null);
        });
  }

  @Test
  void theLastOpenedClosesFirst() {
    part("a");
    part("b");
    parts.close();
    parts.close();
    assertEquals(List.of("b", "a"), closed);
  }

  @Test
  void aPartThatFailsOrHangsDoesNotKeepTheOthersOpen() {
    part("a");
    parts.opened("hangs", Duration.ofMillis(1), CompletableFuture::new);
    parts.opened(
        "fails",
        Duration.ofSeconds(1),
        () -> CompletableFuture.failedFuture(new IllegalStateException("no")));
    parts.opened(
        "throws",
        Duration.ofSeconds(1),
        () -> {
          throw new IllegalStateException("no");
        });
    part("b");
    parts.close();
    assertEquals(List.of("b", "a"), closed);
  }
}
