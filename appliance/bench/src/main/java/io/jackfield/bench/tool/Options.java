package io.jackfield.bench.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of a benchmark, each {@code --name value}. */
public final class Options {

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads the words after the benchmark's name.
   *
   * @param known the names that may occur, without dashes
   * @throws IllegalArgumentException on an unknown name or a missing value
   */
  public Options(List<String> words, List<String> known) {
    for (int i = 0; i < words.size(); i += 2) {
      String word = words.get(i);
      if (!word.startsWith("--") || !known.contains(word.substring(2))) {
        throw new IllegalArgumentException("unknown option " + word + "; there are " + known);
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(word + " needs a value");
      }
      values.put(word.substring(2), words.get(i + 1));
    }
  }

  /** The value given, or the default. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** The value given, or the default. */
  public int integer(String name, int otherwise) {
    return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
  }

  /** The value given, or the default: numbers with commas between. */
  public List<Integer> integers(String name, String otherwise) {
    return List.of(text(name, otherwise).split(",")).stream().map(Integer::valueOf).toList();
  }
}
