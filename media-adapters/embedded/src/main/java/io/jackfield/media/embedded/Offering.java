package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.AnswerCheck;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.CodecMatch;
import io.jackfield.gateway.sdp.Connection;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.Group;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.relay.MediaKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An offer of ours, but for the transport, and what a client's answer makes of it.
 *
 * @param kind WebRTC or RTP
 * @param plans one for each m-section, in order; without a remote section
 */
record Offering(SdpKind kind, List<SectionPlan> plans) {

  /** RFC 8829 5.2.1: where no address is known yet. */
  private static final int DISCARD_PORT = 9;

  Offering {
    plans = List.copyOf(plans);
  }

  /**
   * Works out the offer.
   *
   * @param kind WebRTC or RTP
   * @param far the leg this one will be joined to: the only codecs, in its order
   * @return an offer with audio, and with video when the far leg has some or nothing is known of it
   *     and a browser is offered
   * @throws FailureException not_acceptable when the far leg has nothing we can pass on
   */
  static Offering of(SdpKind kind, LegFace far) {
    List<SectionPlan> plans = new ArrayList<>();
    Optional<List<Codec>> audioLimit = far.limit(MediaKind.AUDIO);
    // A phone is asked for video only where there is some; a browser tells by its answer.
    List<Codec> free = kind == SdpKind.WEBRTC ? Codecs.VIDEO_OFFER : List.of();
    List<Codec> video = Codecs.videoOffer(far.limit(MediaKind.VIDEO).orElse(free));
    List<Codec> audio = Codecs.audioOffer(audioLimit);
    boolean wanted = audioLimit.map(list -> !list.isEmpty()).orElse(true);
    if (audio.isEmpty() && (wanted || video.isEmpty())) {
      throw new FailureException(
          Failure.of(Reason.NOT_ACCEPTABLE)
              .withDetail(
                  "m-line 0 (audio): no common codec; the peer has "
                      + Codecs.names(audioLimit.orElse(List.of()))
                      + "; supported "
                      + Codecs.names(Codecs.AUDIO)));
    }
    if (!audio.isEmpty()) {
      plans.add(plan(plans.size(), MediaKind.AUDIO, audio));
    }
    if (!video.isEmpty()) {
      plans.add(plan(plans.size(), MediaKind.VIDEO, video));
    }
    return new Offering(kind, plans);
  }

  /**
   * An offer of what a running session has.
   *
   * @param kind WebRTC or RTP
   * @param agreed its sections in use
   * @return an offer with those alone
   */
  static Offering again(SdpKind kind, List<SectionPlan> agreed) {
    List<SectionPlan> plans = new ArrayList<>();
    for (SectionPlan section : agreed) {
      plans.add(plan(plans.size(), section.kind(), section.ours()));
    }
    return new Offering(kind, plans);
  }

  private static SectionPlan plan(int index, MediaKind kind, List<Codec> codecs) {
    return new SectionPlan(
        index, kind, codecs, List.of(), Direction.SENDRECV, false, Optional.empty());
  }

  /** The offer, still without addresses, credentials and keys. */
  SessionDescription bare(Origin origin) {
    boolean webRtc = kind == SdpKind.WEBRTC;
    List<MediaDescription> media = new ArrayList<>();
    List<String> mids = new ArrayList<>();
    for (SectionPlan plan : plans) {
      String type = plan.kind() == MediaKind.AUDIO ? "audio" : "video";
      String profile = plan.kind() == MediaKind.AUDIO ? "RTP/AVP" : "RTP/AVPF";
      MediaDescription section =
          MediaDescription.of(
              type, DISCARD_PORT, webRtc ? "UDP/TLS/RTP/SAVPF" : profile, List.of());
      if (webRtc) {
        String mid = Integer.toString(plan.index());
        mids.add(mid);
        section = section.withAttributes(Attribute.of("mid", mid));
      }
      section = section.withDirection(plan.direction());
      if (webRtc) {
        section = section.withAttribute(Attribute.of("rtcp-mux"));
      }
      media.add(section.withCodecs(plan.ours()).withConnection(Connection.of("0.0.0.0")));
    }
    SessionDescription offer = SessionDescription.of(origin, media);
    return webRtc ? offer.withAttribute(Attribute.of("group", Group.bundle(mids).write())) : offer;
  }

  /**
   * What the client's answer agrees to.
   *
   * @param offer our offer as it was sent
   * @param answer the client's answer
   * @return the sections in use
   * @throws FailureException when this is no answer to that offer, or it refuses everything
   */
  List<SectionPlan> agreed(SessionDescription offer, SessionDescription answer) {
    AnswerCheck.problem(offer, answer)
        .ifPresent(
            text -> {
              throw refusal(text);
            });
    List<SectionPlan> agreed = new ArrayList<>();
    for (SectionPlan plan : plans) {
      MediaDescription section = answer.media().get(plan.index());
      if (!section.isRejected()) {
        agreed.add(agreed(plan, answer, section));
      }
    }
    boolean audioOffered = plans.stream().anyMatch(p -> p.kind() == MediaKind.AUDIO);
    if (agreed.stream().noneMatch(p -> p.kind() == MediaKind.AUDIO || !audioOffered)) {
      throw refusal("m-line 0 (" + offer.media().get(0).type() + "): refused by the answer");
    }
    return agreed;
  }

  private static SectionPlan agreed(
      SectionPlan plan, SessionDescription answer, MediaDescription section) {
    List<Codec> theirs =
        section.codecs().stream().filter(c -> CodecMatch.find(c, plan.ours()).isPresent()).toList();
    List<Codec> ours =
        plan.ours().stream().filter(c -> CodecMatch.find(c, theirs).isPresent()).toList();
    Direction direction = answer.direction(section).reversed().and(plan.direction());
    if (answer.isHeld(section)) {
      direction = direction.and(Direction.RECVONLY);
    }
    return new SectionPlan(
        plan.index(), plan.kind(), ours, theirs, direction, false, Optional.of(section));
  }

  private static FailureException refusal(String text) {
    return new FailureException(Failure.of(Reason.NOT_ACCEPTABLE).withDetail(text));
  }
}
