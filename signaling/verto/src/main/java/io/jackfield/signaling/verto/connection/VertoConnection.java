package io.jackfield.signaling.verto.connection;

import io.jackfield.gateway.user.FailedLogins;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.json.JsonException;
import io.jackfield.signaling.verto.rpc.Frame;
import io.jackfield.signaling.verto.rpc.Incoming;
import io.jackfield.signaling.verto.rpc.Params;
import io.jackfield.signaling.verto.rpc.RpcError;
import io.jackfield.signaling.verto.rpc.RpcReader;
import io.jackfield.signaling.verto.rpc.RpcWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket of a Verto client. */
public final class VertoConnection {

  private static final Logger log = LoggerFactory.getLogger(VertoConnection.class);
  private static final int LONGEST_SESSID = 128;

  private final Connection connection;
  private final ConnectionContext context;
  private final OwnRequests own;
  private final SpeedTest speedTest;
  private final FailedLogins attempts = new FailedLogins();
  private final Queue<String> deferred = new ArrayDeque<>();
  private Optional<Client> client = Optional.empty();
  private Optional<Loop.Timer> loginTimer = Optional.empty();
  private Optional<Loop.Timer> quietTimer = Optional.empty();
  private long heard;
  private long pinged;
  private boolean loggingIn;
  private boolean answers;
  private boolean released;
  private volatile boolean open = true;

  /**
   * Makes a socket's user; {@link #opened} starts it.
   *
   * @param connection the socket
   * @param context what it shares with others
   */
  public VertoConnection(Connection connection, ConnectionContext context) {
    this.connection = connection;
    this.context = context;
    this.own = new OwnRequests(connection, context.options().answer(), this::unanswered);
    this.speedTest =
        new SpeedTest(connection, context.nanoTime(), context.options().speedTestMax());
  }

  /** The socket is up; the client speaks first. On the loop. */
  public void opened() {
    context.counters().opened.increment();
    context.counters().open.increment();
    heard = now();
    pinged = heard;
    loginTimer =
        Optional.of(
            connection
                .loop()
                .schedule(
                    context.options().login(), () -> close(CloseCodes.POLICY, "no login in time")));
  }

  /**
   * A frame came. On the loop.
   *
   * @param text the whole frame
   */
  public void received(String text) {
    if (!open) {
      return;
    }
    heard = now();
    if (!loggingIn) {
      handle(text);
    } else if (deferred.size() < context.options().deferredMax()) {
      deferred.add(text);
    } else {
      close(CloseCodes.POLICY, "too much before the login was checked");
    }
  }

  private void handle(String text) {
    if (text.startsWith("#SP") && client.isPresent()) {
      if (!speedTest.frame(text)) {
        malformed(CloseCodes.POLICY, "a wrong speed test");
      }
      return;
    }
    Frame frame;
    try {
      frame = RpcReader.read(text);
    } catch (JsonException e) {
      send(RpcWriter.error(null, RpcError.INVALID_REQUEST));
      malformed(CloseCodes.NOT_JSON, e.getMessage());
      return;
    }
    if (!frame.batch()) {
      frame.messages().forEach(message -> message(message, this::send, false));
      return;
    }
    int size = frame.messages().size();
    if (size > context.options().batchMax()) {
      malformed(CloseCodes.POLICY, "a batch of " + size);
    } else if (size == 0) {
      send(RpcWriter.error(null, RpcError.INVALID_MESSAGE));
    } else {
      batch(frame);
    }
  }

  private void batch(Frame frame) {
    long asked =
        frame.messages().stream().filter(each -> !(each instanceof Incoming.Reply)).count();
    Batch batch =
        new Batch(
            (int) asked,
            all -> {
              if (open) {
                connection.send(RpcWriter.text(all));
              }
            });
    frame.messages().forEach(message -> message(message, batch::add, true));
  }

