package io.jackfield.gateway.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Seeded mutations of good descriptions: only the declared exception escapes, views never fail. */
class SdpFuzzTest {
  private static final int INPUTS = 20_000;
  private static final long SEED = 8866;
  private static final String ALPHABET = "\0\r\n\t =:/;*-0123456789abczAmvoscit\u00fc\ud83d";

  private static final List<MediaCapability> CAPABILITIES =
      List.of(
          MediaCapability.of(
              "audio",
              List.of(
                  Codec.of(111, "opus", 48000, 2, "useinbandfec=1"),
                  Codec.of(0, "PCMU", 8000),
                  Codec.of(101, "telephone-event", 8000, 1, "0-15"))),
          MediaCapability.of(
              "video",
              List.of(
                  Codec.of(96, "H264", 90000, 1, "profile-level-id=42e01f;packetization-mode=1"))));

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
      accepted += accept(input, i % 4 == 0) ? 1 : 0;
    }
    // A generator whose inputs are all refused, or all taken, would prove nothing.
    assertTrue(accepted > INPUTS / 10 && accepted < INPUTS * 9 / 10, "accepted " + accepted);
  }

  /** Whether the input was taken; asks the costly questions too if {@code thorough}. */
  private static boolean accept(String input, boolean thorough) {
    SessionDescription sdp;
    try {
      sdp = SdpParser.parse(input);
    } catch (SdpException e) {
      return false;
    }
    assertEquals(sdp, SdpParser.parse(SdpWriter.write(sdp)), () -> "unstable: " + input);
    askEverything(sdp);
    if (thorough) {
      rewriteEverything(sdp);
    }
    return true;
  }

  private static void askEverything(SessionDescription sdp) {
    sdp.kind();
    sdp.bundle();
    for (MediaDescription media : sdp.media()) {
      media.codecs();
      media.candidates();
      media.crypto();
      media.rtcpPort();
      media.ptime();
      sdp.direction(media);
      sdp.isHeld(media);
      sdp.iceUfrag(media);
      sdp.icePwd(media);
      sdp.fingerprints(media);
      sdp.setup(media);
      sdp.connection(media);
    }
  }

  private static void rewriteEverything(SessionDescription sdp) {
    for (MediaDescription media : sdp.media()) {
      if (!media.codecs().isEmpty()) {
        MediaDescription rewritten = media.withCodecs(media.codecs());
        SdpParser.parse(SdpWriter.write(sdp.withMedia(List.of(rewritten))));
      }
    }
    List<TrickleCandidate> candidates = TrickleIce.candidates(sdp);
    SdpParser.parse(SdpWriter.write(TrickleIce.complete(TrickleIce.strip(sdp), candidates)));
    SessionDescription answer = Negotiation.of(sdp, CAPABILITIES).answer(Origin.of(1, "192.0.2.1"));
    SessionDescription reread = SdpParser.parse(SdpWriter.write(answer));
    assertEquals(Optional.empty(), AnswerCheck.problem(sdp, reread));
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
      assertTimeout(Duration.ofSeconds(2), () -> accept(input, true));
      assertTimeout(Duration.ofSeconds(2), () -> accept(input.replace("a=", "a=fmtp:0 "), true));
    }
  }
}
