import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One connection to the gateway. Any thread may call; events come on the WebSocket's thread. */
public final class ApiClient implements WebSocket.Listener, AutoCloseable {

  private static final long ANSWER_SECONDS = 5;
  private static final long ACKED_SECONDS = 180;

  /** The gateway refused a request. */
  public static final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    public final long code;

    ApiException(long code, String error) {
      super(error);
      this.code = code;
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Long, CompletableFuture<Object>> waiting = new ConcurrentHashMap<>();
  private final Map<Long, CompletableFuture<Object>> deadlines = new ConcurrentHashMap<>();
  private final AtomicLong lastTid = new AtomicLong();
  private final StringBuilder parts = new StringBuilder();
  private final Consumer<Map<String, Object>> events;
  private final WebSocket socket;
  private CompletableFuture<WebSocket> sent;

  /**
   * Connects.
   *
   * @param address e.g. {@code ws://localhost:8080/api}
   * @param events told each event; must not block
   */
  public ApiClient(URI address, Consumer<Map<String, Object>> events) {
    this.events = events;
    this.socket = http.newWebSocketBuilder().buildAsync(address, this).join();
    this.sent = CompletableFuture.completedFuture(socket);
  }

  /** Logs in; the connection's session id. */
  public String login(String user, String password) {
    Object data = request("core/user/login", Map.of("user", user, "password", password)).join();
    return (String) Json.object(data).get("session_id");
  }

  /**
   * Sends a request.
   *
   * @param path {@code class/subclass/cmd}
   * @param data its fields
   * @return the data of the reply; fails with an {@link ApiException} if it is an error, and with a
   *     {@link java.util.concurrent.TimeoutException} if none comes
   */
  public CompletableFuture<Object> request(String path, Map<String, Object> data) {
    String[] words = path.split("/");
    long tid = lastTid.incrementAndGet();
    CompletableFuture<Object> reply = new CompletableFuture<>();
    waiting.put(tid, reply);
    reply.whenComplete((done, failure) -> waiting.remove(tid));
    deadline(tid, reply, ANSWER_SECONDS);
    send(
        Map.of("class", words[0], "subclass", words[1], "cmd", words[2], "data", data, "tid", tid));
    return reply;
  }

  /** Fails the reply when the time is over, unless a later deadline has taken the place of this. */
  private void deadline(long tid, CompletableFuture<Object> reply, long seconds) {
    CompletableFuture<Object> late = new CompletableFuture<>().orTimeout(seconds, TimeUnit.SECONDS);
    deadlines.put(tid, late);
    late.whenComplete(
        (never, timeout) -> {
          if (deadlines.remove(tid, late)) {
            reply.completeExceptionally(timeout);
          }
        });
    reply.whenComplete((done, failure) -> deadlines.remove(tid, late));
  }

  /** The JDK takes one message at a time. */
  private synchronized void send(Map<String, Object> message) {
    String text = Json.write(message);
    sent = sent.thenCompose(last -> last.sendText(text, true));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    parts.append(part);
    if (last) {
      Map<String, Object> message = Json.object(Json.read(parts.toString()));
      parts.setLength(0);
      if (message.containsKey("result")) {
        answered(message);
      } else if (message.containsKey("ack")) {
        acked((Long) message.get("ack"));
      } else {
        asked(message);
      }
    }
    from.request(1);
    return null;
  }

  private void answered(Map<String, Object> message) {
    CompletableFuture<Object> reply = waiting.get((Long) message.get("tid"));
    Object data = message.getOrDefault("data", Map.of());
    if (reply == null) {
      return; // too late
    }
    if (message.get("result").equals("ok")) {
      reply.complete(data);
    } else {
      Map<String, Object> error = Json.object(data);
      reply.completeExceptionally(
          new ApiException((Long) error.get("code"), (String) error.get("error")));
    }
  }

  /** It takes longer: three minutes from now on. */
  private void acked(long tid) {
    CompletableFuture<Object> reply = waiting.get(tid);
    if (reply != null) {
      deadline(tid, reply, ACKED_SECONDS);
    }
  }

  /** Events and pings are answered at once; what else it may ask this client does not know. */
  private void asked(Map<String, Object> message) {
    Object tid = message.get("tid");
    switch ((String) message.get("cmd")) {
      case "event" -> {
        send(Map.of("result", "ok", "tid", tid));
        events.accept(Json.object(message.get("data")));
      }
      case "ping" -> send(Map.of("result", "ok", "tid", tid));
      default -> {
        Map<String, Object> error = Map.of("code", 100006L, "error", "Not implemented");
        send(Map.of("result", "error", "data", error, "tid", tid));
      }
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    lost(new IllegalStateException("the gateway closed: " + code + " " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    lost(failure);
  }

  private void lost(Throwable why) {
    waiting.values().forEach(reply -> reply.completeExceptionally(why));
  }

  /** Says goodbye. */
  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }
}
