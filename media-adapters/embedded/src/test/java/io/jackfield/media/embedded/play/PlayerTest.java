package io.jackfield.media.embedded.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sim.SimTime;
import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.file.MediaFile;
import io.jackfield.media.embedded.relay.MediaKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The player on a clock moved by hand. */
class PlayerTest {
  private static final MediaFile.Track SOUND = new MediaFile.Track(MediaKind.AUDIO, "l16", 8000, 1);
  private static final MediaFile.Track PICTURES =
      new MediaFile.Track(MediaKind.VIDEO, "vp8", 90_000, 1);

  private final SimTime time = new SimTime(new Random(1), 1);
  private final Owner worker = time.of("worker");
  private final Instant beginning = time.instant();
  private final List<Player.Status> told = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();

  /** A frame as it went out. */
  private record Sent(long millis, int track, long place, int timestamp, boolean first) {}

  private long nanos() {
    return Duration.between(beginning, time.instant()).toNanos() + 77;
  }

  /** A file of frames of 20 ms; key frames every so many. */
  private static final class Frames implements MediaFile {
    final List<Track> tracks;
    final int count;
    final int keys;
    int at;
    boolean closed;
    boolean broken;

    Frames(Track track, int count, int keys) {
      this.tracks = List.of(track);
      this.count = count;
      this.keys = keys;
    }

    @Override
    public List<Track> tracks() {
      return tracks;
    }

    @Override
    public long duration() {
      return count * 20_000L;
    }

    @Override
    public Optional<Frame> next() throws IOException {
      if (broken) {
        throw new IOException("the disk is gone");
      }
      if (at >= count) {
        return Optional.empty();
      }
      at++;
      int frame = at - 1;
      return Optional.of(new Frame(0, frame * 20_000L, frame % keys == 0, new byte[] {1}));
    }

