package io.jackfield.signaling.api.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.api.connection.ApiConnection;
import io.jackfield.signaling.api.connection.Link;
import io.jackfield.signaling.api.envelope.MessageWriter;
import io.jackfield.signaling.api.envelope.TestJson;
import io.jackfield.signaling.api.envelope.Tid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A client of the API: says what a test tells it to, answers events and invites. */
public final class FakeClient implements Link {

  /** Everything the server sent, in order. */
  public final List<Map<String, Object>> heard = new ArrayList<>();

  /** Answers requests of the server with this data; empty leaves them unanswered. */
  public Function<Map<String, Object>, Optional<String>> answers = FakeClient::agree;

  /** Close code the server gave. */
  public Optional<Integer> closeCode = Optional.empty();

  /** Longest message the server accepts now, in bytes. */
  public int messageLimit;

  /** Whether the server has stopped reading. */
  public boolean paused;

  private final ApiWorld world;
  private final String id;
  private final Owner owner;
  private final Contract contract;
  private ApiConnection connection;
  private long lastTid;

  FakeClient(ApiWorld world, String id) {
    this.world = world;
    this.id = id;
    this.owner = world.time.of(id);
    this.contract = new Contract(world.server.commands(), world.server.description());
  }

  void open(Function<Link, ApiConnection> how) {
    owner.execute(() -> connection = how.apply(this));
    world.time.settle();
  }

  private static Optional<String> agree(Map<String, Object> request) {
    return Optional.of("{\"result\":\"ok\",\"tid\":" + request.get("tid") + "}");
  }

  /** From now on answers requests with that command so, all others ok; {@code TID} is filled in. */
  public void answer(String cmd, String text) {
    answers =
        request ->
            request.get("cmd").equals(cmd)
                ? Optional.of(text.replace("TID", request.get("tid").toString()))
                : agree(request);
  }

  /** From now on answers requests with that command ok with that data, all others ok. */
  public void grant(String cmd, String data) {
    answer(cmd, "{\"result\":\"ok\",\"data\":" + data + ",\"tid\":TID}");
  }

  /** Sends text and lets everything happen that happens at once. */
  public void say(String text) {
    queue(text);
    world.time.settle();
  }

  /** Sends text without letting anything happen. */
  public void queue(String text) {
    contract.said(text);
    owner.execute(() -> connection.received(text));
  }

  /** Sends a request; the reply is in {@link #reply}. */
  public long send(String path, Map<String, Object> data) {
    long tid = ++lastTid;
    say(text(path, data, tid));
    return tid;
  }

  private static String text(String path, Map<String, Object> data, long tid) {
    String[] parts = path.split("/");
    String subclass = parts.length > 2 ? parts[1] : "core";
    return MessageWriter.request(parts[0], subclass, parts[parts.length - 1], data, Tid.of(tid));
  }

  /** The reply to a request, if it has come. */
  public Optional<Map<String, Object>> reply(long tid) {
    return heard.stream()
        .filter(m -> m.containsKey("result") && m.get("tid").equals(Tid.of(tid)))
        .findFirst();
  }

  /** Sends a request that must succeed; its data. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> ok(String path, Map<String, Object> data) {
    return (Map<String, Object>) okAny(path, data);
  }

  /** The same for data that may be an array. */
  public Object okAny(String path, Map<String, Object> data) {
    Map<String, Object> reply = reply(send(path, data)).orElseThrow();
    assertEquals("ok", reply.get("result"), () -> path + " " + reply);
    return reply.getOrDefault("data", Map.of());
  }

  /** Sends a request that must be refused with a reason; the error's text. */
  public String refused(Reason reason, String path, Map<String, Object> data) {
    return refusal(reason, path, reply(send(path, data)).orElseThrow());
  }

  /** Checks a reply that must be a refusal; the error's text. */
  public static String refusal(Reason reason, String what, Map<String, Object> reply) {
    assertEquals("error", reply.get("result"), () -> what + " " + reply);
    Map<?, ?> error = (Map<?, ?>) reply.get("data");
    assertEquals(reason.code(), error.get("code"), () -> what + " " + reply);
    return (String) error.get("error");
  }

  /** The {@code data} of all events heard, as {@code class/subclass/type}. */
  public List<String> events() {
    return eventData().stream()
        .map(d -> d.get("class") + "/" + d.get("subclass") + "/" + d.get("type"))
        .toList();
  }

  /** The {@code data} of all events heard. */
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> eventData() {
    return heard.stream()
        .filter(m -> "event".equals(m.get("cmd")))
        .map(m -> (Map<String, Object>) m.get("data"))
        .toList();
  }

  /** The body of the one event of that kind. */
  public Map<?, ?> body(String event) {
    List<Map<String, Object>> found =
        eventData().stream()
            .filter(
                d -> (d.get("class") + "/" + d.get("subclass") + "/" + d.get("type")).equals(event))
            .toList();
    assertEquals(1, found.size(), () -> event + " in " + events());
    return (Map<?, ?>) found.get(0).getOrDefault("body", Map.of());
  }

  /** The requests of a kind the server sent. */
  public List<Map<String, Object>> requests(String cmd) {
    return heard.stream().filter(m -> cmd.equals(m.get("cmd"))).toList();
  }

  /** The data of the one invite heard. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> invite() {
    List<Map<String, Object>> invites = requests("invite");
    assertEquals(1, invites.size(), () -> "invites in " + heard);
    return (Map<String, Object>) invites.get(0).get("data");
  }

  /** Acks heard. */
  public long acks() {
    return heard.stream().filter(m -> m.containsKey("ack")).count();
  }

  /** The client goes away. */
  public void leave() {
    owner.execute(() -> connection.closed("peer left", false));
    world.time.settle();
  }

  /** The connection is lost without a word. */
  public void lose() {
    owner.execute(() -> connection.closed("reset", true));
    world.time.settle();
  }

  public boolean isClosed() {
    return closeCode.isPresent();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String remote() {
    return "ws:127.0.0.1:" + id.hashCode() % 1000;
  }

  @Override
  public void send(String text) {
    assertTrue(owner.inOwner(), "sent outside its loop: " + text);
    Map<String, Object> message = TestJson.object(text);
    heard.add(message);
    contract.heard(message);
    if (message.containsKey("cmd")) {
      answers.apply(message).ifPresent(this::answer);
    }
  }

  private void answer(String text) {
    contract.said(text);
    owner.execute(() -> connection.received(text));
  }

  @Override
  public void close(int code, String reason) {
    closeCode = Optional.of(code);
    owner.execute(() -> connection.closed("closed " + code, false));
  }

  @Override
  public void limitMessages(int bytes) {
    messageLimit = bytes;
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
  }

  @Override
  public void execute(Runnable task) {
    owner.execute(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return owner.schedule(delay, task);
  }

  @Override
  public long nanoTime() {
    return world.nanos();
  }
}
