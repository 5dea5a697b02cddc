package io.jackfield.signaling.transport.netty;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** The JDK's WebSocket client, with what it received. */
final class RecordingClient implements WebSocket.Listener {

  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
  final BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> pongs = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> pings = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  WebSocket socket;

  static RecordingClient connect(InetSocketAddress to, String path, String... subprotocols) {
    RecordingClient client = new RecordingClient();
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (subprotocols.length > 0) {
      builder.subprotocols(subprotocols[0]);
    }
    client.socket =
        Loopback.get(
            builder.buildAsync(URI.create("ws://127.0.0.1:" + to.getPort() + path), client));
    return client;
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      texts.add(partial.toString());
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
    pongs.add(bytes(message));
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
    pings.add(bytes(message));
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    codes.add(code);
    reasons.add(reason);
    return null;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    return copy;
  }
}
