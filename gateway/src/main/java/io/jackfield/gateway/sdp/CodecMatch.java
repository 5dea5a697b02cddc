package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which codecs two sides share (RFC 3264 6.1): same name and clock rate, same channels where that
 * matters, and the same value of those format parameters that make streams incompatible.
 */
public final class CodecMatch {
  /** Parameters that must agree, with their defaults, by lower-case codec name. */
  private static final Map<String, Map<String, String>> DECISIVE =
      Map.of(
          "vp9", Map.of("profile-id", "0"),
          "av1", Map.of("profile", "0"),
          "h264", Map.of("packetization-mode", "0"),
          "amr", Map.of("octet-align", "0"),
          "amr-wb", Map.of("octet-align", "0"));

  private CodecMatch() {}

  /** Whether the two are the same codec, whatever their payload types. */
  public static boolean same(Codec a, Codec b) {
    if (!a.isNamed(b.name()) || !sameClock(a, b) || !sameChannels(a, b)) {
      return false;
    }
    Map<String, String> left = a.parameters();
    Map<String, String> right = b.parameters();
    String name = a.name().toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> decisive : DECISIVE.getOrDefault(name, Map.of()).entrySet()) {
      String key = decisive.getKey();
      String byDefault = decisive.getValue();
      if (!left.getOrDefault(key, byDefault).equals(right.getOrDefault(key, byDefault))) {
        return false;
      }
    }
    return !name.equals("h264") || H264Profile.of(a).equals(H264Profile.of(b));
  }

  /**
   * What two codecs of one name, clock rate and number of channels must also share to be the same:
   * a text that is equal for both, and empty for most codecs.
   */
  public static String variant(Codec codec) {
    Map<String, String> parameters = codec.parameters();
    String name = codec.name().toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder();
    DECISIVE
        .getOrDefault(name, Map.of())
        .forEach((key, byDefault) -> out.append(parameters.getOrDefault(key, byDefault)));
    if (name.equals("h264")) {
      out.append('/').append(H264Profile.of(codec));
    }
    return out.toString();
  }

  /** RFC 3551 4.5.2: G.722 says 8000 and means 16000; some phones write what it means. */
  private static boolean sameClock(Codec a, Codec b) {
    return a.clockRate() == b.clockRate() || a.isNamed("G722");
  }

  /** RFC 7587 7: Opus always says 2, so a missing 2 changes nothing. */
  private static boolean sameChannels(Codec a, Codec b) {
    return a.channels() == b.channels() || a.isNamed("opus");
  }

  /**
   * The codecs of an answer: those of the offer that are supported, in the offer's order and under
   * the offer's payload types.
   *
   * <p>Each keeps its offered spelling and takes the answerer's format parameters, since these say
   * what the answerer wants to get; a codec supported without parameters echoes the offered ones
   * where they decide the stream (H.264, VP9, AV1, AMR). Feedback is what both know.
   * telephone-event stays only at the clock rates of the sound codecs that stay (RFC 4733 2.3), rtx
   * only with the codec it repeats (RFC 4588 8.6).
   *
   * @return empty if there is no codec in common, auxiliary ones (telephone-event, CN, rtx) not
   *     counted
   */
  public static List<Codec> intersect(List<Codec> offered, List<Codec> supported) {
    List<Codec> common = new ArrayList<>();
    Set<Integer> kept = new LinkedHashSet<>();
    Set<Integer> clocks = new LinkedHashSet<>();
    for (Codec codec : offered) {
      Optional<Codec> own = find(codec, supported);
      if (own.isPresent()) {
        common.add(merge(codec, own.get()));
        if (!codec.isAuxiliary()) {
          kept.add(codec.payloadType());
          clocks.add(codec.clockRate());
        }
      }
    }
    if (kept.isEmpty()) {
      return List.of();
    }
    return common.stream().filter(c -> belongs(c, kept, clocks)).toList();
  }

  /** The codec of the list that is the same as this one. */
  public static Optional<Codec> find(Codec wanted, List<Codec> list) {
    return list.stream().filter(c -> same(wanted, c)).findFirst();
  }

  private static boolean belongs(Codec codec, Set<Integer> kept, Set<Integer> clocks) {
    if (codec.isTelephoneEvent() || codec.isNamed("CN")) {
      // A list that has events at one rate only, not its codec's, is common; half-right beats none.
      return clocks.contains(codec.clockRate()) || codec.clockRate() == 8000;
    }
    if (codec.isNamed("rtx")) {
      String apt = codec.parameter("apt").orElse("");
      return kept.stream().anyMatch(type -> apt.equals(Integer.toString(type)));
    }
    return true;
  }

  private static Codec merge(Codec offered, Codec own) {
    List<String> feedback =
        offered.rtcpFeedback().stream().filter(own.rtcpFeedback()::contains).toList();
    return offered.withFmtp(fmtp(offered, own)).withRtcpFeedback(feedback);
  }

  private static String fmtp(Codec offered, Codec own) {
    String name = offered.name().toLowerCase(Locale.ROOT);
    if (name.equals("h264")) {
      return H264Profile.answerFmtp(offered, own);
    }
    boolean echo =
        name.equals("rtx")
            || name.equals("red")
            || own.fmtp().isEmpty() && DECISIVE.containsKey(name);
    return echo ? offered.fmtp() : own.fmtp();
  }
}
