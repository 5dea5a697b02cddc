package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.janus.api.JanusHandle;
import io.jackfield.media.janus.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Receives one publisher: plugin {@code videoroom}, as subscriber. */
final class ListenActivity implements Activity, LegHome.PluginEvents {

  /** A publisher's media begins to flow within this time after its answer, or never. */
  private static final long UP_SECONDS = 5;

  private final LegHome home;
  private final Function<RoomId, JanusRoom> rooms;
  private final Publications publications;
  private Publication heard;
  private JanusHandle handle;
  private List<Publication.Stream> streams = List.of();

  ListenActivity(
      LegHome home,
      LegType.Listen type,
      Function<RoomId, JanusRoom> rooms,
      Publications publications) {
    this.home = home;
    this.rooms = rooms;
    this.publications = publications;
    this.heard = publications.of(type.publisher());
  }

  @Override
  public CompletionStage<SessionDescription> offer() {
    long room = rooms.apply(heard.room()).number();
    return up(heard)
        .thenComposeAsync(up -> home.attach("videoroom", this), home.loop())
        .thenCompose(
            attached -> {
              handle = attached;
              return attached.message(
                  Map.of(
                      "request",
                      "join",
                      "ptype",
                      "subscriber",
                      "room",
                      room,
                      "streams",
                      List.of(Map.of("feed", heard.feed()))),
                  Optional.empty());
            })
        .thenApply(
            joined -> {
              streams = streams(joined.data());
              return EchoActivity.description(joined);
            });
  }

  /** A listener may come while its publisher is still connecting. */
  private static CompletionStage<Void> up(Publication publisher) {
    return publisher.up().copy().completeOnTimeout(null, UP_SECONDS, TimeUnit.SECONDS);
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
  public CompletionStage<Void> setAnswer(SessionDescription answer) {
    return handle
        .message(Map.of("request", "start"), Optional.of(JanusSdp.jsep("answer", answer)))
        .thenApply(done -> null);
  }

  @Override
  public CompletionStage<Void> update(MediaUpdate update) {
    List<Map<String, Object>> sends = PublishActivity.sends(update, streams);
    if (sends.isEmpty()) {
      return Activity.refused(Reason.INVALID_OPERATION);
    }
    return handle
        .message(Map.of("request", "configure", "streams", sends), Optional.empty())
        .thenApply(done -> null);
  }

  @Override
  public CompletionStage<Void> change(LegType type) {
    if (!(type instanceof LegType.Listen listen)) {
      return Activity.refused(Reason.NOT_IMPLEMENTED);
    }
    Publication next = publications.of(listen.publisher());
    if (!next.room().equals(heard.room())) {
      return Activity.refused(Reason.INVALID_PUBLISHER);
    }
    return up(next)
        .thenComposeAsync(
            up ->
                handle.message(
                    Map.of("request", "switch", "streams", mapped(next)), Optional.empty()),
            home.loop())
        .thenApply(
            switched -> {
              heard = next;
              return null;
            });
  }

  /** Each stream of this listener is fed from the new publisher's of its type. */
  private List<Map<String, Object>> mapped(Publication next) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Publication.Stream own : streams) {
      next.streams().stream()
          .filter(s -> s.type().equals(own.type()))
          .findFirst()
          .ifPresent(
              s -> all.add(Map.of("feed", next.feed(), "mid", s.mid(), "sub_mid", own.mid())));
    }
    if (all.isEmpty()) {
      throw FailureException.of(Reason.INVALID_PUBLISHER);
    }
    return all;
  }

  @Override
  public void onEvent(JanusHandle.PluginMessage message) {
    if (Json.text(message.data(), "videoroom").filter("destroyed"::equals).isPresent()) {
      home.lost(Failure.of(Reason.ROOM_DESTROYED));
    }
  }

  @Override
  public void trickle(Map<String, ?> candidate) {
    if (handle != null) {
      handle.trickle(candidate);
    }
  }
}
