package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Group;
import io.jackfield.gateway.sdp.MediaCapability;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Mismatch;
import io.jackfield.gateway.sdp.Negotiation;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleIce;
import io.jackfield.media.janus.api.JanusHandle.Jsep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Descriptions on their way to Janus and back. */
final class JanusSdp {

  /** What Janus passes on; payload types are the client's own. */
  private static final List<MediaCapability> CODECS =
      List.of(
          MediaCapability.of(
              "audio",
              List.of(
                  Codec.of(111, "opus", 48000, 2, ""),
                  Codec.of(9, "G722", 8000),
                  Codec.of(0, "PCMU", 8000),
                  Codec.of(8, "PCMA", 8000),
                  Codec.of(110, "telephone-event", 48000),
                  Codec.of(101, "telephone-event", 8000))),
          MediaCapability.of(
              "video",
              List.of(
                  Codec.of(96, "VP8", 90000),
                  Codec.of(98, "VP9", 90000),
                  Codec.of(
                      102,
                      "H264",
                      90000,
                      1,
                      "level-asymmetry-allowed=1;packetization-mode=1;"
                          + "profile-level-id=42e01f"))));

  /** Of a browser's description, what a peer of plain RTP does not know. */
  private static final Set<String> WEB_ONLY =
      Set.of(
          "extmap",
          "extmap-allow-mixed",
          "msid",
          "msid-semantic",
          "ssrc",
          "ssrc-group",
          "mid",
          "rtcp-xr",
          "rtcp-rsize",
          "simulcast",
          "rid");

  private JanusSdp() {}

  /**
   * Refuses an offer that Janus could not answer.
   *
   * @throws FailureException {@code not_acceptable}, naming both lists of codecs
   */
  static void requireAcceptable(SessionDescription offer) {
    Negotiation negotiation = Negotiation.of(offer, CODECS);
    if (!negotiation.isAcceptable()) {
      Failure failure = Failure.of(Reason.NOT_ACCEPTABLE);
      throw new FailureException(
          negotiation.mismatch().map(Mismatch::text).map(failure::withDetail).orElse(failure));
    }
  }

  /** As JSEP; candidates may follow unless the description says that it has them all. */
  static Jsep jsep(String type, SessionDescription sdp) {
    return new Jsep(type, sdp.write(), !TrickleIce.isComplete(sdp));
  }

  /**
   * Reads what Janus made.
   *
   * @throws FailureException {@code janus_error} when it does not parse
   */
  static SessionDescription parse(String text) {
    try {
      return SdpParser.parse(withOneMid(text));
    } catch (SdpException e) {
      throw new FailureException(Failure.of(Reason.JANUS_ERROR, 0, "invalid SDP"), e);
    }
  }

  /** Janus adds its {@code mid} to a section that {@code videocall} passed on with its own. */
  private static String withOneMid(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean seen = false;
    for (String line : text.split("(?<=\n)")) {
      boolean mid = line.startsWith("a=mid:");
      if (!mid || !seen) {
        out.append(line);
      }
      seen = !line.startsWith("m=") && (seen || mid);
    }
    return out.toString();
  }

  /**
   * A description that {@code videocall} passes on: without what Janus would leave of the client's
   * own ICE.
   */
  static SessionDescription forVideocall(SessionDescription web) {
    return web.without(a -> a.is("ice-lite"));
  }

  /**
   * An offer for {@code nosip}, which refuses data channels: audio and video with the codecs a peer
   * on the other side may know. Payload types stay.
   */
  static SessionDescription forNosip(SessionDescription offer) {
    Negotiation negotiation = Negotiation.of(offer, CODECS);
    List<MediaDescription> media = new ArrayList<>();
    List<String> mids = new ArrayList<>();
    for (Negotiation.Section section : negotiation.sections()) {
      if (!section.offered().isRtp()) {
        continue;
      }
      boolean kept = section.accepted();
      media.add(
          kept ? section.offered().withCodecs(section.codecs()) : section.offered().rejected());
      if (kept) {
        section.offered().mid().ifPresent(mids::add);
      }
    }
    SessionDescription audioVideo =
        offer
            .withMedia(media)
            .without(a -> a.is("group"))
            .without(a -> WEB_ONLY.contains(a.name()));
    return mids.isEmpty()
        ? audioVideo
        : audioVideo.withAttribute(Attribute.of("group", Group.bundle(mids).write()));
  }

  /** A plain description for a peer that is no browser. */
  static SessionDescription plain(SessionDescription made) {
    return made.without(a -> WEB_ONLY.contains(a.name()))
        .withEachMedia(
            m ->
                m.without(a -> WEB_ONLY.contains(a.name()))
                    .without(a -> a.is("rtcp-fb") && a.text().contains("transport-cc")));
  }

  /**
   * Gives an answer the m-lines back that {@link #forNosip} took out of the offer (RFC 3264 section
   * 6: as many as the offer and in its order).
   */
  static SessionDescription aligned(SessionDescription offer, SessionDescription answer) {
    List<MediaDescription> media = new ArrayList<>();
    int next = 0;
    for (MediaDescription offered : offer.media()) {
      boolean sent = offered.isRtp() && next < answer.media().size();
      media.add(sent ? answer.media().get(next++) : offered.rejected());
    }
    return answer.withMedia(media);
  }

  /** Whether two descriptions differ in nothing but their version. */
  static boolean same(SessionDescription one, SessionDescription other) {
    return one.media().equals(other.media()) && one.connection().equals(other.connection());
  }
}
