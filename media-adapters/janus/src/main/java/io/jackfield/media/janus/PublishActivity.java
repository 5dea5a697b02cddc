package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.janus.api.JanusHandle;
import io.jackfield.media.janus.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Sends to a room: plugin {@code videoroom}, as publisher. */
final class PublishActivity implements Activity, LegHome.PluginEvents {

  /** The plugin's code for a number that is taken in the room. */
  private static final int ID_EXISTS = 436;

  private static final int ATTEMPTS = 3;

  private final LegHome home;
  private final JanusRoom room;
  private final Publications publications;
  private JanusHandle handle;
  private Publication publication;

  PublishActivity(LegHome home, JanusRoom room, Publications publications) {
    this.home = home;
    this.room = room;
    this.publications = publications;
  }

  @Override
  public CompletionStage<SessionDescription> answer(SessionDescription offer) {
    JanusSdp.requireAcceptable(offer);
    return home.attach("videoroom", this)
        .thenCompose(
            attached -> {
              handle = attached;
              return join(0);
            })
        .thenCompose(joined -> configure(offer))
        .thenApply(
            made -> {
              publications.add(home.id(), publication);
              return made;
            });
  }

  private CompletionStage<SessionDescription> configure(SessionDescription offer) {
    return handle
        .message(
            Map.of("request", "configure", "audio", true, "video", true),
            Optional.of(JanusSdp.jsep("offer", offer)))
        .thenApply(
            configured -> {
              publication.streams(streams(configured.data()));
              return EchoActivity.description(configured);
            });
  }

  private CompletionStage<JanusHandle.PluginMessage> join(int attempt) {
    long feed = NumericIds.of(home.id().value(), attempt);
    publication = new Publication(room.id(), feed);
    CompletionStage<JanusHandle.PluginMessage> joined =
        handle.message(
            Map.of("request", "join", "ptype", "publisher", "room", room.number(), "id", feed),
            Optional.empty());
    return joined.exceptionallyCompose(
        error -> {
          String refusal = Failure.of(Reason.JANUS_ERROR, ID_EXISTS, "").text().strip();
          boolean taken = attempt + 1 < ATTEMPTS && failure(error).text().startsWith(refusal);
          return taken ? join(attempt + 1) : joined;
        });
  }

  private static Failure failure(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof FailureException e ? e.failure() : Failure.of(Reason.INTERNAL_ERROR);
  }

  private static List<Publication.Stream> streams(Map<String, Object> data) {
    List<Publication.Stream> streams = new ArrayList<>();
    for (Map<String, Object> stream : Json.objects(data, "streams")) {
      Optional<String> mid = Json.text(stream, "mid");
      Optional<String> type = Json.text(stream, "type");
      if (mid.isPresent() && type.isPresent()) {
        streams.add(new Publication.Stream(mid.get(), type.get()));
      }
    }
    return streams;
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request", "configure");
    update.bitrate().ifPresent(kbits -> body.put("bitrate", EchoActivity.bits(kbits)));
    List<Map<String, Object>> sends = sends(update, publication.streams());
    if (!sends.isEmpty()) {
      body.put("streams", sends);
    }
    return handle.message(body, Optional.empty()).thenApply(done -> null);
  }

  /** Which streams are passed on, as {@code configure} wants it. */
  static List<Map<String, Object>> sends(MediaUpdate update, List<Publication.Stream> streams) {
    Map<String, Optional<Boolean>> mutes =
        Map.of("audio", update.muteAudio(), "video", update.muteVideo(), "data", update.muteData());
    List<Map<String, Object>> sends = new ArrayList<>();
    for (Publication.Stream stream : streams) {
      mutes
          .getOrDefault(stream.type(), Optional.empty())
          .ifPresent(mute -> sends.add(Map.of("mid", stream.mid(), "send", !mute)));
    }
    return sends;
  }

  @Override
  public CompletionStage<Void> record(Optional<String> base) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request", "configure");
    body.put("record", base.isPresent());
    base.ifPresent(path -> body.put("filename", path));
    return handle.message(body, Optional.empty()).thenApply(done -> null);
  }

  @Override
  public CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
    return configure(offer);
  }

  @Override
  public void onEvent(JanusHandle.PluginMessage message) {
    Map<String, Object> data = message.data();
    switch (Json.text(data, "videoroom").orElse("")) {
      case "destroyed" -> home.lost(Failure.of(Reason.ROOM_DESTROYED));
      case "slow_link" ->
          room.slowLink(
              Json.number(data, "current-bitrate")
                  .<Map<String, Object>>map(bits -> Map.of("bitrate", bits / 1000))
                  .orElse(Map.of()));
      default -> {
        // Who else publishes is the gateway's own knowledge.
      }
    }
  }

  @Override
  public void onUp() {
    publication.up().complete(null);
  }

  @Override
  public void trickle(Map<String, ?> candidate) {
    if (handle != null) {
      handle.trickle(candidate);
    }
  }

  @Override
  public void release() {
    publications.remove(home.id());
  }
}
