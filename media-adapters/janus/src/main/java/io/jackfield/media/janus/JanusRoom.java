package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.MediaRoomObserver;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.media.janus.api.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A room of plugin {@code videoroom}. */
final class JanusRoom implements MediaRoom {

  /** No limit of ours (backend-janus.md, "Rooms"). */
  private static final int PUBLISHERS = 1000;

  private final JanusEngine engine;
  private final RoomId id;
  private final RoomSpec spec;
  private final MediaRoomObserver observer;
  private final long number;
  private boolean over;

  JanusRoom(JanusEngine engine, RoomId id, RoomSpec spec, MediaRoomObserver observer) {
    this.engine = engine;
    this.id = id;
    this.spec = spec;
    this.observer = observer;
    this.number = NumericIds.of(id.value(), 0);
  }

  @Override
  public RoomId id() {
    return id;
  }

  long number() {
    return number;
  }

  /** Makes it on Janus; on the loop. */
  CompletionStage<Void> create() {
    Map<String, Object> body = request("create");
    body.put("description", id.value());
    body.put("publishers", PUBLISHERS);
    body.put("permanent", false);
    body.put("bitrate", EchoActivity.bits(spec.bitrate()));
    spec.audioCodec().ifPresent(codec -> body.put("audiocodec", codec));
    spec.videoCodec().ifPresent(codec -> body.put("videocodec", codec));
    return engine.askVideoroom(body).thenApply(made -> null);
  }

  private Map<String, Object> request(String name) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request", name);
    body.put("room", number);
    return body;
  }

  @Override
  public CompletionStage<Void> layout(String layout) {
    return Activity.refused(Reason.NOT_IMPLEMENTED);
  }

  @Override
  public CompletionStage<Integer> senders() {
    return engine.onLoop(
        () -> {
          if (over) {
            throw FailureException.of(Reason.ROOM_NOT_FOUND);
          }
          return engine
              .askVideoroom(request("listparticipants"))
              .thenApply(
                  data ->
                      (int)
                          Json.objects(data, "participants").stream()
                              .filter(p -> Boolean.TRUE.equals(p.get("publisher")))
                              .count());
        });
  }

  void slowLink(Map<String, Object> fields) {
    if (!over) {
      observer.onStatus("slow_link", fields);
    }
  }

  /** Its Janus is gone; on the loop. */
  void lost(Failure failure) {
    if (!over) {
      observer.onLost(failure);
    }
  }

  @Override
  public CompletionStage<Void> close() {
    return engine
        .onLoop(
            () -> {
              if (over) {
                return CompletableFuture.completedFuture(null);
              }
              over = true;
              engine.forget(this);
              return engine.askVideoroom(request("destroy"));
            })
        .handle((data, error) -> null);
  }
}