    @Override
    public long seek(long micros) {
      at = (int) (micros / 20_000);
      return at * 20_000L;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Notes what begins; each frame is so many packets. */
  private final class Output implements TrackOutput {
    final int packets;
    int left;
    int sentNow;
    int most;
    Instant turn = beginning;

    Output(int packets) {
      this.packets = packets;
    }

    @Override
    public void begin(MediaFile.Frame frame, int timestamp, boolean first) {
      sent.add(new Sent(nanos() / 1_000_000, frame.track(), frame.micros(), timestamp, first));
      left = packets;
    }

    @Override
    public boolean pending() {
      return left > 0;
    }

    @Override
    public void send() {
      left--;
      sentNow = turn.equals(time.instant()) ? sentNow + 1 : 1;
      turn = time.instant();
      most = Math.max(most, sentNow);
    }
  }

  private Player player(Frames file, int loops) {
    return player(file, loops, new Output(1));
  }

  private Player player(Frames file, int loops, Output output) {
    return new Player(worker, this::nanos, file, List.of(output), Map.of(), loops, told::add);
  }

  private void advance(int millis) {
    time.advance(Duration.ofMillis(millis));
  }

  private Map<String, Object> ask(CompletionStage<Map<String, Object>> asked) {
    time.settle();
    return asked.toCompletableFuture().join();
  }

  private Reason refusal(CompletionStage<Map<String, Object>> asked) {
    time.settle();
    CompletionException e =
        assertThrows(CompletionException.class, () -> asked.toCompletableFuture().join());
    Reason reason = Reason.NO_ACTIVE_PLAYER;
    assertTrue(((FailureException) e.getCause()).failure().is(reason), e.getCause().toString());
    return reason;
  }

  @Test
  void framesGoOutAtTheirTime() {
    Frames file = new Frames(SOUND, 50, 1);
    Player player = player(file, 1);
    advance(500);
    assertEquals(List.of(), sent, "nothing before the peer can be reached");
    player.start();
    player.start();
    advance(1);
    assertEquals(List.of(Player.Status.PLAYING), told);
    advance(2000);
    assertEquals(50, sent.size());
    for (int i = 0; i < 50; i++) {
      Sent one = sent.get(i);
      assertTrue(Math.abs(one.millis - 500 - 20L * i) <= 3, "frame " + i + " at " + one.millis);
      assertEquals(160 * i, one.timestamp - sent.get(0).timestamp);
      assertEquals(i == 0, one.first);
    }
    assertEquals(List.of(Player.Status.PLAYING, Player.Status.ENDED), told);
    assertTrue(file.closed && player.over());
    assertEquals(0, time.timers());
    refusal(player.pause());
    refusal(player.tellInfo());
  }

  @Test
  void itPlaysAsOftenAsItIsToldAsOneStream() {
    Player player = player(new Frames(SOUND, 10, 1), 3);
    player.start();
    advance(599);
    assertFalse(player.over());
    advance(10);
    assertTrue(player.over());
    assertEquals(30, sent.size());
    for (int i = 0; i < 30; i++) {
      assertEquals(160 * i, sent.get(i).timestamp - sent.get(0).timestamp, "frame " + i);
    }
  }

  @Test
  void withoutANumberItPlaysUntilItIsStopped() {
    Frames file = new Frames(SOUND, 10, 1);
    Player player = player(file, 0);
    player.start();
    advance(20_000);
    assertTrue(Math.abs(1000 - sent.size()) <= 2, sent.size() + " frames");
    player.stop();
    player.stop();
    advance(1000);
    assertEquals(List.of(Player.Status.PLAYING, Player.Status.STOPPED), told);
    assertTrue(file.closed);
    assertEquals(0, time.timers());
  }

  @Test
  void aPauseIsSilentAndItsTimePassesInTheStream() {
    Player player = player(new Frames(SOUND, 50, 1), 1);
    player.start();
    advance(205);
    ask(player.pause());
    ask(player.pause());
    int before = sent.size();
    advance(5000);
    assertEquals(before, sent.size());
    assertEquals(205L, ask(player.tellPosition()).get("position"));
    ask(player.resume());
    advance(30);
    Sent next = sent.get(before);
    assertEquals(220_000, next.place);
    assertEquals(160 * 11 + 8 * 5000, next.timestamp - sent.get(0).timestamp, 8);
    assertTrue(next.first, "a new spurt");
    assertEquals(List.of(Player.Status.PLAYING, Player.Status.PAUSED, Player.Status.PLAYING), told);
  }

  @Test
  void aSeekGoesOnFromThere() {
    Player player = player(new Frames(SOUND, 500, 1), 1);
    player.start();
    advance(100);
    ask(player.seek(Duration.ofSeconds(6)));
    assertEquals(6000L, ask(player.tellPosition()).get("position"));
    assertEquals(6_000_000, sent.get(sent.size() - 1).place);
    ask(player.pause());
    ask(player.seek(Duration.ofSeconds(2)));
    advance(1000);
    assertEquals(2000L, ask(player.tellPosition()).get("position"));
    ask(player.resume());
    assertEquals(2_000_000, sent.get(sent.size() - 1).place);
    ask(player.seek(Duration.ofDays(10_000)));
    advance(100);
    assertTrue(player.over(), "behind the end is the end");
  }

  @Test
  void itTellsWhatItPlays() {
    Player player = player(new Frames(SOUND, 50, 1), 1);
    assertEquals(
        Map.of(
            "duration", 1000L, "is_seekable", true, "first_position", 0L, "last_position", 1000L),
        ask(player.tellInfo()));
    assertEquals(0L, ask(player.tellPosition()).get("position"));
  }

  @Test
  void pausedBeforeThePeerCouldBeReachedItWaitsForBoth() {
    Player player = player(new Frames(SOUND, 50, 1), 1);
    ask(player.pause());
    player.start();
    advance(100);
    assertEquals(0, sent.size());
    ask(player.resume());
    advance(100);
    assertEquals(0, sent.get(0).place);
  }

  @Test
  void aPictureBeginsWithAKeyFrame() {
    Player player = player(new Frames(PICTURES, 50, 10), 1);
    ask(player.seek(Duration.ofMillis(700)));
    player.start();
    advance(250);
    assertEquals(800_000, sent.get(0).place, "the next key frame");
    assertEquals(820_000, sent.get(1).place);
  }

  @Test
  void aLargePictureGoesOutInPieces() {
    Output output = new Output(500);
    Player player = player(new Frames(PICTURES, 50, 10), 1, output);
    player.start();
    advance(1);
    advance(100);
    assertTrue(output.most > 30 && output.most <= 40, output.most + " packets at once");
    player.stop();
  }

  @Test
  void howeverShortAFileIsItIsNoStorm() {
    Player player = player(new Frames(SOUND, 1, 1), 0);
    player.start();
    advance(10_000);
    assertTrue(sent.size() <= 102, sent.size() + " frames in 10 s");
    player.stop();
  }

  @Test
  void aFileThatCannotBeReadOnEnds() {
    Frames file = new Frames(SOUND, 50, 1);
    Player player = player(file, 0);
    player.start();
    advance(100);
    file.broken = true;
    advance(100);
    assertEquals(List.of(Player.Status.PLAYING, Player.Status.ENDED), told);
    assertTrue(file.closed);
  }
}
