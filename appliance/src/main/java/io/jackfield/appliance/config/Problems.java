package io.jackfield.appliance.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects the mistakes of one reading, and the keys the code asked for. Belongs to one thread. */
final class Problems {

  private record Problem(Position at, String text) {}

  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> knownKeys = new TreeSet<>();

  void add(Position at, String text) {
    problems.add(new Problem(at, text));
  }

  void known(String path) {
    knownKeys.add(path);
  }

  /**
   * Every key asked for so far, as a path; the name of a service stands as {@code *}, a list as
   * {@code []}.
   */
  Set<String> knownKeys() {
    return new TreeSet<>(knownKeys);
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** The mistakes without their places, in the order found. */
  List<String> texts() {
    return problems.stream().map(Problem::text).toList();
  }

  void throwIfAny() throws ConfigException {
    if (problems.isEmpty()) {
      return;
    }
    List<String> texts = new ArrayList<>();
    problems.stream()
        .sorted(
            Comparator.comparing((Problem p) -> p.at().source()).thenComparing(p -> p.at().line()))
        .forEach(p -> texts.add(p.at() + ": " + p.text()));
    throw new ConfigException(texts);
  }

  /**
   * Returns the candidate with the fewest edits from {@code word}, or an empty text if none is
   * near.
   */
  static String nearest(String word, Set<String> candidates) {
    String best = "";
    // More than a third of the letters wrong is another word, not a slip.
    int bestDistance = Math.max(2, word.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
