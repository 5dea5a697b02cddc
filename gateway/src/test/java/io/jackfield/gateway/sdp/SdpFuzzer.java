package io.jackfield.gateway.sdp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Any text is a description or is refused with the declared exception. One that was taken is the
 * same after it was written and read again; every question about it has an answer, and our answer
 * to it is one.
 */
public final class SdpFuzzer {

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

  private SdpFuzzer() {}

  /**
   * The entry of the fuzzer.
   *
   * @param input a description in UTF-8, or anything else
   */
  public static void fuzzerTestOneInput(byte[] input) {
    accept(new String(input, StandardCharsets.UTF_8), true);
  }

  /** Whether the input was taken; asks the costly questions too if {@code thorough}. */
  static boolean accept(String input, boolean thorough) {
    SessionDescription sdp;
    try {
      sdp = SdpParser.parse(input);
    } catch (SdpException e) {
      return false;
    }
    same("unstable: " + input, sdp, SdpParser.parse(SdpWriter.write(sdp)));
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
    same("our answer", Optional.empty(), AnswerCheck.problem(sdp, reread));
  }

  private static void same(String what, Object expected, Object got) {
    if (!expected.equals(got)) {
      throw new AssertionError(what + ": " + expected + " and " + got);
    }
  }

  /**
   * Writes the descriptions kept as data, for the fuzzer to start from.
   *
   * @param arguments a folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (String name : Sdps.GOOD) {
      Files.writeString(folder.resolve(name), Sdps.text("good/" + name + ".sdp"));
    }
  }
}
