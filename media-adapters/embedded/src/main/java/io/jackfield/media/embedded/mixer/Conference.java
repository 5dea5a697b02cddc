package io.jackfield.media.embedded.mixer;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.relay.MadeSource;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaPlane;
import io.jackfield.media.embedded.relay.MediaSource;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.relay.StreamConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A conference: mixes what its members say, and says whom of them each sees. Safe for use by any
 * thread; the mixing itself runs on one worker, once in 20 ms while there are members. The lock is
 * held for no longer than it takes to change the list of members.
 */
public final class Conference {

  /** The rate sound is mixed at, Hz: that of Opus, so that nothing is lost between browsers. */
  public static final int RATE = 48_000;

  private static final long TICK_NANOS = 20_000_000L;

  /** A worker that is further behind leaves frames out instead of making them up. */
  private static final int MOST_BEHIND = 5;

  private record Seen(Optional<SessionId> current, Optional<SessionId> previous) {}

  private record Shape(
      Optional<MediaStream> audio,
      List<PayloadFormat> receive,
      Optional<PayloadFormat> send,
      boolean video) {}

  private record Place(Shape shape, ConferenceMember member, Optional<MadeSource> source) {
    void part() {
      source.ifPresent(MadeSource::close);
      shape.audio().ifPresent(a -> member.sound().ifPresent(s -> a.untap(s.ear().inbox())));
    }
  }

  /** Everybody at one moment; voices are those that can be seen. */
  private record Roster(List<ConferenceMember> members, List<LoudestSpeaker.Voice> voices) {
    static Roster of(Collection<Place> places) {
      List<ConferenceMember> all = places.stream().map(Place::member).toList();
      return new Roster(
          all, all.stream().filter(ConferenceMember::video).map(ConferenceMember::voice).toList());
    }
  }

  private final MediaPlane plane;
  private final Owner worker;
  private final LongSupplier nanoTime;
  private final Consumer<Set<SessionId>> onSeen;
  private final AudioMixer mixer = new AudioMixer(RATE);
  private final LoudestSpeaker loudest = new LoudestSpeaker();
  private final Map<SessionId, Place> places = new LinkedHashMap<>();
  private volatile Roster roster = new Roster(List.of(), List.of());
  private volatile Seen seen = new Seen(Optional.empty(), Optional.empty());

  /** Whom all see, however loud; changed under the lock. */
  private Optional<SessionId> fixed = Optional.empty();

  private boolean running;
  private long tick;
  private long nextAt;

  /**
   * A conference of nobody.
   *
   * @param plane makes the sources members hear
   * @param worker mixes
   * @param nanoTime monotonic nanoseconds, as those of the worker's timers
   * @param onSeen hears of members whose {@link #seenBy} has changed, on the worker; must not block
   */
  public Conference(
      MediaPlane plane, Owner worker, LongSupplier nanoTime, Consumer<Set<SessionId>> onSeen) {
    this.plane = plane;
    this.worker = worker;
    this.nanoTime = nanoTime;
    this.onSeen = onSeen;
  }

  /**
   * Takes a member in, or takes over what has changed of one; does nothing when nothing has.
   *
   * @param id the member
   * @param affinity that of its streams
   * @param audio its sound: what it sends and what it understands; empty for none
   * @param formats as negotiated for its sound
   * @param video whether it sends video
   * @return what it hears; empty when it has no sound, or none we can encode
   */
  public Optional<MediaSource> join(
      SessionId id,
      String affinity,
      Optional<MediaStream> audio,
      Optional<StreamConfig> formats,
      boolean video) {
    Shape shape =
        new Shape(
            audio,
            formats.map(StreamConfig::receive).orElse(List.of()),
            formats.flatMap(Conference::encodable),
            video);
    synchronized (this) {
      Place before = places.get(id);
      if (before != null && before.shape().equals(shape)) {
        return before.source().map(MediaSource.class::cast);
      }
      LoudestSpeaker.Voice voice =
          before == null ? new LoudestSpeaker.Voice() : before.member().voice();
      Place place = place(id, affinity, shape, voice);
      places.put(id, place);
      roster = Roster.of(places.values());
      if (before != null) {
        before.part();
      }
      if (!running) {
        running = true;
        worker.execute(this::start);
      }
      return place.source().map(MediaSource.class::cast);
    }
  }

