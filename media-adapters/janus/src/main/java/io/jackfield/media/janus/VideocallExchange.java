package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.janus.api.JanusHandle;
import io.jackfield.media.janus.api.Json;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Between two browsers: two handles of plugin {@code videocall}, each a user of a name that nobody
 * else knows. The plugin hands descriptions from one to the other by events.
 */
final class VideocallExchange extends Exchange {

  /** The plugin passes a description on at once, or never. */
  private static final long EVENT_SECONDS = 30;

  private final Map<Side, JanusHandle> handles = new EnumMap<>(Side.class);
  private final Map<Side, SessionDescription> agreed = new EnumMap<>(Side.class);
  private final Map<Side, CompletableFuture<SessionDescription>> expected =
      new EnumMap<>(Side.class);

  VideocallExchange(LegHome caller, SessionDescription callerOffer) {
    super(caller, callerOffer);
  }

  @Override
  CompletionStage<SessionDescription> makeOffer() {
    String callee = "jackfield-" + UUID.randomUUID();
    return user(Side.CALLER, "jackfield-" + UUID.randomUUID())
        .thenCompose(registered -> user(Side.FAR, callee))
        .thenCompose(
            registered -> {
              CompletionStage<SessionDescription> incoming = expect(Side.FAR);
              return send(
                      Side.CALLER,
                      Map.of("request", "call", "username", callee),
                      "offer",
                      callerOffer())
                  .thenCompose(calling -> incoming);
            });
  }

  /** A handle, known by a name. */
  private CompletionStage<Void> user(Side side, String name) {
    return caller()
        .attach("videocall", new Events(side))
        .thenCompose(
            handle -> {
              handles.put(side, handle);
              return handle.message(
                  Map.of("request", "register", "username", name), Optional.empty());
            })
        .thenApply(registered -> null);
  }

  @Override
  CompletionStage<SessionDescription> makeAnswer(SessionDescription farAnswer) {
    CompletionStage<SessionDescription> accepted = expect(Side.CALLER);
    return send(Side.FAR, Map.of("request", "accept"), "answer", farAnswer)
        .thenCompose(done -> accepted)
        .thenApply(
            made -> {
              agreed.put(Side.FAR, farAnswer);
              agreed.put(Side.CALLER, Reoffers.agreed(callerOffer(), made));
              return made;
            });
  }

  private CompletionStage<Void> send(
      Side side, Map<String, Object> body, String type, SessionDescription sdp) {
    return handles
        .get(side)
        .message(body, Optional.of(JanusSdp.jsep(type, JanusSdp.forVideocall(sdp))))
        .thenCompose(said -> result(said).equals("hangup") ? gone() : done());
  }

  private static String result(JanusHandle.PluginMessage said) {
    return Json.text(Json.object(said.data(), "result"), "event").orElse("");
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  private static CompletionStage<Void> gone() {
    return Activity.refused(Reason.JANUS_BYE);
  }

  /** The next description that comes for a side; what was waited for before comes no more. */
  private CompletionStage<SessionDescription> expect(Side side) {
    CompletableFuture<SessionDescription> next = new CompletableFuture<>();
    Optional.ofNullable(expected.put(side, next)).ifPresent(old -> old.cancel(false));
    return next.copy()
        .orTimeout(EVENT_SECONDS, TimeUnit.SECONDS)
        .handleAsync(
            (sdp, error) -> {
              if (JanusEngine.cause(error) instanceof FailureException e) {
                throw e;
              } else if (error != null) {
                throw FailureException.of(Reason.TIMEOUT);
              }
              return sdp;
            },
            caller().loop());
  }

  /** What the plugin says of one side. */
  private final class Events implements LegHome.PluginEvents {
    private final Side side;
    private final LegHome.PluginEvents far = farEvents();

    Events(Side side) {
      this.side = side;
    }

    @Override
    public void onEvent(JanusHandle.PluginMessage message) {
      if (message.jsep().isPresent()) {
        CompletableFuture<SessionDescription> waiting = expected.remove(side);
        if (waiting != null) {
          complete(waiting, message.jsep().get().sdp());
        }
      } else if (result(message).equals("hangup")) {
        caller().lost(Failure.of(Reason.JANUS_BYE));
      }
    }

    private void complete(CompletableFuture<SessionDescription> waiting, String sdp) {
      try {
        waiting.complete(JanusSdp.parse(sdp));
      } catch (FailureException e) {
        waiting.completeExceptionally(e);
      }
    }

    @Override
    public void onStatus(LegHome home, String statusClass, Map<String, Object> fields) {
      if (side == Side.FAR) {
        far.onStatus(home, statusClass, fields);
      } else {
        home.status(statusClass, fields);
      }
    }
  }

  @Override
  Optional<JanusHandle> peerConnection(Side side) {
    return Optional.ofNullable(handles.get(side));
  }

  @Override
  List<JanusHandle> handles() {
    return List.copyOf(handles.values());
  }

  @Override
  CompletionStage<Void> update(Side side, MediaUpdate update) {
    return EchoActivity.switches(update)
        .map(
            switches -> {
              switches.put("request", "set");
              return set(side, switches);
            })
        .orElseGet(() -> Activity.refused(Reason.NOT_IMPLEMENTED));
  }

  private CompletionStage<Void> set(Side side, Map<String, Object> body) {
    return handles.get(side).message(body, Optional.empty()).thenApply(done -> null);
  }

  @Override
  CompletionStage<Void> record(Side side, Optional<String> base) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request", "set");
    body.put("record", base.isPresent());
    base.ifPresent(path -> body.put("filename", path));
    return set(side, body);
  }

  @Override
  CompletionStage<SessionDescription> renegotiate(Side side, SessionDescription offered) {
    if (offered.kind() != SdpKind.WEBRTC) {
      return Activity.refused(Reason.INVALID_SDP);
    }
    Side other = side.other();
    Map<String, Object> set = Map.of("request", "set");
    SessionDescription kept = Reoffers.answer(agreed.get(other), offered);
    CompletionStage<SessionDescription> passed = expect(other);
    return send(side, set, "offer", offered)
        .thenCompose(done -> passed)
        .thenCompose(
            unasked -> {
              CompletionStage<SessionDescription> answered = expect(side);
              return send(other, set, "answer", kept).thenCompose(done -> answered);
            })
        .thenApply(
            made -> {
              agreed.put(side, Reoffers.agreed(offered, made));
              return made;
            });
  }
}
