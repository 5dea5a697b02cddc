package io.jackfield.signaling.verto.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.time.Owner;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.JsonWriter;
import io.jackfield.signaling.transport.json.RootNumber;
import io.jackfield.signaling.verto.connection.VertoConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A Verto client: says what a test tells it to, answers requests of the server. */
public final class FakeSocket implements Connection {

  /** Every frame the server sent, in order. */
  public final List<String> frames = new ArrayList<>();

  /** Whether a request of the server is answered, and with what. */
  public Function<Map<String, Object>, Optional<Map<String, Object>>> answers = FakeSocket::agree;

  /** Close code the server gave. */
  public Optional<Integer> closeCode = Optional.empty();

  private final VertoWorld world;
  private final String id;
  private final Owner owner;
  private VertoConnection user;
  private int lastId = 100;

  FakeSocket(VertoWorld world, String id) {
    this.world = world;
    this.id = id;
    this.owner = world.time.of(id);
  }

  void open() {
    owner.execute(() -> user = world.server.connect(this));
    world.time.settle();
  }

  private static Optional<Map<String, Object>> agree(Map<String, Object> request) {
    return Optional.of(Map.of("result", Map.of("method", request.get("method"))));
  }

  /** Sends a frame and lets everything happen that happens at once. */
  public void say(String text) {
    owner.execute(() -> user.received(text));
    world.time.settle();
  }

  /** Sends a request; its id. */
  public int send(String method, Map<String, Object> params) {
    int sent = queue(method, params);
    world.time.settle();
    return sent;
  }

  /** Sends a request without letting anything happen; its id. */
  public int queue(String method, Map<String, Object> params) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("method", method);
    request.put("params", params);
    request.put("id", ++lastId);
    String text = JsonWriter.text(request);
    owner.execute(() -> user.received(text));
    return lastId;
  }

  /** The reply to a request, if it has come. */
  public Optional<Map<String, Object>> reply(Object requestId) {
    return messages().stream()
        .filter(m -> !m.containsKey("method") && String.valueOf(requestId).equals(m.get("id") + ""))
        .findFirst();
  }

  /** Sends a request that must succeed; its result. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> ok(String method, Map<String, Object> params) {
    Map<String, Object> reply = reply(send(method, params)).orElseThrow();
    assertTrue(reply.containsKey("result"), () -> method + " " + reply);
    return (Map<String, Object>) reply.get("result");
  }

  /** Sends a request that must be refused; the error. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> refused(int code, String method, Map<String, Object> params) {
    Map<String, Object> reply = reply(send(method, params)).orElseThrow();
    assertTrue(reply.containsKey("error"), () -> method + " " + reply);
    Map<String, Object> error = (Map<String, Object>) reply.get("error");
    assertEquals(code, error.get("code"), () -> method + " " + reply);
    return error;
  }

  /** All JSON messages heard. */
  public List<Map<String, Object>> messages() {
    return frames.stream().filter(f -> f.startsWith("{")).map(FakeSocket::object).toList();
  }

  /** Methods of the requests heard, in order. */
  public List<String> methods() {
    return messages().stream()
        .filter(m -> m.containsKey("method"))
        .map(m -> (String) m.get("method"))
        .toList();
  }

  /** The parameters of the requests of a method. */
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> all(String method) {
    return messages().stream()
        .filter(m -> method.equals(m.get("method")))
        .map(m -> (Map<String, Object>) m.get("params"))
        .toList();
  }

  /** The parameters of the one request of a method. */
  public Map<String, Object> one(String method) {
    List<Map<String, Object>> found = all(method);
    assertEquals(1, found.size(), () -> method + " in " + frames);
    return found.get(0);
  }

  /** Places a call. */
  public void invite(String callId, String number) {
    Map<String, Object> result =
        ok(
            "verto.invite",
            Map.of(
                "sdp",
                VertoWorld.SDP,
                "dialogParams",
                Map.of(
                    "callID",
                    callId,
                    "destination_number",
                    number,
                    "caller_id_name",
                    "Ana",
                    "caller_id_number",
                    "1000")));
    assertEquals("CALL CREATED", result.get("message"));
    assertEquals(callId, result.get("callID"));
  }

  /** Something about a call. */
  public static Map<String, Object> about(Object callId, Map<String, Object> more) {
    Map<String, Object> params = new LinkedHashMap<>(more);
    params.put("dialogParams", Map.of("callID", callId));
    return params;
  }

  /** Takes the call this socket was invited to; its {@code callID}. */
  public String answer() {
    String callId = (String) one("verto.invite").get("callID");
    ok("verto.answer", about(callId, Map.of("sdp", VertoWorld.SDP)));
    return callId;
  }

  /** The client goes away. */
  public void leave() {
    owner.execute(() -> user.closed("peer left"));
    world.time.settle();
  }

  private static Map<String, Object> object(String text) {
    try {
      return JsonReader.object(text, RootNumber.NONE);
    } catch (JsonException e) {
      throw new AssertionError("no JSON object: " + text, e);
    }
  }

  private void react(String text) {
    if (text.startsWith("{")) {
      Map<String, Object> message = object(text);
      if (message.containsKey("method")) {
        answers
            .apply(message)
            .ifPresent(
                answer -> {
                  Map<String, Object> reply = new LinkedHashMap<>();
                  reply.put("jsonrpc", "2.0");
                  reply.put("id", message.get("id"));
                  reply.putAll(answer);
                  owner.execute(() -> user.received(JsonWriter.text(reply)));
                });
      }
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public TransportKind kind() {
    return TransportKind.WS;
  }

  @Override
  public InetSocketAddress remote() {
    return InetSocketAddress.createUnresolved("client", 1);
  }

  @Override
  public InetSocketAddress local() {
    return InetSocketAddress.createUnresolved("server", 2);
  }

  @Override
  public boolean isOpen() {
    return closeCode.isEmpty();
  }

  @Override
  public CompletionStage<Void> send(byte[] bytes) {
    throw new AssertionError("Verto sends no binary frame");
  }

  @Override
  public CompletionStage<Void> send(String text) {
    assertTrue(owner.inOwner(), () -> "sent outside its loop: " + text);
    frames.add(text);
    react(text);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public long queuedBytes() {
    return 0;
  }

  @Override
  public long queuedMessages() {
    return 0;
  }

  @Override
  public void close() {
    close(1000, "");
  }

  @Override
  public void close(int code, String reason) {
    if (closeCode.isEmpty()) {
      closeCode = Optional.of(code);
      owner.execute(() -> user.closed("closed " + code));
    }
  }

  @Override
  public void pauseReading() {}

  @Override
  public void resumeReading() {}

  @Override
  public Loop loop() {
    return new Loop() {
      @Override
      public boolean inLoop() {
        return owner.inOwner();
      }

      @Override
      public Timer schedule(Duration delay, Runnable task) {
        return owner.schedule(delay, task)::cancel;
      }

      @Override
      public void execute(Runnable task) {
        owner.execute(task);
      }
    };
  }

  @Override
  public void attach(Object attachment) {}

  @Override
  public <T> Optional<T> attachment(Class<T> type) {
    return Optional.empty();
  }
}
