package io.jackfield.media.janus.api;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one Janus. It is made again whenever it is lost; Janus sessions are claimed on
 * the new socket, and are lost themselves when Janus does not know them any more, refuses
 * connections, or stays away for longer than {@link JanusSettings#claim}.
 *
 * <pre>
 *   CONNECTING -> UP       a socket is there; sessions held from before are claimed
 *   UP -> CONNECTING       the socket is lost; requests under way fail, sessions are held
 *   any -> CLOSED          close
 * </pre>
 */
public final class JanusConnection {
  private static final Logger LOG = LoggerFactory.getLogger(JanusConnection.class);

  /** While sessions wait for their socket, it is tried for this often. */
  private static final Duration SOON = Duration.ofMillis(400);

  /** Refused so often in a row: nobody listens there, so the sessions are gone with their Janus. */
  private static final int REFUSALS = 3;

  private enum State {
    CONNECTING,
    UP,
    CLOSED
  }

  private final JanusSettings settings;
  private final ScheduledExecutorService loop;
  private final HttpClient client;
  private final Runnable onUp;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final Map<Long, JanusSession> sessions = new HashMap<>();
  private volatile State state = State.CONNECTING;
  private JanusSocket socket;
  private ScheduledFuture<?> givingUp;
  private int refusals;
  private long transactions;

  /** A request under way. */
  private record Pending(
      Object session,
      boolean ackIsAnswer,
      CompletableFuture<Map<String, Object>> answer,
      ScheduledFuture<?> deadline) {}

  /**
   * Begins to connect.
   *
   * @param settings where to
   * @param loop one thread on which everything runs
   * @param onUp told on the loop whenever there is a new socket
   */
  public JanusConnection(JanusSettings settings, ScheduledExecutorService loop, Runnable onUp) {
    this.settings = settings;
    this.loop = loop;
    this.onUp = onUp;
    this.client = HttpClient.newHttpClient();
    loop.execute(this::connect);
    long beat = settings.keepAlive().toMillis();
    loop.scheduleWithFixedDelay(this::keepAlive, beat, beat, TimeUnit.MILLISECONDS);
  }

  /**
   * Whether requests can be made; from any thread.
   *
   * @return false while there is no socket
   */
  public boolean up() {
    return state == State.UP;
  }

  /**
   * Makes a Janus session.
   *
   * @param listener told of its end
   * @return the session
   */
  public CompletionStage<JanusSession> createSession(JanusSession.Listener listener) {
    return request(Map.of("janus", "create"), false)
        .thenCompose(
            answer -> {
              long id = Json.number(Json.object(answer, "data"), "id").orElse(0L);
              if (id == 0) {
                return JanusFailure.failed(Failure.of(Reason.JANUS_ERROR, 0, "no session id"));
              }
              JanusSession session = new JanusSession(this, id, listener);
              sessions.put(id, session);
              return CompletableFuture.completedFuture(session);
            });
  }

  private void connect() {
    if (state != State.CONNECTING) {
      return;
    }
    JanusSocket.connect(
            client, settings.url(), settings.reconnect(), loop, this::received, this::lost)
        .whenComplete(
            (made, error) -> {
              if (state == State.CLOSED) {
                if (made != null) {
                  made.close();
                }
              } else if (error == null) {
                connected(made);
              } else {
                refused(error);
              }
            });
  }

  private void connected(JanusSocket made) {
    LOG.info("connected to Janus at {}", settings.url());
    socket = made;
    state = State.UP;
    refusals = 0;
    stopGivingUp();
    List.copyOf(sessions.values()).forEach(this::claim);
    onUp.run();
  }

  private void claim(JanusSession session) {
    request(Map.of("janus", "claim", "session_id", session.id()), false)
        .whenComplete(
            (answer, error) -> {
              // A socket lost meanwhile brings the next claim.
              if (error != null && state == State.UP) {
                down(session, Failure.of(Reason.JANUS_SESSION_DOWN));
              }
            });
  }

  private void refused(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    refusals = cause instanceof ConnectException ? refusals + 1 : 0;
    LOG.debug("no connection to Janus at {}: {}", settings.url(), String.valueOf(cause));
    if (refusals >= REFUSALS) {
      giveUp();
    }
    Duration next = sessions.isEmpty() ? settings.reconnect() : SOON;
    loop.schedule(this::connect, next.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lost() {
    if (state != State.UP) {
      return;
    }
    LOG.warn("connection to Janus at {} lost", settings.url());
    state = State.CONNECTING;
    socket = null;
    failPending();
    if (!sessions.isEmpty()) {
      givingUp = loop.schedule(this::giveUp, settings.claim().toMillis(), TimeUnit.MILLISECONDS);
    }
    connect();
  }

  private void giveUp() {
    stopGivingUp();
    List.copyOf(sessions.values())
        .forEach(session -> down(session, Failure.of(Reason.JANUS_SESSION_DOWN)));
  }

  private void stopGivingUp() {
    if (givingUp != null) {
      givingUp.cancel(false);
      givingUp = null;
    }
  }

  private void failPending() {
    List<Pending> all = List.copyOf(pending.values());
    pending.clear();
    for (Pending one : all) {
      one.deadline().cancel(false);
      one.answer().completeExceptionally(new FailureException(JanusFailure.connection()));
    }
  }

  /** A session is over: what was asked in it is not answered any more. */
  void failPending(long session) {
    List<String> all =
        pending.entrySet().stream()
            .filter(e -> e.getValue().session().equals(session))
            .map(Map.Entry::getKey)
            .toList();
    for (String transaction : all) {
      Pending one = pending.remove(transaction);
      if (one != null) {
        one.deadline().cancel(false);
        one.answer().completeExceptionally(FailureException.of(Reason.JANUS_SESSION_DOWN));
      }
    }
  }

  private void down(JanusSession session, Failure failure) {
    if (sessions.remove(session.id(), session)) {
      session.ended(failure);
    }
  }

  private void keepAlive() {
    if (state != State.UP) {
      return;
    }
    JanusSocket asked = socket;
    request(Map.of("janus", "ping"), false)
        .exceptionally(
            error -> {
              // A frozen Janus answers nothing, and its socket stays open.
              if (state == State.UP && socket == asked) {
                asked.abort();
              }
              return Map.of();
            });
    for (JanusSession session : sessions.values()) {
      request(Map.of("janus", "keepalive", "session_id", session.id()), true);
    }
  }

  /**
   * Sends a request.
   *
   * @param request without transaction and secret; with {@code session_id}, a number, if it is in
   *     one
   * @param ackIsAnswer an {@code ack} ends the wait
   * @return the answer; fails with what Janus says, with {@code timeout}, or with {@code
   *     janus_connection_error}
   */
  CompletionStage<Map<String, Object>> request(Map<String, Object> request, boolean ackIsAnswer) {
    if (state != State.UP) {
      return JanusFailure.failed(JanusFailure.connection());
    }
    String transaction = "j" + ++transactions;
    Map<String, Object> whole = new LinkedHashMap<>(request);
    whole.put("transaction", transaction);
    settings.secret().ifPresent(secret -> whole.put("apisecret", secret));
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    ScheduledFuture<?> deadline =
        loop.schedule(
            () -> timedOut(transaction),
            settings.requestTimeout().toMillis(),
            TimeUnit.MILLISECONDS);
    pending.put(
        transaction,
        new Pending(request.getOrDefault("session_id", 0L), ackIsAnswer, answer, deadline));
    socket.send(Json.write(whole));
    return answer;
  }

  private void timedOut(String transaction) {
    Pending late = pending.remove(transaction);
    if (late != null) {
      late.answer().completeExceptionally(FailureException.of(Reason.TIMEOUT));
    }
  }

  private void received(String text) {
    Map<String, Object> message = Json.read(text).orElse(Map.of());
    String kind = Json.text(message, "janus").orElse("");
    String transaction = Json.text(message, "transaction").orElse("");
    Pending waiting = pending.get(transaction);
    if (waiting != null && !(kind.equals("ack") && !waiting.ackIsAnswer())) {
      pending.remove(transaction);
      waiting.deadline().cancel(false);
      if (kind.equals("error")) {
        waiting.answer().completeExceptionally(new FailureException(JanusFailure.ofCore(message)));
      } else {
        waiting.answer().complete(message);
      }
      return;
    }
    JanusSession session = sessions.get(Json.number(message, "session_id").orElse(0L));
    if (session == null || kind.equals("ack") || kind.equals("error")) {
      // Answers that come too late, and what concerns sessions that are over.
      return;
    }
    if (kind.equals("timeout")) {
      down(session, Failure.of(Reason.JANUS_SESSION_DOWN));
    } else {
      session.received(kind, message);
    }
  }

  /** A session was destroyed by its owner. */
  void forget(JanusSession session) {
    sessions.remove(session.id(), session);
  }

  /** Ends all; sessions are told nothing. Later requests fail. */
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    stopGivingUp();
    failPending();
    sessions.clear();
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
