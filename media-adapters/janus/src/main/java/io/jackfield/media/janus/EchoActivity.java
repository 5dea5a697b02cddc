package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.janus.api.JanusHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Media goes back to its sender: plugin {@code echotest}. */
final class EchoActivity implements Activity {
  private final LegHome home;
  private JanusHandle handle;

  EchoActivity(LegHome home) {
    this.home = home;
  }

  @Override
  public CompletionStage<SessionDescription> answer(SessionDescription offer) {
    JanusSdp.requireAcceptable(offer);
    return home.attach("echotest", LegHome.PluginEvents.NONE)
        .thenCompose(
            attached -> {
              handle = attached;
              return attached.message(Map.of(), Optional.of(JanusSdp.jsep("offer", offer)));
            })
        .thenApply(EchoActivity::description);
  }

  /** The description in a plugin's answer. */
  static SessionDescription description(JanusHandle.PluginMessage message) {
    return JanusSdp.parse(message.jsep().orElseThrow(Exchange::noSdp).sdp());
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    return switches(update)
        .map(body -> handle.message(body, Optional.empty()).<Void>thenApply(done -> null))
        .orElseGet(() -> Activity.refused(Reason.NOT_IMPLEMENTED));
  }

  /**
   * An update in the fields that {@code echotest} and {@code videocall} share.
   *
   * @return empty when data is to be muted, for which they have no switch
   */
  static Optional<Map<String, Object>> switches(MediaUpdate update) {
    if (update.muteData().orElse(false)) {
      return Optional.empty();
    }
    Map<String, Object> body = new LinkedHashMap<>();
    update.muteAudio().ifPresent(mute -> body.put("audio", !mute));
    update.muteVideo().ifPresent(mute -> body.put("video", !mute));
    update.bitrate().ifPresent(kbits -> body.put("bitrate", bits(kbits)));
    return Optional.of(body);
  }

  @Override
  public CompletionStage<Void> record(Optional<String> base) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("record", base.isPresent());
    base.ifPresent(path -> body.put("filename", path));
    return handle.message(body, Optional.empty()).thenApply(done -> null);
  }

  @Override
  public CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
    return handle
        .message(Map.of(), Optional.of(JanusSdp.jsep("offer", offer)))
        .thenApply(EchoActivity::description);
  }

  /** Janus counts in bit/s (backend-janus.md, "Media update"). */
  static long bits(int kbits) {
    return kbits * 1000L;
  }

  @Override
  public void trickle(Map<String, ?> candidate) {
    if (handle != null) {
      handle.trickle(candidate);
    }
  }
}
