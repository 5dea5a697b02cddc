package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.signaling.sip.stack.StreamFuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The fuzz targets over their seeds, over what the fuzzer has found, and over a few thousand
 * damaged seeds from a fixed random seed. Millions: {@code ./test --long sip-fuzz}.
 */
class SipFuzzTest {

  private static final Path FOUND = Path.of("src/test/resources/fuzz");

  @Test
  void streamsAreReadOrRefused() throws IOException {
    over("parsing", SipFuzzSeeds.parsing(), 3_000, StreamFuzzer::fuzzerTestOneInput);
  }

  @Test
  void everyLifeOfAPeerEndsWithNothingLeft() throws IOException {
    List<byte[]> lives = new ArrayList<>(SipFuzzSeeds.lives(false));
    lives.addAll(SipFuzzSeeds.lives(true));
    over("lives", lives, 300, LifeFuzzer::fuzzerTestOneInput);
  }

  private static void over(
      String name, List<byte[]> start, int damagedInputs, Consumer<byte[]> target)
      throws IOException {
    assertTrue(start.size() > 80, "seeds: " + start.size());
    List<byte[]> corpus = new ArrayList<>(start);
    Path folder = FOUND.resolve(name);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          corpus.add(Files.readAllBytes(file));
        }
      }
    }
    corpus.forEach(input -> run(target, input));
    Random random = new Random(31);
    for (int i = 0; i < damagedInputs; i++) {
      run(target, damaged(corpus, random));
    }
  }

  private static void run(Consumer<byte[]> target, byte[] input) {
    try {
      target.accept(input);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "input " + HexFormat.of().formatHex(input) + ": " + e.getMessage(), e);
    }
  }

  /** One seed with a few bytes changed, lost or doubled, or two seeds grown together. */
  private static byte[] damaged(List<byte[]> corpus, Random random) {
    byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 2; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = joined(bytes, at, bytes, Math.min(bytes.length, at + random.nextInt(9)));
        case 2 -> bytes = joined(bytes, at, bytes, Math.max(0, at - random.nextInt(9)));
        default -> {
          byte[] other = corpus.get(random.nextInt(corpus.size()));
          bytes = joined(bytes, at, other, random.nextInt(other.length));
        }
      }
    }
    return bytes;
  }

  /** The beginning of one, the end of the other. */
  private static byte[] joined(byte[] one, int end, byte[] other, int start) {
    byte[] bytes = Arrays.copyOf(one, end + other.length - start);
    System.arraycopy(other, start, bytes, end, other.length - start);
    return bytes;
  }
}
