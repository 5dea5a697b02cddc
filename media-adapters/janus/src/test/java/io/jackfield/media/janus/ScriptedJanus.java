package io.jackfield.media.janus;

import io.jackfield.media.janus.api.JanusSettings;
import io.jackfield.media.janus.api.Json;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A Janus that does what a test says: a WebSocket server (RFC 6455, whole text frames) which grants
 * every session and handle, and answers messages by its script.
 */
final class ScriptedJanus implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket server;
  private final BlockingQueue<Map<String, Object>> requests = new LinkedBlockingQueue<>();
  private final List<Map<String, Object>> all = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong(100);
  private volatile Answer script = (request, janus) -> false;
  private volatile OutputStream out;
  private volatile String subprotocol = "";

  /** What is said to a request. */
  interface Answer {

    /**
     * A request came.
     *
     * @return true when it was dealt with, false for what is usual
     */
    boolean to(Map<String, Object> request, ScriptedJanus janus) throws IOException;
  }

  ScriptedJanus() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread("scripted-janus", this::accept);
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Short waits: what it does not answer is not waited for long. */
  JanusSettings settings() {
    return new JanusSettings(
        URI.create("ws://127.0.0.1:" + server.getLocalPort()),
        Optional.of("very-secret"),
        Duration.ofSeconds(3),
        Duration.ofMillis(500),
        Duration.ofMillis(200),
        Duration.ofSeconds(5));
  }

  /** From now on requests go through this first. */
  void script(Answer answer) {
    script = answer;
  }

  /** The subprotocol the client asked for. */
  String subprotocol() {
    return subprotocol;
  }

  /** Everything that came. */
  List<Map<String, Object>> requests() {
    return List.copyOf(all);
  }

  /** Waits for a request, passing over others. */
  Map<String, Object> await(Predicate<Map<String, Object>> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      Map<String, Object> request =
          requests.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (request == null) {
        throw new AssertionError("the request did not come; there were " + all);
      }
      if (wanted.test(request)) {
        return request;
      }
    }
  }

  /** Waits for a request of the core's API. */
  Map<String, Object> await(String janus) throws InterruptedException {
    return await(r -> janus.equals(r.get("janus")));
  }

  /** Answers a request: its transaction is put in. */
  void answer(Map<String, Object> request, Map<String, Object> fields) throws IOException {
    Map<String, Object> whole = new LinkedHashMap<>(fields);
    whole.put("transaction", request.get("transaction"));
    send(Json.write(whole));
  }

  /** Answers a message to a plugin. */
  void answerPlugin(Map<String, Object> request, Map<String, Object> data, Optional<String> sdp)
      throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("janus", "event");
    fields.put("session_id", request.get("session_id"));
    fields.put("sender", request.get("handle_id"));
    fields.put("plugindata", Map.of("plugin", "p", "data", data));
    sdp.ifPresent(text -> fields.put("jsep", Map.of("type", "answer", "sdp", text)));
    answer(request, fields);
  }

  /** Says something unasked on the handle a request was for. */
  void tell(Map<String, Object> request, Map<String, Object> fields) throws IOException {
    Map<String, Object> whole = new LinkedHashMap<>(fields);
    whole.put("session_id", request.get("session_id"));
    whole.put("sender", request.get("handle_id"));
    send(Json.write(whole));
  }

  /** Sends a text as it is. */
  synchronized void send(String text) throws IOException {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    List<Integer> head = new ArrayList<>(List.of(0x81));
    if (data.length < 126) {
      head.add(data.length);
    } else {
      head.addAll(List.of(126, data.length >> 8, data.length & 255));
    }
    byte[] frame = new byte[head.size() + data.length];
    for (int i = 0; i < head.size(); i++) {
      frame[i] = head.get(i).byteValue();
    }
    System.arraycopy(data, 0, frame, head.size(), data.length);
    out.write(frame);
    out.flush();
  }

  /** Cuts every socket; new ones are taken. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
    sockets.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        thread("scripted-janus-socket", () -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      shakeHands(in, socket.getOutputStream());
      while (true) {
        Optional<Map<String, Object>> request = Json.read(frame(in));
        if (request.isPresent()) {
          all.add(request.get());
          requests.add(request.get());
          if (!script.to(request.get(), this)) {
            usual(request.get());
          }
        }
      }
    } catch (IOException e) {
      // The client has gone, or was cut off.
    }
  }

  private void usual(Map<String, Object> request) throws IOException {
    switch ((String) request.get("janus")) {
      case "create", "attach" ->
          answer(request, Map.of("janus", "success", "data", Map.of("id", ids.incrementAndGet())));
      case "message" -> {
        answer(request, Map.of("janus", "ack"));
        answerPlugin(request, Map.of("result", "ok"), Optional.empty());
      }
      case "keepalive", "trickle" -> answer(request, Map.of("janus", "ack"));
      default -> answer(request, Map.of("janus", "success"));
    }
  }

  private void shakeHands(DataInputStream in, OutputStream to) throws IOException {
    String key = "";
    String line = line(in);
    while (!line.isEmpty()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("sec-websocket-key:")) {
        key = line.substring(18).strip();
      } else if (lower.startsWith("sec-websocket-protocol:")) {
        subprotocol = line.substring(23).strip();
      }
      line = line(in);
    }
    to.write(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Protocol: janus-protocol\r\nSec-WebSocket-Accept: "
                + accept(key)
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out = to;
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c != '\n') {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
      c = in.read();
    }
    return line.toString();
  }

  /** One frame of a client, which masks (RFC 6455 section 5.3); anything but text ends it. */
  private static String frame(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    byte[] mask = new byte[4];
    in.readFully(mask);
    byte[] data = new byte[length];
    in.readFully(data);
    if ((first & 15) != 1) {
      throw new EOFException();
    }
    for (int i = 0; i < data.length; i++) {
      data[i] ^= mask[i % 4];
    }
    return new String(data, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
