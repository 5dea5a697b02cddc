package io.jackfield.media.janus.api;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A handle: one plugin instance, with at most one PeerConnection. */
public final class JanusHandle {
  private final JanusSession session;
  private final long id;
  private final Listener listener;
  private boolean over;

  /**
   * A session description as Janus carries it (RFC 8829 calls it JSEP).
   *
   * @param type {@code offer} or {@code answer}
   * @param sdp the text
   * @param trickle candidates follow one by one; only said to Janus
   */
  public record Jsep(String type, String sdp, boolean trickle) {}

  /**
   * What a plugin says.
   *
   * @param data the plugin's own fields
   * @param jsep the description that came with it
   */
  public record PluginMessage(Map<String, Object> data, Optional<Jsep> jsep) {}

  /** Hears what comes unasked. */
  public interface Listener {

    /**
     * The plugin says something.
     *
     * @param message without an error
     */
    void onEvent(PluginMessage message);

    /**
     * The core says something of the PeerConnection: {@code webrtcup}, {@code media}, {@code
     * slowlink}, {@code hangup}, {@code detached}.
     *
     * @param kind field {@code janus}
     * @param fields the whole message
     */
    void onCore(String kind, Map<String, Object> fields);
  }

  JanusHandle(JanusSession session, long id, Listener listener) {
    this.session = session;
    this.id = id;
    this.listener = listener;
  }

  long id() {
    return id;
  }

  /**
   * Sends a message to the plugin.
   *
   * @param body the plugin's request
   * @param jsep a description to go with it
   * @return the plugin's answer to this message; fails when it says that it failed
   */
  public CompletionStage<PluginMessage> message(Map<String, ?> body, Optional<Jsep> jsep) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("janus", "message");
    request.put("body", body);
    jsep.ifPresent(
        j ->
            request.put(
                "jsep",
                j.trickle()
                    ? Map.of("type", j.type(), "sdp", j.sdp())
                    : Map.of("type", j.type(), "sdp", j.sdp(), "trickle", false)));
    return request(request, false).thenCompose(JanusHandle::answer);
  }

  private static CompletionStage<PluginMessage> answer(Map<String, Object> message) {
    PluginMessage said = plugin(message);
    Optional<Long> code = Json.number(said.data(), "error_code");
    return code.isPresent()
        ? JanusFailure.failed(
            JanusFailure.of(code.get(), Json.text(said.data(), "error").orElse("")))
        : CompletableFuture.completedFuture(said);
  }

  private static PluginMessage plugin(Map<String, Object> message) {
    Map<String, Object> jsep = Json.object(message, "jsep");
    Optional<Jsep> description =
        Json.text(jsep, "sdp").map(sdp -> new Jsep(Json.text(jsep, "type").orElse(""), sdp, false));
    return new PluginMessage(Json.object(Json.object(message, "plugindata"), "data"), description);
  }

  /**
   * A candidate of the client; a lost answer is no error.
   *
   * @param candidate fields {@code candidate}, {@code sdpMid}, {@code sdpMLineIndex}, or {@code
   *     completed}
   */
  public void trickle(Map<String, ?> candidate) {
    request(Map.of("janus", "trickle", "candidate", candidate), true);
  }

  /**
   * Gives the handle back; idempotent.
   *
   * @return done when Janus says so, or when there is nothing left to say
   */
  public CompletionStage<Void> detach() {
    if (over) {
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<Map<String, Object>> gone = request(Map.of("janus", "detach"), false);
    over = true;
    session.detached(this);
    return gone.handle((answer, error) -> null);
  }

  private CompletionStage<Map<String, Object>> request(
      Map<String, Object> body, boolean ackIsAnswer) {
    if (over) {
      return JanusFailure.failed(Failure.of(Reason.JANUS_SESSION_DOWN));
    }
    Map<String, Object> whole = new LinkedHashMap<>(body);
    whole.put("handle_id", id);
    return session.request(whole, ackIsAnswer);
  }

  void received(String kind, Map<String, Object> message) {
    if (kind.equals("event")) {
      listener.onEvent(plugin(message));
    } else {
      listener.onCore(kind, message);
    }
  }

  void sessionEnded() {
    over = true;
  }
}
