package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.CodecMatch;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.relay.StreamConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was agreed for one m-section that is in use.
 *
 * @param index of the m-section, from 0
 * @param kind audio or video
 * @param ours the codecs of our description, under its payload types
 * @param theirs the codecs of the client's description, under its payload types; empty while it has
 *     not answered
 * @param direction as we write it
 * @param muxed whether both sides put RTCP on the RTP port (RFC 5761)
 * @param remote the client's m-section, once there is one
 */
record SectionPlan(
    int index,
    MediaKind kind,
    List<Codec> ours,
    List<Codec> theirs,
    Direction direction,
    boolean muxed,
    Optional<MediaDescription> remote) {

  private static final String MID_EXTENSION = "urn:ietf:params:rtp-hdrext:sdes:mid";

  SectionPlan {
    ours = List.copyOf(ours);
    theirs = List.copyOf(theirs);
  }

  /** The kind of a media type; only for those in use. */
  static MediaKind kind(String type) {
    return type.equals("video") ? MediaKind.VIDEO : MediaKind.AUDIO;
  }

  /** The plan without the client's m-section, which takes far more room than the rest. */
  SectionPlan withoutRemote() {
    return new SectionPlan(index, kind, ours, theirs, direction, muxed, Optional.empty());
  }

  /** The plan as the packet path wants it. */
  StreamConfig stream() {
    return new StreamConfig(
        kind,
        remote.flatMap(MediaDescription::mid),
        remote.flatMap(SectionPlan::midExtension),
        ours.stream().map(SectionPlan::format).toList(),
        theirs.stream().map(SectionPlan::format).toList(),
        remote.map(SectionPlan::ssrcs).orElse(List.of()),
        feedback("nack"),
        feedback("nack pli"),
        feedback("ccm fir"),
        feedback("goog-remb"),
        feedback("ccm tmmbr"),
        direction.receives() && remote.isPresent(),
        direction.sends() && remote.isPresent());
  }

  private boolean feedback(String value) {
    return theirs.stream().anyMatch(c -> c.rtcpFeedback().contains(value));
  }

  private static PayloadFormat format(Codec codec) {
    String name = codec.name().toLowerCase(Locale.ROOT);
    return switch (name) {
      // RFC 7587 7 and RFC 3551 4.5.2: always written so, and some write it otherwise.
      case "opus" -> new PayloadFormat(codec.payloadType(), name, 48000, 2, "");
      case "g722" -> new PayloadFormat(codec.payloadType(), name, 8000);
      default ->
          new PayloadFormat(
              codec.payloadType(),
              name,
              codec.clockRate(),
              codec.channels(),
              CodecMatch.variant(codec));
    };
  }

  /** The extension's id, if the client's section has it (RFC 8285 5). */
  static Optional<Integer> midExtension(MediaDescription section) {
    for (String extmap : section.values("extmap")) {
      String[] words = extmap.strip().split("\\s+");
      String id = words[0].split("/")[0];
      if (words.length >= 2 && words[1].equals(MID_EXTENSION) && id.matches("[1-9]|1[0-4]")) {
        return Optional.of(Integer.valueOf(id));
      }
    }
    return Optional.empty();
  }

  /** The extmap value that accepts the extension under this id. */
  static String midExtmap(int id) {
    return id + " " + MID_EXTENSION;
  }

  /** RFC 5576 4.1; values that are no SSRC are passed over. */
  private static List<Long> ssrcs(MediaDescription section) {
    List<Long> found = new ArrayList<>();
    for (String value : section.values("ssrc")) {
      String first = value.strip().split("\\s+")[0];
      if (first.matches("\\d{1,10}")) {
        long ssrc = Long.parseLong(first);
        if (ssrc <= 0xffff_ffffL && !found.contains(ssrc)) {
          found.add(ssrc);
        }
      }
    }
    return found;
  }
}
