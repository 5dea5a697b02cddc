package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.file.Recordings;
import io.jackfield.media.embedded.record.Recording;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The recording of what a leg's client sends, if there is one; on the leg's loop only. */
final class LegRecorder implements Recording.Listener {

  /** What a file of ours can hold; others are passed on but not recorded. */
  private static final List<String> PICTURES = List.of("vp8", "vp9");

  /**
   * A recording and its file.
   *
   * @param recording writes it
   * @param path where it really is
   */
  record Recorded(Recording recording, Path path) {}

  private final LegHome home;
  private final LegWatch watch;
  private final Map<MediaKind, MediaStream> tapped = new EnumMap<>(MediaKind.class);
  private Optional<Recorded> current = Optional.empty();
  private Map<MediaKind, MediaStream> streams = Map.of();
  private List<SectionPlan> plans = List.of();
  private boolean closed;

  LegRecorder(LegHome home, LegWatch watch) {
    this.home = home;
    this.watch = watch;
  }

  /** What there is to record, after each negotiation. */
  void negotiated(Map<MediaKind, MediaStream> newStreams, List<SectionPlan> newPlans) {
    streams = newStreams;
    plans = newPlans;
    current.ifPresent(this::listen);
  }

  CompletionStage<Map<String, Object>> act(RecorderAction action) {
    if (action instanceof RecorderAction.Start start) {
      return start(start.target());
    }
    if (current.isEmpty()) {
      return CompletableFuture.failedFuture(FailureException.of(Reason.NO_ACTIVE_RECORDER));
    }
    Recorded now = current.get();
    if (action instanceof RecorderAction.Stop) {
      return stop().thenApply(done -> Map.of());
    }
    if (action instanceof RecorderAction.Pause) {
      now.recording().pause();
      tell(now, "paused");
    } else {
      now.recording().resume();
      tell(now, "resumed");
    }
    return CompletableFuture.completedFuture(Map.of());
  }

  private CompletionStage<Map<String, Object>> start(URI target) {
    Path path;
    try {
      path = Path.of(target);
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      return CompletableFuture.failedFuture(
          new FailureException(Failure.of(Reason.INVALID_URI).withDetail("no file URI"), e));
    }
    return home.record(path, tracks(), this).thenCompose(this::started);
  }

  private CompletionStage<Map<String, Object>> started(Recorded next) {
    if (closed) {
      return next.recording()
          .finish()
          .thenCompose(
              done -> CompletableFuture.failedFuture(FailureException.of(Reason.SESSION_STOP)));
    }
    CompletionStage<Void> before = stop();
    current = Optional.of(next);
    listen(next);
    tell(next, "started");
    Map<String, Object> reply = Map.of("uri", uri(next));
    return before.thenApply(done -> reply);
  }

  private Recordings.Tracks tracks() {
    Optional<Integer> rate = Optional.empty();
    Optional<String> pictures = Optional.empty();
    for (SectionPlan plan : plans) {
      if (!plan.direction().receives()) {
        continue;
      }
      if (plan.kind() == MediaKind.AUDIO && rate.isEmpty()) {
        rate =
            Codecs.preferred(plan.theirs())
                .flatMap(c -> AudioCodec.of(c.name()))
                .map(AudioCodec::sampleRate);
      } else if (plan.kind() == MediaKind.VIDEO && pictures.isEmpty()) {
        pictures =
            plan.theirs().stream()
                .map(Codec::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(PICTURES::contains)
                .findFirst();
      }
    }
    return new Recordings.Tracks(rate, pictures);
  }

  private void listen(Recorded to) {
    for (SectionPlan plan : plans) {
      to.recording().formats(plan.kind(), plan.stream().receive());
    }
    for (MediaKind kind : MediaKind.values()) {
      MediaStream stream = streams.get(kind);
      MediaStream before = tapped.get(kind);
      if (before != stream) {
        if (before != null) {
          before.untap(to.recording().inbox(kind));
          tapped.remove(kind);
        }
        if (stream != null) {
          stream.tap(to.recording().inbox(kind));
          tapped.put(kind, stream);
          stream.requestKeyFrame();
        }
      }
    }
  }

  private void letGo(Recorded from) {
    tapped.forEach((kind, stream) -> stream.untap(from.recording().inbox(kind)));
    tapped.clear();
    current = Optional.empty();
  }

  /** Ends what is recorded; done when the file is whole. */
  CompletionStage<Void> stop() {
    if (current.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Recorded old = current.get();
    letGo(old);
    tell(old, "stopped");
    return old.recording().finish();
  }

  /** Ends for good; done when the file is whole. */
  CompletionStage<Void> close() {
    closed = true;
    return stop();
  }

  @Override
  public void onKeyFrameWanted(Recording recording) {
    Optional.ofNullable(tapped.get(MediaKind.VIDEO)).ifPresent(MediaStream::requestKeyFrame);
  }

  @Override
  public void onFailed(Recording recording, String reason) {
    current
        .filter(c -> c.recording() == recording)
        .ifPresent(
            c -> {
              letGo(c);
              watch.recorder(Map.of("status", "stopped", "uri", uri(c), "reason", reason));
            });
  }

  private void tell(Recorded what, String status) {
    watch.recorder(Map.of("status", status, "uri", uri(what)));
  }

  /** As the gateway writes such URIs: {@link Path#toUri} is the same but for folders. */
  private static String uri(Recorded what) {
    return what.path().toUri().toString();
  }
}
