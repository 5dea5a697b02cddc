package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.CryptoAttribute;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.janus.api.JanusHandle;
import io.jackfield.media.janus.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Between a browser and a peer of plain RTP: one handle of plugin {@code nosip}. */
final class NosipExchange extends Exchange {

  /** The side that talks plain RTP. */
  private final Side plainSide;

  private JanusHandle handle;
  private SessionDescription plainAgreed;
  private SessionDescription plainOurs;
  private SessionDescription webAgreed;

  NosipExchange(LegHome caller, SessionDescription callerOffer) {
    super(caller, callerOffer);
    this.plainSide = callerOffer.kind() == SdpKind.RTP ? Side.CALLER : Side.FAR;
  }

  private boolean plainCalls() {
    return plainSide == Side.CALLER;
  }

  @Override
  CompletionStage<SessionDescription> makeOffer() {
    LegHome.PluginEvents events = plainCalls() ? farEvents() : LegHome.PluginEvents.NONE;
    return caller()
        .attach("nosip", events)
        .thenCompose(
            attached -> {
              handle = attached;
              if (plainCalls()) {
                plainAgreed = PlainSdp.forJanus(callerOffer());
                return process("offer", plainAgreed);
              }
              webAgreed = JanusSdp.forNosip(callerOffer());
              return generate("offer", webAgreed)
                  .thenApply(
                      made -> {
                        plainOurs = made;
                        return made;
                      });
            });
  }

  @Override
  CompletionStage<SessionDescription> makeAnswer(SessionDescription farAnswer) {
    if (plainCalls()) {
      return generate("answer", farAnswer)
          .thenApply(
              made -> {
                webAgreed = farAnswer;
                plainAgreed = Reoffers.agreed(plainAgreed, made);
                plainOurs = PlainSdp.forPeer(callerOffer(), made);
                return plainOurs;
              });
    }
    SessionDescription plain = PlainSdp.forJanus(farAnswer);
    return process("answer", plain)
        .thenApply(
            made -> {
              plainAgreed = plain;
              webAgreed = Reoffers.agreed(webAgreed, made);
              return JanusSdp.aligned(callerOffer(), made);
            });
  }

  /** From a browser's description to a plain one. */
  private CompletionStage<SessionDescription> generate(String type, SessionDescription web) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request", "generate");
    if (plainCalls()) {
      keys(plainAgreed)
          .ifPresent(
              keys -> {
                body.put("srtp", "sdes_mandatory");
                body.put("srtp_profile", keys.suite());
              });
    }
    return handle
        .message(body, Optional.of(JanusSdp.jsep(type, web)))
        .thenApply(
            said ->
                JanusSdp.plain(
                    JanusSdp.parse(
                        Json.text(Json.object(said.data(), "result"), "sdp")
                            .orElseThrow(Exchange::noSdp))));
  }

  private static Optional<CryptoAttribute> keys(SessionDescription plain) {
    return plain.media().stream()
        .filter(m -> !m.isRejected())
        .map(MediaDescription::crypto)
        .flatMap(List::stream)
        .findFirst();
  }

  /** From a plain description to one for a browser. */
  private CompletionStage<SessionDescription> process(String type, SessionDescription plain) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request", "process");
    body.put("type", type);
    body.put("sdp", plain.write());
    return handle.message(body, Optional.empty()).thenApply(EchoActivity::description);
  }

  @Override
  Optional<JanusHandle> peerConnection(Side side) {
    return side == plainSide ? Optional.empty() : Optional.ofNullable(handle);
  }

  @Override
  List<JanusHandle> handles() {
    return Optional.ofNullable(handle).map(List::of).orElse(List.of());
  }

  /** The plugin has no such thing (backend-janus.md, "SIP gateways"). */
  @Override
  CompletionStage<Void> update(Side side, MediaUpdate update) {
    return Activity.refused(Reason.INVALID_OPERATION);
  }

  @Override
  CompletionStage<Void> record(Side side, Optional<String> base) {
    String whose = side == plainSide ? "peer_" : "";
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request", "recording");
    body.put("action", base.isPresent() ? "start" : "stop");
    boolean start = base.isPresent();
    body.put(whose + "audio", !start || has(webAgreed.audio()));
    body.put(whose + "video", !start || has(webAgreed.video()));
    base.ifPresent(path -> body.put("filename", path));
    return handle.message(body, Optional.empty()).thenApply(done -> null);
  }

  private static boolean has(Optional<MediaDescription> section) {
    return section.filter(s -> !s.isRejected()).isPresent();
  }

  @Override
  CompletionStage<SessionDescription> renegotiate(Side side, SessionDescription offered) {
    return side == plainSide ? plainOffers(offered) : webOffers(offered);
  }

  /**
   * A phone holds, resumes or has a new address. The browser is not asked; the plugin stops sending
   * to who does not receive.
   */
  private CompletionStage<SessionDescription> plainOffers(SessionDescription offered) {
    if (offered.kind() != SdpKind.RTP) {
      return Activity.refused(Reason.INVALID_SDP);
    }
    SessionDescription now = Reoffers.moved(plainAgreed, PlainSdp.forJanus(offered));
    return process(plainCalls() ? "offer" : "answer", now)
        .thenApply(
            unused -> {
              plainAgreed = now;
              plainOurs = Reoffers.answer(withDirectionsOf(webAgreed, plainOurs), offered);
              return plainOurs;
            });
  }

  /** What we say to one side has the directions of the other. */
  private static SessionDescription withDirectionsOf(
      SessionDescription from, SessionDescription to) {
    List<MediaDescription> media = new ArrayList<>();
    for (int i = 0; i < to.media().size(); i++) {
      MediaDescription section = to.media().get(i);
      boolean known = i < from.media().size() && !section.isRejected();
      media.add(known ? section.withDirection(from.direction(from.media().get(i))) : section);
    }
    return to.withMedia(media);
  }

  /** A browser holds, resumes or restarts ICE: the phone's last words answer it. */
  private CompletionStage<SessionDescription> webOffers(SessionDescription offered) {
    if (offered.kind() != SdpKind.WEBRTC) {
      return Activity.refused(Reason.INVALID_SDP);
    }
    SessionDescription known = JanusSdp.forNosip(offered);
    SessionDescription plain = Reoffers.answer(plainAgreed, known);
    return generate("offer", known)
        .thenCompose(unused -> process("answer", plain))
        .thenApply(
            made -> {
              webAgreed = Reoffers.agreed(known, made);
              return JanusSdp.aligned(offered, made);
            });
  }
}
