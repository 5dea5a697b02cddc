package io.jackfield.media.janus.api;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One session on Janus with its handles. */
public final class JanusSession {
  private final JanusConnection connection;
  private final long id;
  private final Listener listener;
  private final Map<Long, JanusHandle> handles = new HashMap<>();
  private boolean over;

  /** Hears of the end of a session that its owner did not end. */
  public interface Listener {

    /**
     * It is gone.
     *
     * @param failure why
     */
    void onDown(Failure failure);
  }

  JanusSession(JanusConnection connection, long id, Listener listener) {
    this.connection = connection;
    this.id = id;
    this.listener = listener;
  }

  long id() {
    return id;
  }

  /**
   * Attaches to a plugin.
   *
   * @param plugin full name, {@code janus.plugin.echotest}
   * @param listener hears what comes unasked
   * @return the handle
   */
  public CompletionStage<JanusHandle> attach(String plugin, JanusHandle.Listener listener) {
    return request(Map.of("janus", "attach", "plugin", plugin), false)
        .thenCompose(
            answer -> {
              long handleId = Json.number(Json.object(answer, "data"), "id").orElse(0L);
              if (handleId == 0 || over) {
                return JanusFailure.failed(Failure.of(Reason.JANUS_SESSION_DOWN));
              }
              JanusHandle handle = new JanusHandle(this, handleId, listener);
              handles.put(handleId, handle);
              return CompletableFuture.completedFuture(handle);
            });
  }

  /**
   * Destroys the session with its handles; idempotent.
   *
   * @return done when Janus says so, or when there is nothing left to say
   */
  public CompletionStage<Void> destroy() {
    if (over) {
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<Map<String, Object>> gone = request(Map.of("janus", "destroy"), false);
    over = true;
    handles.clear();
    connection.forget(this);
    return gone.handle(
        (answer, error) -> {
          // Janus says nothing more on what it was asked before.
          connection.failPending(id);
          return null;
        });
  }

  CompletionStage<Map<String, Object>> request(Map<String, Object> body, boolean ackIsAnswer) {
    if (over) {
      return JanusFailure.failed(Failure.of(Reason.JANUS_SESSION_DOWN));
    }
    Map<String, Object> whole = new LinkedHashMap<>(body);
    whole.put("session_id", id);
    return connection.request(whole, ackIsAnswer);
  }

  void detached(JanusHandle handle) {
    handles.remove(handle.id(), handle);
  }

  void received(String kind, Map<String, Object> message) {
    JanusHandle handle = handles.get(Json.number(message, "sender").orElse(0L));
    if (handle != null) {
      handle.received(kind, message);
    }
  }

  void ended(Failure failure) {
    if (over) {
      return;
    }
    over = true;
    connection.failPending(id);
    List.copyOf(handles.values()).forEach(JanusHandle::sessionEnded);
    handles.clear();
    listener.onDown(failure);
  }
}
