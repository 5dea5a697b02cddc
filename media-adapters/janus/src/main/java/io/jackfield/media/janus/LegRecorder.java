package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.media.janus.record.Conversions;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What Janus records of a leg's client, one file a medium beside the path that is asked for; on the
 * loop only.
 */
final class LegRecorder {

  /** Janus cuts longer names, and adds to them. */
  private static final int MAX_PATH = 200;

  /** What the gateway asks for; Janus chooses by itself what fits the codecs. */
  private static final Set<String> EXTENSIONS =
      Set.of("webm", "ogg", "opus", "wav", "mkv", "mp4", "mjr");

  private final LegHome home;
  private final Conversions conversions;
  private Optional<Path> current = Optional.empty();

  LegRecorder(LegHome home, Conversions conversions) {
    this.home = home;
    this.conversions = conversions;
  }

  /**
   * Does as told.
   *
   * @param action what to do
   * @param activity what the leg does on Janus
   * @return fields of the reply: {@code uri}, the path without extension (backend-janus.md,
   *     "Recording")
   */
  CompletionStage<Map<String, Object>> act(RecorderAction action, Activity activity) {
    if (action instanceof RecorderAction.Start start) {
      Path base = base(start.target());
      return stop(activity).thenCompose(stopped -> start(base, activity));
    }
    if (current.isEmpty()) {
      return Activity.refused(Reason.NO_ACTIVE_RECORDER);
    }
    return action instanceof RecorderAction.Stop
        ? stop(activity).thenApply(stopped -> Map.of())
        : CompletableFuture.failedFuture(
            FailureException.of(
                Reason.INVALID_ACTION,
                action instanceof RecorderAction.Pause ? "pause" : "resume"));
  }

  private static Path base(URI target) {
    try {
      String path = Path.of(target).toString();
      int dot = path.lastIndexOf('.');
      if (dot > path.lastIndexOf('/') + 1
          && EXTENSIONS.contains(path.substring(dot + 1))
          && dot <= MAX_PATH) {
        return Path.of(path.substring(0, dot));
      }
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new FailureException(Failure.of(Reason.INVALID_URI).withDetail("no file URI"), e);
    }
    throw new FailureException(
        Failure.of(Reason.INVALID_URI)
            .withDetail("a path of at most " + MAX_PATH + " characters and one of " + EXTENSIONS));
  }

  private CompletionStage<Map<String, Object>> start(Path base, Activity activity) {
    return activity
        .record(Optional.of(base.toString()))
        .thenApply(
            done -> {
              current = Optional.of(base);
              tell("started", base, Map.of());
              return Map.of("uri", uri(base));
            });
  }

  /** Ends what is recorded, if anything is; the files are whole then. */
  CompletionStage<Void> stop(Activity activity) {
    if (current.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Path base = current.get();
    current = Optional.empty();
    return activity
        .record(Optional.empty())
        .handle(
            (done, error) -> {
              // Janus may be gone: what it has written so far is still of use.
              tell("stopped", base, Map.of());
              convert(base);
              return null;
            });
  }

  private void convert(Path base) {
    conversions
        .convert(base)
        .thenAcceptAsync(
            files -> {
              if (!files.isEmpty()) {
                List<String> uris = files.stream().map(LegRecorder::uri).toList();
                tell("converted", base, Map.of("files", uris));
              }
            },
            home.loop());
  }

  private void tell(String status, Path base, Map<String, Object> more) {
    Map<String, Object> fields = new LinkedHashMap<>(more);
    fields.put("status", status);
    fields.put("uri", uri(base));
    home.status("recorder", fields);
  }

  private static String uri(Path path) {
    return path.toUri().toString();
  }
}