  private void message(Incoming message, Consumer<Map<String, Object>> sink, boolean inBatch) {
    if (message instanceof Incoming.Request request) {
      context.counters().requests.increment();
      request(request, new Once(request.id(), sink, inBatch));
    } else if (message instanceof Incoming.Reply reply) {
      answers = true;
      reply.id().ifPresent(id -> own.answered(id, reply.ok()));
    } else if (message instanceof Incoming.Invalid invalid) {
      new Once(invalid.id(), sink, inBatch).refuse(RpcError.INVALID_MESSAGE);
    }
  }

  private void request(Incoming.Request request, Answer answer) {
    if (request.method().filter("login"::equals).isPresent()) {
      login(new Params(request.params()), answer);
    } else if (client.isPresent()) {
      client.get().requested(this, request, answer);
    } else {
      answer.refuse(RpcError.AUTHENTICATION_REQUIRED);
    }
  }

  /**
   * A client without {@code sessid} gets one; such clients are known to answer no request of ours,
   * so they are not held to it before they have answered the first (docs/decisions/0100).
   */
  private void login(Params params, Answer answer) {
    Optional<String> name = params.text("login");
    Optional<String> password = params.text("passwd");
    if (name.isEmpty() || password.isEmpty()) {
      answer.refuse(RpcError.AUTHENTICATION_REQUIRED);
      return;
    }
    Optional<String> given = params.text("sessid");
    if (given.filter(id -> id.length() > LONGEST_SESSID).isPresent()) {
      answer.refuse(RpcError.of(-32602, "Invalid sessid"));
      return;
    }
    String sessid = given.or(() -> client.map(Client::sessid)).orElseGet(context.ids()::next);
    loggingIn = true;
    connection.pauseReading();
    context
        .door()
        .admit(name.get(), password.get(), sessid)
        .whenComplete(
            (who, error) ->
                connection.execute(
                    () -> {
                      if (error == null) {
                        answers = answers || given.isPresent();
                        admitted(who, answer);
                      } else {
                        refused(error, answer);
                      }
                    }));
  }

  private void admitted(Client who, Answer answer) {
    if (released) {
      who.left(this);
      return;
    }
    Optional<Client> before = client;
    client = Optional.of(who);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("message", "logged in");
    result.put("sessid", who.sessid());
    answer.ok(result);
    if (before.isEmpty()) {
      context.counters().loggedIn.increment();
      loginTimer.ifPresent(Loop.Timer::cancel);
      watch(context.options().ping());
    }
    if (before.filter(known -> known == who).isEmpty()) {
      log.info("{} from {} is user {}, sessid {}", this, remote(), who.user(), who.sessid());
      before.ifPresent(known -> known.left(this));
      who.joined(this);
    }
    loginChecked();
  }

