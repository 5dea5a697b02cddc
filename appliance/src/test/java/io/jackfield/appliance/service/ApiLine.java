package io.jackfield.appliance.service;

import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.JsonWriter;
import io.jackfield.signaling.transport.json.RootNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of the External API on a plain socket, one JSON object a line. */
final class ApiLine implements AutoCloseable {

  private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();

  final Deque<String> events = new ArrayDeque<>();
  private final Socket socket = new Socket();
  private final BufferedReader in;
  private int lastTid;

  /** Connects to an address as listeners are written. */
  ApiLine(String address) throws IOException {
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    socket.setSoTimeout(PATIENCE);
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Sends a request without waiting. */
  void send(String path, Map<String, Object> data) throws IOException {
    String[] parts = path.split("/");
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("class", parts[0]);
    request.put("subclass", parts[1]);
    request.put("cmd", parts[2]);
    request.put("data", data);
    request.put("tid", ++lastTid);
    write(request);
  }

  private void write(Map<String, Object> message) throws IOException {
    socket
        .getOutputStream()
        .write((JsonWriter.text(message) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The next message; events are answered and noted. */
  Map<String, Object> hear() throws Exception {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the gateway closed");
    }
    Map<String, Object> message = JsonReader.object(line, RootNumber.NONE);
    if (message.containsKey("cmd")) {
      Map<?, ?> data = (Map<?, ?>) message.getOrDefault("data", Map.of());
      events.add(data.get("type") + " " + data.get("obj_id"));
      write(Map.of("result", "ok", "tid", message.get("tid")));
    }
    return message;
  }

  /** Sends a request and waits for its response. */
  Map<String, Object> ask(String path, Map<String, Object> data) throws Exception {
    send(path, data);
    Map<String, Object> message = hear();
    while (!message.containsKey("result")) {
      message = hear();
    }
    return message;
  }

  /** The data of a response that must be ok. */
  Object okAny(String path, Map<String, Object> data) throws Exception {
    Map<String, Object> reply = ask(path, data);
    if (!"ok".equals(reply.get("result"))) {
      throw new AssertionError(path + " " + data.keySet() + ": " + reply);
    }
    return reply.getOrDefault("data", Map.of());
  }

  /** The same for an object. */
  @SuppressWarnings("unchecked")
  Map<String, Object> ok(String path, Map<String, Object> data) throws Exception {
    return (Map<String, Object>) okAny(path, data);
  }

  /** Code and text of a response that must be an error. */
  String refused(String path, Map<String, Object> data) throws Exception {
    Map<String, Object> reply = ask(path, data);
    if (!"error".equals(reply.get("result"))) {
      throw new AssertionError(path + ": " + reply);
    }
    Map<?, ?> error = (Map<?, ?>) reply.get("data");
    return error.get("code") + " " + error.get("error");
  }

  /** Logs in. */
  ApiLine login(String user, String password) throws Exception {
    ok("core/user/login", Map.of("user", user, "password", password));
    return this;
  }

  /** Waits for an event, written type and object. */
  void event(String wanted) throws Exception {
    while (!events.contains(wanted)) {
      hear();
    }
  }

  /** Waits until the gateway closes. */
  void closed() throws Exception {
    while (in.readLine() != null) {
      // What it still says does not matter.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
