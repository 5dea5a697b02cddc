package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.Group;
import io.jackfield.gateway.sdp.MediaCapability;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Mismatch;
import io.jackfield.gateway.sdp.Negotiation;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.relay.MediaKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client's offer and what we answer, but for the transport (RFC 3264 6).
 *
 * @param offer the client's offer
 * @param kind WebRTC or RTP
 * @param negotiation the outcome by m-section, with our order of codecs
 */
record Answering(SessionDescription offer, SdpKind kind, Negotiation negotiation) {

  private static final Set<String> WEBRTC_PROTOCOLS =
      Set.of("UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "RTP/SAVPF");

  private static final Set<String> RTP_PROTOCOLS =
      Set.of("RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF");

  /**
   * Works out the answer.
   *
   * @param offer the client's offer
   * @param far the leg this one will be joined to: the only codecs, in its order
   * @return an answer that has at least one section in use
   * @throws FailureException not_acceptable, saying which m-line and why
   */
  static Answering of(SessionDescription offer, LegFace far) {
    SdpKind kind = offer.kind();
    SessionDescription usable = usable(offer, kind);
    List<MediaCapability> capabilities = new ArrayList<>();
    for (MediaKind media : MediaKind.values()) {
      String type = media == MediaKind.AUDIO ? "audio" : "video";
      List<Codec> offered =
          usable.media().stream()
              .filter(m -> m.type().equals(type) && !m.isRejected())
              .findFirst()
              .map(MediaDescription::codecs)
              .orElse(List.of());
      Optional<List<Codec>> limit = far.limit(media);
      boolean nothing = media == MediaKind.VIDEO && limit.filter(List::isEmpty).isPresent();
      if (!nothing) {
        capabilities.add(
            MediaCapability.of(
                type,
                media == MediaKind.AUDIO
                    ? Codecs.audioAnswer(offered, limit)
                    : Codecs.supported(type, offered, limit)));
      }
    }
    Negotiation negotiation = Negotiation.of(usable, capabilities);
    refuseWithout(negotiation);
    List<Negotiation.Section> sections =
        negotiation.sections().stream().map(s -> ordered(s, far)).toList();
    return new Answering(offer, kind, new Negotiation(usable, sections));
  }

  /** The offer with those sections refused that our transports cannot carry. */
  private static SessionDescription usable(SessionDescription offer, SdpKind kind) {
    Set<String> known = kind == SdpKind.WEBRTC ? WEBRTC_PROTOCOLS : RTP_PROTOCOLS;
    List<MediaDescription> media = new ArrayList<>();
    Optional<Set<String>> bundle = Optional.empty();
    for (int i = 0; i < offer.media().size(); i++) {
      MediaDescription section = offer.media().get(i);
      boolean rtp = section.isAudio() || section.isVideo();
      if (rtp && !section.isRejected() && !known.contains(section.protocol())) {
        if (section.isAudio()) {
          throw refusal(
              "m-line "
                  + i
                  + " (audio): protocol "
                  + section.protocol()
                  + " is not supported; supported UDP/TLS/RTP/SAVPF RTP/AVP RTP/AVPF RTP/SAVP RTP/SAVPF");
        }
        section = section.withPort(0).without("bundle-only");
      } else if (rtp && !section.isRejected() && kind == SdpKind.WEBRTC) {
        if (bundle.isEmpty()) {
          bundle = Optional.of(bundleOf(offer, section));
        } else if (section.mid().filter(bundle.get()::contains).isEmpty()) {
          // One transport a session: what is not bundled with the first section has none.
          section = section.withPort(0).without("bundle-only");
        }
      }
      media.add(section);
    }
    return offer.withMedia(media);
  }

  private static Set<String> bundleOf(SessionDescription offer, MediaDescription section) {
    Set<String> mids = new HashSet<>();
    for (Group group : offer.groups()) {
      if (group.isBundle() && section.mid().filter(group.mids()::contains).isPresent()) {
        mids.addAll(group.mids());
      }
    }
    return mids;
  }

  /** A call needs its audio: refused when audio was offered and none of it fits. */
  private static void refuseWithout(Negotiation negotiation) {
    boolean audioOffered =
        negotiation.offer().media().stream().anyMatch(m -> m.isAudio() && !m.isRejected());
    boolean audio =
        negotiation.sections().stream().anyMatch(s -> s.accepted() && s.offered().isAudio());
    boolean any = negotiation.sections().stream().anyMatch(Negotiation.Section::accepted);
    if (audioOffered ? !audio : !any) {
      throw refusal(
          negotiation
              .mismatch()
              .map(Mismatch::text)
              .orElse("no audio or video section that is in use"));
    }
  }

  private static Negotiation.Section ordered(Negotiation.Section section, LegFace far) {
    if (!section.accepted()) {
      return section;
    }
    List<Codec> order = far.limit(SectionPlan.kind(section.offered().type())).orElse(List.of());
    return new Negotiation.Section(
        section.index(),
        section.offered(),
        true,
        Codecs.inOrder(section.codecs(), order),
        section.direction(),
        section.mismatch());
  }

  private static FailureException refusal(String text) {
    return new FailureException(Failure.of(Reason.NOT_ACCEPTABLE).withDetail(text));
  }

  /** The sections in use. */
  List<SectionPlan> plans() {
    List<SectionPlan> plans = new ArrayList<>();
    for (Negotiation.Section section : negotiation.sections()) {
      if (section.accepted()) {
        plans.add(plan(section));
      }
    }
    return plans;
  }

  private SectionPlan plan(Negotiation.Section section) {
    List<Codec> codecs = section.codecs();
    return new SectionPlan(
        section.index(),
        SectionPlan.kind(section.offered().type()),
        codecs,
        codecs,
        direction(section),
        section.offered().rtcpMux(),
        Optional.of(section.offered()));
  }

  /** An old-style hold by address asks for nothing to be sent (RFC 3264 8.4). */
  private Direction direction(Negotiation.Section section) {
    boolean held = offer.isHeld(offer.media().get(section.index()));
    return held ? section.direction().and(Direction.RECVONLY) : section.direction();
  }

  /** What the client has, for the legs this one may be joined to before it is answered. */
  LegFace face() {
    Map<MediaKind, List<Codec>> byKind = new EnumMap<>(MediaKind.class);
    plans().forEach(plan -> byKind.putIfAbsent(plan.kind(), plan.theirs()));
    return new LegFace(byKind, false, Map.of());
  }

  /** The answer, still without addresses, credentials and keys. */
  SessionDescription bare(Origin origin) {
    SessionDescription answer = negotiation.answer(origin);
    for (SectionPlan plan : plans()) {
      answer =
          answer.withMedia(
              plan.index(),
              m -> {
                MediaDescription section = m.withDirection(plan.direction());
                Optional<Integer> mid = plan.remote().flatMap(SectionPlan::midExtension);
                return mid.isPresent()
                    ? section.withAttribute(
                        Attribute.of("extmap", SectionPlan.midExtmap(mid.get())))
                    : section;
              });
    }
    return answer;
  }
}