  private Place place(SessionId id, String affinity, Shape shape, LoudestSpeaker.Voice voice) {
    if (shape.audio().isEmpty() || shape.send().isEmpty()) {
      ConferenceMember deaf =
          new ConferenceMember(id, Optional.empty(), shape.video(), voice, RATE);
      return new Place(shape, deaf, Optional.empty());
    }
    PayloadFormat format = shape.send().get();
    MadeSource source = plane.made(affinity, MediaKind.AUDIO, List.of(format), () -> {});
    MemberEar ear = new MemberEar(shape.receive(), RATE);
    shape.audio().get().tap(ear.inbox());
    ConferenceMember.Sound sound = new ConferenceMember.Sound(ear, source::send, format);
    return new Place(
        shape,
        new ConferenceMember(id, Optional.of(sound), shape.video(), voice, RATE),
        Optional.of(source));
  }

  private static Optional<PayloadFormat> encodable(StreamConfig config) {
    return config.send().stream().filter(f -> AudioCodec.of(f.encoding()).isPresent()).findFirst();
  }

  /**
   * Lets a member go; idempotent.
   *
   * @param id the member
   */
  public void leave(SessionId id) {
    Place gone;
    boolean unfixed;
    synchronized (this) {
      gone = places.remove(id);
      roster = Roster.of(places.values());
      unfixed = fixed.filter(id::equals).isPresent();
      if (unfixed) {
        fixed = Optional.empty();
      }
    }
    if (gone != null) {
      gone.part();
    }
    if (unfixed) {
      worker.execute(() -> tellAll(roster));
    }
  }

  /** From now on all see the loudest. */
  public void showLoudest() {
    synchronized (this) {
      fixed = Optional.empty();
    }
    worker.execute(() -> tellAll(roster));
  }

  /**
   * From now on all see this member, who sees the loudest of the others; when it leaves, all see
   * the loudest again.
   *
   * @param member who is to be seen; one without video leaves the others without a picture
   * @return false, and nothing changed, when it is no member
   */
  public boolean show(Predicate<SessionId> member) {
    synchronized (this) {
      Optional<SessionId> chosen = places.keySet().stream().filter(member).findFirst();
      if (chosen.isEmpty()) {
        return false;
      }
      fixed = chosen;
    }
    worker.execute(() -> tellAll(roster));
    return true;
  }

  /**
   * Whom a member sees: the one that was chosen, else the loudest; who is seen by the others sees
   * the one who was the loudest before, or is beside it.
   *
   * @param id the member
   * @return empty when there is nobody to see
   */
  public Optional<SessionId> seenBy(SessionId id) {
    Seen now = seen;
    synchronized (this) {
      Optional<SessionId> chosen = fixed.filter(f -> !f.equals(id));
      Optional<SessionId> one =
          chosen.isPresent()
              ? chosen
              : now.current().filter(id::equals).isPresent() ? now.previous() : now.current();
      // Until the next tick, somebody who has just left is still the choice.
      return one.filter(places::containsKey);
    }
  }

  // ---- on the worker

  private void start() {
    nextAt = nanoTime.getAsLong() + TICK_NANOS;
    schedule();
  }

  private void schedule() {
    worker.schedule(Duration.ofNanos(Math.max(0, nextAt - nanoTime.getAsLong())), this::run);
  }

  private void run() {
    long behind = (nanoTime.getAsLong() - nextAt) / TICK_NANOS;
    if (behind > MOST_BEHIND) {
      // Listeners see a gap in time, as after a pause, rather than a burst.
      tick += behind;
      nextAt += behind * TICK_NANOS;
    }
    while (nanoTime.getAsLong() - nextAt >= 0) {
      mix();
      nextAt += TICK_NANOS;
    }
    boolean more;
    synchronized (this) {
      more = !places.isEmpty();
      running = more;
    }
    if (more) {
      schedule();
    }
  }

  private void mix() {
    Roster now = roster;
    mixer.tick(now.members(), tick++);
    if (loudest.tick(now.voices())) {
      seen = new Seen(idOf(now, loudest.current()), idOf(now, loudest.previous()));
      tellAll(now);
    }
  }

  private void tellAll(Roster all) {
    onSeen.accept(all.members().stream().map(ConferenceMember::id).collect(Collectors.toSet()));
  }

  private static Optional<SessionId> idOf(Roster all, LoudestSpeaker.Voice voice) {
    return all.members().stream()
        .filter(m -> m.voice() == voice)
        .findFirst()
        .map(ConferenceMember::id);
  }
}
