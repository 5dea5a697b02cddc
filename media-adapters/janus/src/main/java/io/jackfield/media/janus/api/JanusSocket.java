package io.jackfield.media.janus.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One WebSocket: whole texts in and out, in order, and its end told once. */
final class JanusSocket {

  /** A Janus that reads nothing must not fill our memory. */
  private static final int MAX_QUEUED = 10_000;

  private static final int MAX_TEXT = 1 << 20;

  private final Executor loop;
  private final Consumer<String> texts;
  private final Runnable ended;
  private final Queue<String> waiting = new ArrayDeque<>();
  private WebSocket socket;
  private boolean sending;
  private boolean over;

  private JanusSocket(Executor loop, Consumer<String> texts, Runnable ended) {
    this.loop = loop;
    this.texts = texts;
    this.ended = ended;
  }

  /** Connects; the result and all that follows come on the loop. */
  static CompletionStage<JanusSocket> connect(
      HttpClient client,
      URI url,
      Duration timeout,
      Executor loop,
      Consumer<String> texts,
      Runnable ended) {
    JanusSocket made = new JanusSocket(loop, texts, ended);
    CompletableFuture<JanusSocket> result = new CompletableFuture<>();
    client
        .newWebSocketBuilder()
        .subprotocols("janus-protocol")
        .connectTimeout(timeout)
        .buildAsync(url, made.new Ear())
        .whenComplete(
            (socket, error) ->
                loop.execute(
                    () -> {
                      if (error == null) {
                        made.socket = socket;
                        result.complete(made);
                      } else {
                        result.completeExceptionally(error);
                      }
                    }));
    return result;
  }

  /** Sends a text after all that were sent before. */
  void send(String text) {
    if (over) {
      return;
    }
    waiting.add(text);
    if (waiting.size() > MAX_QUEUED) {
      abort();
    } else {
      sendNext();
    }
  }

  private void sendNext() {
    if (sending || over || waiting.isEmpty()) {
      return;
    }
    sending = true;
    socket
        .sendText(waiting.remove(), true)
        .whenComplete(
            (done, error) ->
                loop.execute(
                    () -> {
                      sending = false;
                      if (error == null) {
                        sendNext();
                      } else {
                        abort();
                      }
                    }));
  }

  /** Ends it and tells so, as if the other side had gone. */
  void abort() {
    if (socket != null) {
      socket.abort();
    }
    end();
  }

  /** Ends it on our own will: nothing is told. */
  void close() {
    over = true;
    waiting.clear();
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, error) -> socket.abort());
  }

  private void end() {
    if (!over) {
      over = true;
      waiting.clear();
      ended.run();
    }
  }

  /** Called on any thread, one call at a time. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (parts.length() > MAX_TEXT) {
        loop.execute(JanusSocket.this::abort);
      } else if (last) {
        String text = parts.toString();
        parts.setLength(0);
        loop.execute(
            () -> {
              if (!over) {
                texts.accept(text);
              }
            });
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      loop.execute(JanusSocket.this::end);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      loop.execute(JanusSocket.this::end);
    }
  }
}
