package io.jackfield.media.embedded.play;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files from the web into temporary files: so much, so long and so many at a time. Safe for
 * use by any thread.
 */
public final class HttpFetch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFetch.class);
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  /**
   * What a fetch may cost.
   *
   * @param maxBytes most a file may have
   * @param maxAtOnce most fetches at a time
   * @param deadline for the whole of a fetch
   */
  public record Limits(long maxBytes, int maxAtOnce, Duration deadline) {

    /** 64 MiB, 32 at a time, 8 s: the gateway gives an operation of an engine 10 s. */
    public static final Limits STANDARD = new Limits(64L * 1024 * 1024, 32, Duration.ofSeconds(8));
  }

  private final Limits limits;
  private final ExecutorService threads;
  private final HttpClient client;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * A client with threads of its own, which start with the first fetch.
   *
   * @param limits what a fetch may cost
   */
  public HttpFetch(Limits limits) {
    this.limits = limits;
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            2,
            2,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "media-fetch-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    threads = pool;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.deadline())
            // Never from https to http.
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(threads)
            .build();
  }

  /**
   * Fetches a file.
   *
   * @param uri {@code http} or {@code https}
   * @return a temporary file that the caller deletes; else a FailureException: {@code invalid_uri}
   *     for what is not there or too long, {@code timeout}, {@code network_error}
   */
  public CompletionStage<Path> fetch(URI uri) {
    if (running.incrementAndGet() > limits.maxAtOnce()) {
      running.decrementAndGet();
      return failed(Reason.NETWORK_ERROR, "too many files are being fetched");
    }
    Path file;
    HttpRequest request;
    try {
      request = HttpRequest.newBuilder(uri).timeout(limits.deadline()).build();
      file = Files.createTempFile("jackfield-", ".media");
    } catch (IOException e) {
      running.decrementAndGet();
      return failed(Reason.INTERNAL_ERROR, "no room for a temporary file");
    } catch (IllegalArgumentException e) {
      running.decrementAndGet();
      return failed(Reason.INVALID_URI, "no web address");
    }
    CompletableFuture<HttpResponse<Path>> response =
        client.sendAsync(request, info -> new FileBody(file, limits.maxBytes(), info));
    CompletableFuture<Path> result = new CompletableFuture<>();
    CompletableFuture<HttpResponse<Path>> bounded =
        response.copy().orTimeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
    bounded.whenComplete(
        (answer, error) -> {
          running.decrementAndGet();
          if (error == null && answer.statusCode() == OK) {
            result.complete(file);
            return;
          }
          response.cancel(true);
          delete(file);
          Failure failure = error == null ? status(answer.statusCode()) : failureOf(error);
          LOG.debug("Not fetched from {}: {}", uri.getHost(), failure.text());
          result.completeExceptionally(new FailureException(failure));
        });
    return result;
  }

  private static <T> CompletionStage<T> failed(Reason reason, String text) {
    return CompletableFuture.failedFuture(
        new FailureException(Failure.of(reason).withDetail(text)));
  }

  private static Failure status(int code) {
    Reason reason = code >= SERVER_ERROR ? Reason.NETWORK_ERROR : Reason.INVALID_URI;
    return Failure.of(reason).withDetail("HTTP status " + code);
  }

  private static Failure failureOf(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof FailureException known) {
      return known.failure();
    }
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return Failure.of(Reason.TIMEOUT);
    }
    for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof FileBody.TooLong) {
        return Failure.of(Reason.INVALID_URI).withDetail(inner.getMessage());
      }
    }
    return Failure.of(Reason.NETWORK_ERROR).withDetail("the file cannot be fetched");
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("A temporary file is left: {}", file, e);
    }
  }

  /** Ends the threads; fetches under way fail. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