  private void refused(Throwable error, Answer answer) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    context.counters().loginFailures.increment();
    if (cause instanceof LoginRefused refusal) {
      Duration wait = refusal.penalty() ? attempts.next() : Duration.ZERO;
      boolean end = refusal.close() || attempts.tooMany();
      log.info("{} from {}: login refused: {}", this, remote(), refusal.getMessage());
      connection
          .loop()
          .schedule(
              wait,
              () -> {
                answer.refuse(refusal.error());
                if (end) {
                  close(CloseCodes.POLICY, refusal.getMessage());
                }
                loginChecked();
              });
    } else {
      log.error("{} login could not be checked", this, cause);
      answer.refuse(RpcError.of(-32603, "Internal error"));
      loginChecked();
    }
  }

  private void loginChecked() {
    loggingIn = false;
    connection.resumeReading();
    while (open && !loggingIn && !deferred.isEmpty()) {
      handle(deferred.remove());
    }
  }

  /** One timer for pings and the idle timeout, set for whichever may be first. */
  private void watch(Duration after) {
    quietTimer = Optional.of(connection.loop().schedule(after, this::quiet));
  }

  private void quiet() {
    long now = now();
    long idle = context.options().idle().toNanos() - (now - heard);
    boolean inCall = client.filter(Client::inCall).isPresent();
    if (idle <= 0 && !inCall) {
      close(CloseCodes.NORMAL, "idle");
      return;
    }
    long ping = context.options().ping().toNanos();
    long silent = now - Math.max(heard, pinged);
    if (silent >= ping) {
      pinged = now;
      silent = 0;
      own.send("verto.ping", Map.of("serno", seconds()), Optional.empty());
    }
    long next = ping - silent;
    watch(Duration.ofNanos(inCall || idle <= 0 ? next : Math.min(next, idle)));
  }

  private long seconds() {
    return context.clock().instant().getEpochSecond();
  }

  private void unanswered() {
    context.counters().unanswered.increment();
    close(CloseCodes.NO_ANSWER, "a request was not answered in time");
  }

  private void malformed(int code, String why) {
    context.counters().malformed.increment();
    log.info("{} from {} is closed: {}", this, remote(), why);
    close(code, why);
  }

  /**
   * Sends a request whose answer nobody waits for. Any thread.
   *
   * @param method e.g. {@code verto.bye}
   * @param params JSON-like
   */
  public void tell(String method, Map<String, Object> params) {
    connection.execute(
        () -> {
          if (open) {
            own.send(method, params, Optional.empty());
          }
        });
  }

  /**
   * Sends a request that must be answered in time, else the socket closes. Any thread.
   *
   * @param method e.g. {@code verto.invite}
   * @param params JSON-like
   * @param answered told on the loop whether the answer is a result; never told when the socket
   *     goes; told at once for a client that is known not to answer
   */
  public void ask(String method, Map<String, Object> params, Consumer<Boolean> answered) {
    connection.execute(
        () -> {
          if (open && answers) {
            own.send(method, params, Optional.of(answered));
          } else if (open) {
            own.send(method, params, Optional.empty());
            answered.accept(true);
          }
        });
  }

  /**
   * Closes the socket; {@link #closed} follows. Any thread.
   *
   * @param code see {@link CloseCodes}
   * @param reason in words
   */
  public void close(int code, String reason) {
    open = false;
    connection.close(code, reason);
  }

  /** Another socket has taken the session. Any thread. */
  public void punt() {
    connection.execute(
        () -> {
          if (open) {
            own.send("verto.punt", Map.of(), Optional.empty());
            close(CloseCodes.NORMAL, "the session is used elsewhere");
          }
        });
  }

  /**
   * The socket is gone. On the loop, once.
   *
   * @param why in words, for the log
   */
  public void closed(String why) {
    if (released) {
      return;
    }
    released = true;
    open = false;
    loginTimer.ifPresent(Loop.Timer::cancel);
    quietTimer.ifPresent(Loop.Timer::cancel);
    own.close();
    deferred.clear();
    context.counters().open.decrement();
    client.ifPresent(
        who -> {
          context.counters().loggedIn.decrement();
          log.info("{} of user {}, sessid {} closed: {}", this, who.user(), who.sessid(), why);
          who.left(this);
        });
  }

  private void send(Map<String, Object> message) {
    if (open) {
      connection.send(RpcWriter.text(message));
    }
  }

  private long now() {
    return context.nanoTime().getAsLong();
  }

  /**
   * Where the client is.
   *
   * @return e.g. {@code wss:192.0.2.7:50122}
   */
  public String remote() {
    return connection.shownRemote();
  }

  @Override
  public String toString() {
    return connection.id();
  }

  /** The answer to one request; comes from any thread and leaves on the loop. */
  private final class Once implements Answer {

    private final Object id;
    private final Consumer<Map<String, Object>> sink;
    private final boolean inBatch;

    Once(Object id, Consumer<Map<String, Object>> sink, boolean inBatch) {
      this.id = id;
      this.sink = sink;
      this.inBatch = inBatch;
    }

    @Override
    public void ok(Map<String, Object> result) {
      now(
          () -> {
            Map<String, Object> complete = new LinkedHashMap<>(result);
            if (!inBatch) {
              client.ifPresent(who -> complete.put("sessid", who.sessid()));
            }
            sink.accept(RpcWriter.result(id, complete));
          });
    }

    @Override
    public void refuse(RpcError error) {
      now(
          () -> {
            context.counters().errors.increment();
            sink.accept(RpcWriter.error(id, error));
          });
    }

    private void now(Runnable task) {
      if (connection.loop().inLoop()) {
        task.run();
      } else {
        connection.execute(task);
      }
    }
  }
}
