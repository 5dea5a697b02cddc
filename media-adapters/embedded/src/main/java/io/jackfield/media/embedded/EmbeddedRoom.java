package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.media.embedded.mixer.Conference;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A room as the gateway sees it; from any thread. */
final class EmbeddedRoom implements MediaRoom {

  /** Of a conference (backend-embedded.md). */
  static final int MOST_MEMBERS = 32;

  /** The layout of a new conference: all see the loudest. */
  private static final String LOUDEST = "loudest";

  /** Layout with the id of the member that all see. */
  private static final String MEMBER = "member:";

  private final EmbeddedEngine engine;
  private final RoomId id;
  private final RoomSpec spec;
  private final Optional<Conference> conference;

  EmbeddedRoom(EmbeddedEngine engine, RoomId id, RoomSpec spec) {
    this.engine = engine;
    this.id = id;
    this.spec = spec;
    this.conference =
        spec.roomClass() == RoomClass.MCU
            ? Optional.of(
                new Conference(
                    engine.plane(), engine.mixers().next(), System::nanoTime, engine::refreshAll))
            : Optional.empty();
  }

  /** Why no room can be made like that, if so: nobody is there yet to be chosen. */
  static Optional<Failure> unfit(RoomSpec spec) {
    return spec.layout().filter(l -> !l.equals(LOUDEST)).map(EmbeddedRoom::unknown);
  }

  @Override
  public RoomId id() {
    return id;
  }

  RoomSpec spec() {
    return spec;
  }

  /** Mixes the room; empty for one of publishers. */
  Optional<Conference> conference() {
    return conference;
  }

  /** Refuses one member too many. */
  void checkSeat(SessionId member) {
    boolean in = engine.places().roomOf(member).filter(r -> r == this).isPresent();
    if (!in && engine.places().senders(this) >= MOST_MEMBERS) {
      throw new FailureException(
          Failure.of(Reason.INVALID_OPERATION)
              .withDetail("the conference has " + MOST_MEMBERS + " members, and no more can join"));
    }
  }

  @Override
  public CompletionStage<Void> layout(String layout) {
    Optional<Failure> refusal =
        conference.map(c -> set(c, layout)).orElse(Optional.of(noLayouts()));
    return refusal
        .<CompletionStage<Void>>map(f -> CompletableFuture.failedFuture(new FailureException(f)))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Why not, if it is not done. */
  private static Optional<Failure> set(Conference conference, String layout) {
    if (layout.equals(LOUDEST)) {
      conference.showLoudest();
      return Optional.empty();
    }
    boolean shown =
        layout.startsWith(MEMBER)
            && conference.show(member -> member.value().equals(layout.substring(MEMBER.length())));
    return shown ? Optional.empty() : Optional.of(unknown(layout));
  }

  private static Failure unknown(String layout) {
    return Failure.of(Reason.INVALID_VALUE, "layout")
        .withDetail(
            layout.startsWith(MEMBER)
                ? "no member of the conference has that id"
                : "known are loudest and member:<session_id>");
  }

  private Failure noLayouts() {
    return Failure.of(Reason.NOT_IMPLEMENTED)
        .withDetail("layout of a room of class " + spec.roomClass().wireName());
  }

  @Override
  public CompletionStage<Integer> senders() {
    return engine.places().isOpen(this)
        ? CompletableFuture.completedFuture(engine.places().senders(this))
        : CompletableFuture.failedFuture(FailureException.of(Reason.ROOM_NOT_FOUND));
  }

  @Override
  public CompletionStage<Void> close() {
    return engine.refreshAll(engine.places().close(this));
  }
}
