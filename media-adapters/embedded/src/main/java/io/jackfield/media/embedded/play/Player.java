package io.jackfield.media.embedded.play;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import io.jackfield.media.embedded.file.MediaFile;
import io.jackfield.media.embedded.relay.MadeSource;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaPlane;
import io.jackfield.media.embedded.relay.PayloadFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays one file. Its state lives on its worker; each method carries its work there. It waits until
 * {@link #start}, so that nothing is lost while the peer cannot be reached yet.
 */
public final class Player {
  private static final Logger LOG = LoggerFactory.getLogger(Player.class);

  /** Packets sent at once; a large picture goes out over several turns. */
  private static final int BURST = 40;

  private static final Duration TURN = Duration.ofMillis(5);
  private static final long EARLY = 2_000_000;
  private static final long LATE = 300_000_000;

  /** However short a file is, playing it over and over must not become a storm. */
  private static final long SHORTEST_MICROS = 100_000;

  /** What happens to a player (events.md, class {@code player}). */
  public enum Status {
    /** It plays, or goes on after a pause. */
    PLAYING,
    /** It was paused. */
    PAUSED,
    /** The file has ended, as often as it was to be played. */
    ENDED,
    /** Somebody has stopped it. */
    STOPPED
  }

  /** Hears what happens, on the worker. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Something has happened.
     *
     * @param status what
     */
    void onStatus(Status status);
  }

  private enum State {
    WAITING,
    PLAYING,
    PAUSED,
    OVER
  }

  private final Owner worker;
  private final LongSupplier clock;
  private final MediaFile file;
  private final List<TrackOutput> outputs;
  private final Map<MediaKind, MadeSource> sources;
  private final int loops;
  private final Listener listener;
  private final PlayTimeline timeline;
  private volatile State state = State.WAITING;
  private boolean begun;
  private Optional<Timer> timer = Optional.empty();
  private Optional<MediaFile.Frame> upcoming = Optional.empty();
  private boolean awaitsKeyFrame = true;
  private long reachedEnd;
  private long place;
  private int played;

  /**
   * A player of a file on a plane, at its beginning.
   *
   * @param plane where those live who hear it
   * @param affinity see {@link MediaPlane#webRtc}
   * @param worker where it lives; the file was opened there
   * @param file closed with the player
   * @param loops how often, 0 for ever
   * @param listener told of everything but the first wait
   * @return waiting for its start; must be stopped
   */
  public static Player of(
      MediaPlane plane,
      String affinity,
      Owner worker,
      MediaFile file,
      int loops,
      Listener listener) {
    Map<MediaKind, MadeSource> sources = new EnumMap<>(MediaKind.class);
    List<TrackOutput> outputs = new ArrayList<>();
    for (MediaFile.Track track : file.tracks()) {
      PayloadFormat format =
          new PayloadFormat(
              TrackOutput.PAYLOAD_TYPE,
              track.encoding(),
              track.clockRate(),
              track.channels(),
              track.variant());
      // A file has the key frames it has.
      MadeSource source = plane.made(affinity, track.kind(), List.of(format), () -> {});
      sources.put(track.kind(), source);
      outputs.add(TrackOutput.of(track, source));
    }
    return new Player(worker, System::nanoTime, file, outputs, sources, loops, listener);
  }

  /**
   * A player at the beginning of its file.
   *
   * @param worker where it lives
   * @param clock in nanoseconds
   * @param file closed with the player
   * @param outputs one for each track
   * @param sources where those put their packets, closed with the player
   * @param loops how often, 0 for ever
   * @param listener told of everything but the first wait
   */
  Player(
      Owner worker,
      LongSupplier clock,
      MediaFile file,
      List<TrackOutput> outputs,
      Map<MediaKind, MadeSource> sources,
      int loops,
      Listener listener) {
    this.worker = worker;
    this.clock = clock;
    this.file = file;
    this.outputs = List.copyOf(outputs);
    this.sources = Map.copyOf(sources);
    this.loops = loops;
    this.listener = listener;
    this.timeline = new PlayTimeline(file.tracks(), clock.getAsLong());
  }

  /**
   * What it plays.
   *
   * @return the tracks of its file
   */
  public List<MediaFile.Track> tracks() {
    return file.tracks();
  }

  /**
   * Where its packets come from.
   *
   * @return one for each kind there is
   */
  public Map<MediaKind, MadeSource> sources() {
    return sources;
  }

  /**
   * Whether it has ended; from any thread.
   *
   * @return true when it does nothing any more
   */
  public boolean over() {
    return state == State.OVER;
  }

  /** Begins when it has not begun yet. */
  public void start() {
    worker.execute(
        () -> {
          if (!begun && state != State.OVER) {
            begun = true;
            if (state == State.WAITING) {
              play();
              listener.onStatus(Status.PLAYING);
            }
          }
        });
  }

  /**
   * Sends nothing until {@link #resume}.
   *
   * @return an empty reply; {@code no_active_player} when it is over, as of all that follow
   */
  public CompletionStage<Map<String, Object>> pause() {
    return ask(
        () -> {
          if (state != State.PAUSED) {
            place = position();
            state = State.PAUSED;
            cancel();
            listener.onStatus(Status.PAUSED);
          }
          return Map.of();
        });
  }

  /**
   * Goes on where it was paused.
   *
   * @return an empty reply
   */
  public CompletionStage<Map<String, Object>> resume() {
    return ask(
        () -> {
          if (state == State.PAUSED) {
            if (begun) {
              play();
            } else {
              state = State.WAITING;
            }
            listener.onStatus(Status.PLAYING);
          }
          return Map.of();
        });
  }

  /**
   * Goes on from another place, at once or after the pause.
   *
   * @param position from the beginning; behind the end is the end
   * @return an empty reply
   */
  public CompletionStage<Map<String, Object>> seek(Duration position) {
    return ask(
        () -> {
          long wanted = Math.min(position.toMillis() * 1000, file.duration());
          place = file.seek(wanted);
          upcoming = Optional.empty();
          awaitsKeyFrame = true;
          reachedEnd = 0;
          if (state == State.PLAYING) {
            play();
          }
          return Map.of();
        });
  }

  /**
   * Tells where it is.
   *
   * @return {@code position} in ms
   */
  public CompletionStage<Map<String, Object>> tellPosition() {
    return ask(() -> Map.of("position", position() / 1000));
  }

  /**
   * Tells what it plays.
   *
   * @return {@code duration}, {@code is_seekable}, {@code first_position}, {@code last_position};
   *     times in ms
   */
  public CompletionStage<Map<String, Object>> tellInfo() {
    return ask(
        () -> {
          long millis = file.duration() / 1000;
          return Map.of(
              "duration",
              millis,
              "is_seekable",
              true,
              "first_position",
              0L,
              "last_position",
              millis);
        });
  }

  /** Ends it; idempotent. */
  public void stop() {
    worker.execute(
        () -> {
          if (state != State.OVER) {
            end(Status.STOPPED);
          }
        });
  }

  private CompletionStage<Map<String, Object>> ask(Callable<Map<String, Object>> work) {
    CompletableFuture<Map<String, Object>> result = new CompletableFuture<>();
    worker.execute(
        () -> {
          if (state == State.OVER) {
            result.completeExceptionally(FailureException.of(Reason.NO_ACTIVE_PLAYER));
            return;
          }
          try {
            result.complete(work.call());
          } catch (IOException e) {
            unreadable(e);
            result.completeExceptionally(FailureException.of(Reason.NO_ACTIVE_PLAYER));
          } catch (Exception e) {
            LOG.error("Defect in a player", e);
            result.completeExceptionally(FailureException.of(Reason.INTERNAL_ERROR));
          }
        });
    return result;
  }

  // ---- on the worker

  private long position() {
    if (state != State.PLAYING) {
      return place;
    }
    return Math.max(0, Math.min(file.duration(), timeline.position(clock.getAsLong())));
  }

  private void play() {
    state = State.PLAYING;
    timeline.from(place, clock.getAsLong());
    cancel();
    turn();
  }

  private void cancel() {
    timer.ifPresent(Timer::cancel);
    timer = Optional.empty();
  }

  private void turn() {
    if (state != State.PLAYING) {
      return;
    }
    try {
      timer = next().map(wait -> worker.schedule(wait, this::turn));
    } catch (IOException e) {
      unreadable(e);
    }
  }

  private void unreadable(IOException cause) {
    LOG.warn("A file that is played can be read no further: {}", cause.getMessage());
    end(Status.ENDED);
  }

  /** Sends what is due; tells when to look again, empty when it is over. */
  private Optional<Duration> next() throws IOException {
    long now = clock.getAsLong();
    for (int sent = 0; sent < BURST; ) {
      Optional<TrackOutput> busy = outputs.stream().filter(TrackOutput::pending).findFirst();
      if (busy.isPresent()) {
        busy.get().send();
        sent++;
        continue;
      }
      if (upcoming.isEmpty()) {
        upcoming = file.next();
      }
      long due = timeline.due(upcoming.map(MediaFile.Frame::micros).orElseGet(this::endMicros));
      if (due > now + EARLY) {
        return Optional.of(Duration.ofNanos(due - now));
      }
      if (now - due > LATE) {
        timeline.shift(now - due);
      }
      if (upcoming.isPresent()) {
        begin(upcoming.get());
        upcoming = Optional.empty();
      } else if (!again(now)) {
        return Optional.empty();
      }
      // Frames that send nothing count too, so that each turn ends.
      sent++;
    }
    return Optional.of(TURN);
  }

  private long endMicros() {
    return Math.max(SHORTEST_MICROS, Math.max(reachedEnd, file.duration()));
  }

  private void begin(MediaFile.Frame frame) {
    int track = frame.track();
    boolean video = file.tracks().get(track).kind() == MediaKind.VIDEO;
    reachedEnd = Math.max(reachedEnd, frame.micros());
    if (video && awaitsKeyFrame && !frame.key()) {
      return;
    }
    awaitsKeyFrame &= !video;
    int timestamp = timeline.timestamp(track, frame.micros());
    outputs.get(track).begin(frame, timestamp, timeline.takeFresh(track));
  }

  /** Begins once more, or ends. */
  private boolean again(long now) throws IOException {
    played++;
    if (loops > 0 && played >= loops) {
      end(Status.ENDED);
      return false;
    }
    long at = Math.min(now + EARLY, timeline.due(endMicros()));
    place = file.seek(0);
    reachedEnd = 0;
    awaitsKeyFrame = true;
    timeline.from(place, at);
    return true;
  }

  private void end(Status status) {
    cancel();
    place = position();
    state = State.OVER;
    sources.values().forEach(MadeSource::close);
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("A played file was not closed", e);
    }
    listener.onStatus(status);
  }
}
