package io.jackfield.signaling.verto.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects the answers to a batch, in the order they come, and sends them as one. On the loop. */
final class Batch {

  private final List<Map<String, Object>> answers = new ArrayList<>();
  private final Consumer<List<Map<String, Object>>> send;
  private int open;

  Batch(int answers, Consumer<List<Map<String, Object>>> send) {
    this.open = answers;
    this.send = send;
  }

  void add(Map<String, Object> answer) {
    answers.add(answer);
    open--;
    if (open == 0) {
      send.accept(answers);
    }
  }
}
