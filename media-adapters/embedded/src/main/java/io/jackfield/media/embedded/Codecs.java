package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.CodecMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The codecs the engine passes through, and the lists it offers and takes. */
final class Codecs {

  /** RFC 5109 and others: the first payload type free for dynamic use. */
  private static final int FIRST_DYNAMIC = 96;

  private static final int LAST_DYNAMIC = 127;

  private static final Set<String> VIDEO = Set.of("vp8", "vp9", "h264");

  /** What we understand of RFC 4585, RFC 5104 and draft-alvestrand-rmcat-remb-03. */
  private static final List<String> FEEDBACK =
      List.of("nack", "nack pli", "ccm fir", "goog-remb", "ccm tmmbr");

  /** In order of preference, under the payload types of our own offers. */
  static final List<Codec> AUDIO =
      List.of(
          Codec.of(111, "opus", 48000, 2, "minptime=10;useinbandfec=1"),
          Codec.of(9, "G722", 8000),
          Codec.of(0, "PCMU", 8000),
          Codec.of(8, "PCMA", 8000),
          Codec.of(110, "telephone-event", 48000, 1, "0-15"),
          Codec.of(101, "telephone-event", 8000, 1, "0-15"));

  /** What a browser is offered as video when no far leg limits it. */
  static final List<Codec> VIDEO_OFFER =
      List.of(
          Codec.of(96, "VP8", 90000),
          Codec.of(98, "VP9", 90000, 1, "profile-id=0"),
          Codec.of(
              102,
              "H264",
              90000,
              1,
              "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"));

  private Codecs() {}

  /**
   * What an answer to a section may use.
   *
   * @param type the section's media type
   * @param offered the section's codecs
   * @param allowed what the leg on the far side has, in its order; empty for no such limit
   * @return in order of preference; empty when there is nothing, or the type is neither audio nor
   *     video
   */
  static List<Codec> supported(String type, List<Codec> offered, Optional<List<Codec>> allowed) {
    List<Codec> own =
        switch (type) {
          case "audio" -> AUDIO;
          case "video" -> video(offered);
          default -> List.of();
        };
    return allowed.map(list -> limited(own, list)).orElse(own);
  }

  /**
   * What an answer to an audio section may use: what the far leg has, and only if the client has
   * none of that, all we can turn it into.
   *
   * @param offered the section's codecs
   * @param allowed what the leg on the far side has, in its order; empty for no such limit
   * @return in order of preference
   */
  static List<Codec> audioAnswer(List<Codec> offered, Optional<List<Codec>> allowed) {
    List<Codec> shared = supported("audio", offered, allowed);
    boolean some = CodecMatch.intersect(offered, shared).stream().anyMatch(c -> !c.isAuxiliary());
    boolean known = shared.stream().anyMatch(c -> !c.isAuxiliary());
    return some || !known ? shared : AUDIO;
  }

  /** Video is passed through as it is, so whatever parameters the client has are supported. */
  private static List<Codec> video(List<Codec> offered) {
    return offered.stream()
        .filter(c -> VIDEO.contains(c.name().toLowerCase(Locale.ROOT)))
        .map(c -> c.withRtcpFeedback(FEEDBACK))
        .toList();
  }

  private static List<Codec> limited(List<Codec> own, List<Codec> allowed) {
    return allowed.stream().flatMap(a -> CodecMatch.find(a, own).stream()).distinct().toList();
  }

  /**
   * What we offer as audio.
   *
   * @param allowed what the leg on the far side has, in its order; empty for no such limit
   * @return empty when none of it is ours
   */
  static List<Codec> audioOffer(Optional<List<Codec>> allowed) {
    List<Codec> codecs = supported("audio", List.of(), allowed);
    if (codecs.stream().allMatch(Codec::isAuxiliary)) {
      return List.of();
    }
    boolean common = codecs.stream().anyMatch(Codecs::isG711);
    if (common) {
      return codecs;
    }
    // Every phone has G.711, so the call comes about by transcoding rather than not at all.
    List<Codec> more = new ArrayList<>(codecs);
    AUDIO.stream()
        .filter(c -> isG711(c) || c.isTelephoneEvent() && c.clockRate() == 8000)
        .filter(c -> !more.contains(c))
        .forEach(more::add);
    return more;
  }

  private static boolean isG711(Codec codec) {
    return codec.isNamed("PCMU") || codec.isNamed("PCMA");
  }

  /**
   * What we offer as video: what the far leg has, under payload types of our own.
   *
   * @param far the far leg's codecs
   * @return empty when none of them can be passed through
   */
  static List<Codec> videoOffer(List<Codec> far) {
    Set<Integer> taken = new HashSet<>();
    AUDIO.forEach(c -> taken.add(c.payloadType()));
    List<Codec> offered = new ArrayList<>();
    for (Codec codec : video(far)) {
      Optional<Integer> free = freeType(taken);
      if (free.isEmpty()) {
        break;
      }
      taken.add(free.get());
      offered.add(codec.withPayloadType(free.get()));
    }
    return offered;
  }

  private static Optional<Integer> freeType(Set<Integer> taken) {
    for (int type = FIRST_DYNAMIC; type <= LAST_DYNAMIC; type++) {
      if (!taken.contains(type)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * Puts codecs in the order another list has them, those it lacks last.
   *
   * @param codecs to be ordered
   * @param order the other list
   * @return the same codecs
   */
  static List<Codec> inOrder(List<Codec> codecs, List<Codec> order) {
    List<Codec> out = new ArrayList<>();
    for (Codec wanted : order) {
      codecs.stream().filter(c -> CodecMatch.same(c, wanted) && !out.contains(c)).forEach(out::add);
    }
    codecs.stream().filter(c -> !out.contains(c)).forEach(out::add);
    return out;
  }

  /**
   * The codec that comes first: what the other side will send.
   *
   * @param codecs in order of preference
   * @return empty when there is none but auxiliary ones
   */
  static Optional<Codec> preferred(List<Codec> codecs) {
    return codecs.stream().filter(c -> !c.isAuxiliary()).findFirst();
  }

  /**
   * Names for people, without the auxiliary codecs.
   *
   * @param codecs a list
   * @return {@code opus PCMU}, or {@code none}
   */
  static String names(List<Codec> codecs) {
    List<String> names =
        codecs.stream().filter(c -> !c.isAuxiliary()).map(Codec::name).distinct().toList();
    return names.isEmpty() ? "none" : String.join(" ", names);
  }
}
