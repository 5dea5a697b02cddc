package io.jackfield.gateway.media;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** An engine that remembers which legs and rooms it handed out, so that a test can end them all. */
final class TrackedEngine implements MediaEngine {
  private final MediaEngine engine;
  private final List<MediaLeg> legs = Collections.synchronizedList(new ArrayList<>());
  private final List<MediaRoom> rooms = Collections.synchronizedList(new ArrayList<>());

  TrackedEngine(MediaEngine engine) {
    this.engine = engine;
  }

  /** The engine itself. */
  MediaEngine untracked() {
    return engine;
  }

  /** Every leg ever opened; closing one again does nothing. */
  List<MediaLeg> legs() {
    return List.copyOf(legs);
  }

  /** Every room ever opened. */
  List<MediaRoom> rooms() {
    return List.copyOf(rooms);
  }

  @Override
  public String backend() {
    return engine.backend();
  }

  @Override
  public String name() {
    return engine.name();
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
    MediaLeg leg = engine.open(id, observer);
    legs.add(leg);
    return leg;
  }

  @Override
  public CompletionStage<MediaRoom> openRoom(RoomId id, RoomSpec spec, MediaRoomObserver observer) {
    return engine
        .openRoom(id, spec, observer)
        .thenApply(
            room -> {
              rooms.add(room);
              return room;
            });
  }
}
