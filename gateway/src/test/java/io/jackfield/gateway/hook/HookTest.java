package io.jackfield.gateway.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** core-commands.md, "callback": one holder at random, another when it fails. */
class HookTest {

  private final Random random = new Random(7);
  private final Hook<String, String> hook = new Hook<>(random::nextInt);
  private final List<String> asked = new ArrayList<>();

  private HookResult<String> ask() {
    return hook.ask("q").toCompletableFuture().join();
  }

  private HookHolder<String, String> answering(String name) {
    return question -> {
      asked.add(name);
      return CompletableFuture.completedFuture(name + question);
    };
  }

  private HookHolder<String, String> failing(String name) {
    return question -> {
      asked.add(name);
      return CompletableFuture.failedFuture(new IllegalStateException(name));
    };
  }

  @Test
  void nobodyHoldsIt() {
    assertFalse(hook.held());
    assertEquals(new HookResult<>(false, Optional.empty()), ask());
    assertFalse(ask().failed());
  }

  @Test
  void theLoadIsShared() {
    hook.add(answering("a"));
    hook.add(answering("b"));
    for (int i = 0; i < 100; i++) {
      assertTrue(ask().answer().isPresent());
    }
    assertTrue(asked.contains("a") && asked.contains("b"));
    assertEquals(100, asked.size(), "one holder a question");
  }

  @Test
  void anotherIsAskedWhenOneFails() {
    hook.add(failing("a"));
    hook.add(
        question -> {
          asked.add("b");
          throw new IllegalStateException("at once");
        });
    hook.add(answering("c"));
    for (int i = 0; i < 20; i++) {
      assertEquals(Optional.of("cq"), ask().answer());
    }
  }

  @Test
  void allFail() {
    hook.add(failing("a"));
    hook.add(failing("b"));
    HookResult<String> result = ask();
    assertTrue(result.failed());
    assertEquals(2, asked.size());
  }

  @Test
  void whoeverLeftIsNotAsked() {
    HookHolder<String, String> holder = answering("a");
    hook.add(holder);
    hook.remove(holder);
    hook.remove(holder);
    assertFalse(hook.held());
  }
}
