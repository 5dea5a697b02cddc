package io.jackfield.media.embedded.play;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.file.MediaFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what URIs name. Safe for use by any thread. */
public final class PlayFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PlayFiles.class);

  private final HttpFetch fetch;

  /**
   * Opens files here and from the web.
   *
   * @param fetch the latter
   */
  public PlayFiles(HttpFetch fetch) {
    this.fetch = fetch;
  }

  /**
   * Opens a file.
   *
   * @param uri {@code file:}, {@code http:} or {@code https:}; whether it may be played was decided
   *     before
   * @param worker reads it from then on
   * @return at its beginning; else a FailureException: {@code invalid_uri} with the reason, {@code
   *     timeout}, {@code network_error}
   */
  public CompletionStage<MediaFile> open(String uri, Owner worker) {
    URI parsed;
    try {
      parsed = URI.create(uri);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(new FailureException(invalid("no URI"), e));
    }
    String scheme = String.valueOf(parsed.getScheme());
    return switch (scheme) {
      case "file" -> opened(parsed, worker);
      case "http", "https" ->
          fetch.fetch(parsed).thenCompose(temporary -> opened(temporary, true, worker));
      default ->
          CompletableFuture.failedFuture(
              new FailureException(invalid("scheme " + scheme + " is not played")));
    };
  }

  private static CompletionStage<MediaFile> opened(URI uri, Owner worker) {
    try {
      return opened(Path.of(uri), false, worker);
    } catch (IllegalArgumentException e) {
      // InvalidPathException is one of these.
      return CompletableFuture.failedFuture(new FailureException(invalid("no file URI"), e));
    }
  }

  private static CompletionStage<MediaFile> opened(Path path, boolean temporary, Owner worker) {
    CompletableFuture<MediaFile> result = new CompletableFuture<>();
    worker.execute(
        () -> {
          try {
            result.complete(playable(path));
          } catch (IOException e) {
            LOG.debug("Not played", e);
            result.completeExceptionally(new FailureException(invalid(e.getMessage()), e));
          } catch (RuntimeException e) {
            result.completeExceptionally(new CompletionException(e));
          } finally {
            if (temporary) {
              // The open file stays until it is closed.
              HttpFetch.delete(path);
            }
          }
        });
    return result;
  }

  private static MediaFile playable(Path path) throws IOException {
    MediaFile file = MediaFile.open(path);
    if (file.duration() <= 0) {
      file.close();
      throw new IOException("nothing to play in the file");
    }
    return file;
  }

  private static Failure invalid(String text) {
    return Failure.of(Reason.INVALID_URI).withDetail(text);
  }
}
