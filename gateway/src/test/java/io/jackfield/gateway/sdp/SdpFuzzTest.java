package io.jackfield.gateway.sdp;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Seeded mutations of good descriptions: only the declared exception escapes, views never fail. */
class SdpFuzzTest {
  private static final int INPUTS = 20_000;
  private static final long SEED = 8866;
  private static final String ALPHABET = "\0\r\n\t =:/;*-0123456789abczAmvoscit\u00fc\ud83d";

  @Test
  void onlyTheDeclaredExceptionEscapes() {
    List<String> seeds =
        Sdps.GOOD.stream().map(name -> Sdps.text("good/" + name + ".sdp")).toList();
    assertTimeout(Duration.ofSeconds(120), () -> run(seeds));
  }

  private static void run(List<String> seeds) {
    SplittableRandom random = new SplittableRandom(SEED);
    int accepted = 0;
    for (int i = 0; i < INPUTS; i++) {
      String input = seeds.get(random.nextInt(seeds.size()));
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        input = mutate(input, random, seeds);
      }
      accepted += SdpFuzzer.accept(input, i % 4 == 0) ? 1 : 0;
    }
    // A generator whose inputs are all refused, or all taken, would prove nothing.
    assertTrue(accepted > INPUTS / 10 && accepted < INPUTS * 9 / 10, "accepted " + accepted);
  }

  private static String mutate(String text, SplittableRandom random, List<String> seeds) {
    StringBuilder out = new StringBuilder(text);
    int at = random.nextInt(out.length() + 1);
    switch (random.nextInt(8)) {
      case 0 -> out.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      case 1 -> out.setLength(at);
      case 2 -> out.delete(at, Math.min(out.length(), at + random.nextInt(1, 12)));
      case 3 -> {
        if (at < out.length()) {
          out.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
      }
      case 4 -> out.insert(at, random.nextLong());
      default -> {
        return lines(text, random, seeds);
      }
    }
    return out.toString();
  }

  private static String lines(String text, SplittableRandom random, List<String> seeds) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 -> lines.set(at, lines.get(random.nextInt(lines.size())));
      default -> {
        String[] other = seeds.get(random.nextInt(seeds.size())).split("\n");
        lines.add(at, other[random.nextInt(other.length)]);
      }
    }
    return String.join("\n", lines);
  }

  @Test
  void longRunsOfAnythingStayLinear() {
    String head = "v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\nm=audio 1 RTP/AVP 0\na=";
    for (String run : List.of(" ", ":", ";", "=", "/", "a", "0", "\t", "candidate:", "rtpmap:0 ")) {
      String input = head + run.repeat(SdpParser.MAX_LENGTH / 2 / run.length());
      assertTimeout(Duration.ofSeconds(2), () -> SdpFuzzer.accept(input, true));
      assertTimeout(
          Duration.ofSeconds(2), () -> SdpFuzzer.accept(input.replace("a=", "a=fmtp:0 "), true));
    }
  }
}
