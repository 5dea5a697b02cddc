package io.jackfield.media.embedded.play;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  private static final int MOST_REDIRECTS = 5;

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
  private final WebRules rules;
  private final ExecutorService threads;

  /** Names are looked up apart: a slow name server must not stop the client's own work. */
  private final ExecutorService lookups;

  private final HttpClient client;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * A client with threads of its own, which start with the first fetch.
   *
   * @param limits what a fetch may cost
   * @param rules from which hosts files are fetched, wherever they redirect to
   */
  public HttpFetch(Limits limits, WebRules rules) {
    this.limits = limits;
    this.rules = rules;
    threads = pool("media-fetch-", 2);
    lookups = pool("media-lookup-", 4);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.deadline())
            // Where it leads to must be looked at first.
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
  }

  private static ExecutorService pool(String name, int size) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Fetches a file.
   *
   * @param uri {@code http} or {@code https}
   * @return a temporary file that the caller deletes; else a FailureException: {@code invalid_uri}
   *     for what is not there, too long or at a host the rules do not allow, {@code timeout},
   *     {@code network_error}
   */
  public CompletionStage<Path> fetch(URI uri) {
    if (running.incrementAndGet() > limits.maxAtOnce()) {
      running.decrementAndGet();
      return failed(Reason.NETWORK_ERROR, "too many files are being fetched");
    }
    Path file;
    try {
      file = Files.createTempFile("jackfield-", ".media");
    } catch (IOException e) {
      running.decrementAndGet();
      return failed(Reason.INTERNAL_ERROR, "no room for a temporary file");
    }
    Way way = new Way(file);
    CompletableFuture<Path> result = new CompletableFuture<>();
    CompletableFuture<HttpResponse<Path>> bounded =
        way.to(uri, 0).orTimeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
    bounded.whenComplete(
        (answer, error) -> {
          running.decrementAndGet();
          if (error == null && answer.statusCode() == OK) {
            result.complete(file);
            return;
          }
          way.stop();
          delete(file);
          Failure failure = error == null ? status(answer.statusCode()) : failureOf(error);
          LOG.debug("Not fetched from {}: {}", uri.getHost(), failure.text());
          result.completeExceptionally(new FailureException(failure));
        });
    return result;
  }

  /** The requests of one fetch, one after the other: a server may send us on. */
  private final class Way {
    private final Path file;
    private volatile CompletableFuture<HttpResponse<Path>> current = new CompletableFuture<>();
    private volatile boolean stopped;

    Way(Path file) {
      this.file = file;
    }

    CompletableFuture<HttpResponse<Path>> to(URI uri, int redirects) {
      return CompletableFuture.supplyAsync(() -> request(uri), lookups)
          .thenCompose(this::send)
          .thenCompose(
              answer -> {
                Optional<URI> next = redirect(answer);
                return next.isPresent() && redirects < MOST_REDIRECTS
                    ? to(next.get(), redirects + 1)
                    : CompletableFuture.completedFuture(answer);
              });
    }

    private CompletableFuture<HttpResponse<Path>> send(HttpRequest request) {
      current = client.sendAsync(request, info -> new FileBody(file, limits.maxBytes(), info));
      if (stopped) {
        current.cancel(true);
      }
      return current.copy();
    }

    void stop() {
      stopped = true;
      current.cancel(true);
    }
  }

  /**
   * On a thread for names. The client looks the name up again and gets what is found here: the
   * runtime keeps an answer for 30 s.
   */
  private HttpRequest request(URI uri) {
    HttpRequest request;
    try {
      request = HttpRequest.newBuilder(uri).timeout(limits.deadline()).build();
    } catch (IllegalArgumentException e) {
      throw refusal(Reason.INVALID_URI, "no web address");
    }
    List<InetAddress> addresses;
    try {
      addresses = List.of(InetAddress.getAllByName(uri.getHost()));
    } catch (UnknownHostException e) {
      throw refusal(Reason.NETWORK_ERROR, "the file cannot be fetched");
    }
    if (!rules.allows(uri.getHost(), addresses)) {
      throw refusal(Reason.INVALID_URI, "files are not fetched from that host");
    }
    return request;
  }

  /** Where a server sends us on to; never from https to http. */
  private static Optional<URI> redirect(HttpResponse<Path> answer) {
    int status = answer.statusCode();
    if (status < 301 || status > 308 || status == 304 || status == 305 || status == 306) {
      return Optional.empty();
    }
    try {
      URI from = answer.uri();
      return answer
          .headers()
          .firstValue("location")
          .map(from::resolve)
          .filter(to -> !("https".equals(from.getScheme()) && "http".equals(to.getScheme())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static FailureException refusal(Reason reason, String text) {
    return new FailureException(Failure.of(reason).withDetail(text));
  }

  private static <T> CompletionStage<T> failed(Reason reason, String text) {
    return CompletableFuture.failedFuture(refusal(reason, text));
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
    lookups.shutdownNow();
  }
}
