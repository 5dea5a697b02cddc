package io.jackfield.signaling.api.testing;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.Capabilities;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.MediaRoomObserver;
import io.jackfield.gateway.media.RoomSpec;
import java.util.concurrent.CompletionStage;

/** An engine under the name of another backend. */
public record NamedEngine(String backend, MediaEngine engine) implements MediaEngine {

  @Override
  public String name() {
    return backend + "-1";
  }

  @Override
  public Capabilities capabilities() {
    return engine.capabilities();
  }

  @Override
  public boolean ready() {
    return engine.ready();
  }

  @Override
  public int load() {
    return engine.load();
  }

  @Override
  public MediaLeg open(SessionId id, MediaLegObserver observer) {
    return engine.open(id, observer);
  }

  @Override
  public CompletionStage<MediaRoom> openRoom(RoomId id, RoomSpec spec, MediaRoomObserver observer) {
    return engine.openRoom(id, spec, observer);
  }
}
