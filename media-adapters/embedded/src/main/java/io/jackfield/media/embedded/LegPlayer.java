package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.media.embedded.file.MediaFile;
import io.jackfield.media.embedded.play.Player;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The file a leg plays, if it does; on the leg's loop only. */
final class LegPlayer {
  private final LegHome home;
  private final LegWatch watch;
  private Optional<Player> player = Optional.empty();
  private LegFace face = LegFace.BLANK;

  LegPlayer(LegHome home, LegWatch watch) {
    this.home = home;
    this.watch = watch;
  }

  /**
   * Does something for a leg of a type, with the file open where the type plays one. When either
   * fails all is as before.
   *
   * @param type the type
   * @param work on the leg's loop; what it finds may have changed meanwhile
   * @return its result
   */
  <T> CompletionStage<T> with(LegType type, Supplier<T> work) {
    if (!(type instanceof LegType.Play play)) {
      return CompletableFuture.completedFuture(work.get());
    }
    return home.play(play, watch)
        .thenApply(
            opened -> {
              Optional<Player> before = player;
              LegFace faceBefore = face;
              take(opened);
              try {
                T result = work.get();
                before.ifPresent(Player::stop);
                return result;
              } catch (RuntimeException e) {
                player = before;
                face = faceBefore;
                opened.stop();
                throw e;
              }
            });
  }

  private void take(Player opened) {
    player = Optional.of(opened);
    Map<MediaKind, List<Codec>> codecs = new EnumMap<>(MediaKind.class);
    opened.tracks().forEach(track -> codecs.put(track.kind(), List.of(codec(track))));
    Map<MediaKind, MediaSource> sources = new EnumMap<>(MediaKind.class);
    sources.putAll(opened.sources());
    face = new LegFace(codecs, true, sources);
  }

  /** The payload type is nobody's: only what is the same codec counts. */
  private static Codec codec(MediaFile.Track track) {
    String name = track.encoding();
    return track.encoding().equals("opus")
        ? Codec.of(0, "opus", track.clockRate(), track.channels(), "")
        : Codec.of(0, track.encoding().toUpperCase(Locale.ROOT), track.clockRate());
  }

  /** What it sends, as another leg would show it; empty when nothing is played. */
  Optional<LegFace> face() {
    return player.map(p -> face);
  }

  /** Lets it begin: the client can be reached. */
  void start() {
    player.ifPresent(Player::start);
  }

  /** Ends what is played; idempotent. */
  void stop() {
    player.ifPresent(Player::stop);
    player = Optional.empty();
    face = LegFace.BLANK;
  }

  /** Whether something is played, paused perhaps. */
  boolean active() {
    return player.filter(p -> !p.over()).isPresent();
  }

  static CompletionStage<Map<String, Object>> inactive() {
    return CompletableFuture.failedFuture(FailureException.of(Reason.NO_ACTIVE_PLAYER));
  }

  /** Does what is asked but for starts and stops. */
  CompletionStage<Map<String, Object>> steer(PlayerAction action) {
    if (player.isEmpty()) {
      return inactive();
    }
    Player now = player.get();
    if (action instanceof PlayerAction.Pause) {
      return now.pause();
    }
    if (action instanceof PlayerAction.Resume) {
      return now.resume();
    }
    if (action instanceof PlayerAction.SetPosition set) {
      return now.seek(set.position());
    }
    return action instanceof PlayerAction.GetInfo ? now.tellInfo() : now.tellPosition();
  }
}
