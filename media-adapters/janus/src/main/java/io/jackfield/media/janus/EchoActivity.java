package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
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
    return JanusSdp.parse(
        message
            .jsep()
            .orElseThrow(() -> new FailureException(Failure.of(Reason.JANUS_ERROR, 0, "no SDP")))
            .sdp());
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    Map<String, Object> body = new LinkedHashMap<>();
    update.muteAudio().ifPresent(mute -> body.put("audio", !mute));
    update.muteVideo().ifPresent(mute -> body.put("video", !mute));
    update.bitrate().ifPresent(kbits -> body.put("bitrate", bits(kbits)));
    return handle.message(body, Optional.empty()).thenApply(done -> null);
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
