package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import io.jackfield.signaling.api.envelope.Message;
import io.jackfield.signaling.api.envelope.MessageWriter;
import io.jackfield.signaling.api.envelope.Tid;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of the client: checked in the order login state, command, fields, permission; carried
 * out; acked while they last; answered once.
 */
final class ServerReplies {

  /** Ends the connection. */
  @FunctionalInterface
  interface Closer {
    void close(int code, String reason);
  }

  private static final Logger log = LoggerFactory.getLogger(ServerReplies.class);

  /** Frames that were read before the pause took effect may come on top. */
  private static final int FLOOD = 4;

  private final Client client;
  private final Link link;
  private final Supplier<ConnectionContext> context;
  private final HeldEvents held;
  private final Consumer<Event> released;
  private final Closer closer;
  private final LoginPenalties penalties = new LoginPenalties();
  private final StartOrder order = new StartOrder();
  private final Map<Tid, OpenRequest> open = new HashMap<>(4);
  private int beforeLogin;
  private boolean loggingIn;
  private boolean paused;

  ServerReplies(
      Client client,
      Link link,
      Supplier<ConnectionContext> context,
      HeldEvents held,
      Consumer<Event> released,
      Closer closer) {
    this.client = client;
    this.link = link;
    this.context = context;
    this.held = held;
    this.released = released;
    this.closer = closer;
  }

  /** Requests without reply. */
  Collection<OpenRequest> open() {
    return open.values();
  }

  /** Nothing is answered any more. */
  void close() {
    open.values().forEach(OpenRequest::cancelTimer);
    open.clear();
    order.clear();
  }

  void request(Message.Request message) {
    context.get().counters().requests.increment();
    OpenRequest request = new OpenRequest(message.tid(), link.nanoTime());
    // Every refusal is kept until it is written, and who is not known gets no memory of ours.
    if (client.identity().isEmpty()
        && ++beforeLogin > context.get().options().maxStrangerRequests()) {
      closer.close(CloseCodes.POLICY, "too many requests before the login");
      return;
    }
    int most = context.get().options().openMax();
    if (open.size() >= FLOOD * most) {
      closer.close(CloseCodes.POLICY, "too many requests at once");
      return;
    }
    if (open.size() >= most && !paused) {
      paused = true;
      link.pauseReading();
    }
    if (open.putIfAbsent(message.tid(), request) != null) {
      context.get().counters().errors.increment();
      link.send(MessageWriter.error(Failure.of(Reason.DUPLICATED_TID), message.tid()));
      return;
    }
    if (!order.run(() -> start(message, request))) {
      arm(request, context.get().options().firstAck());
    }
  }

  private void start(Message.Request message, OpenRequest request) {
    if (open.get(request.tid) != request) {
      return;
    }
    try {
      Invocation invocation = checked(message, request);
      CompletionStage<Void> permitted = context.get().permit(invocation, message.data());
      if (permitted.toCompletableFuture().isDone()) {
        permitted.whenComplete((yes, error) -> decided(invocation, request, error));
        return;
      }
      order.hold();
      if (request.isUntimed()) {
        arm(request, context.get().options().firstAck());
      }
      permitted.whenComplete(
          (yes, error) ->
              link.execute(
                  () -> {
                    decided(invocation, request, error);
                    order.release();
                  }));
    } catch (RuntimeException e) {
      finish(request, Optional.empty(), Optional.empty(), e);
    }
  }

  private void decided(Invocation invocation, OpenRequest request, Throwable denied) {
    if (open.get(request.tid) != request) {
      return;
    }
    if (denied != null) {
      finish(request, Optional.empty(), Optional.empty(), denied);
      return;
    }
    try {
      if (isLogin(invocation.command())) {
        loggingIn = true;
      }
      if (invocation.command().slow()) {
        link.send(MessageWriter.ack(request.tid));
        arm(request, context.get().options().nextAck());
      }
      run(invocation, request);
    } catch (RuntimeException e) {
      finish(request, Optional.empty(), Optional.empty(), e);
    }
  }

  /** Login state, class and cmd, fields, in this order; permission follows (protocol.md). */
  private Invocation checked(Message.Request message, OpenRequest request) {
    boolean known = client.identity().isPresent();
    CommandTable.Found found;
    try {
      found = context.get().table().find(message);
    } catch (FailureException e) {
      throw known ? e : FailureException.of(Reason.NOT_AUTHENTICATED);
    }
    Command command = found.command();
    if (isLogin(command)) {
      if (known || loggingIn) {
        throw FailureException.of(known ? Reason.ALREADY_AUTHENTICATED : Reason.INVALID_STATE);
      }
    } else if (!known) {
      throw FailureException.of(Reason.NOT_AUTHENTICATED);
    }
    request.command(command);
    Map<String, Object> data = message.data();
    if (command.inheritsClass() && !data.containsKey("class")) {
      data = new HashMap<>(data);
      data.put("class", message.eventClass());
    }
    Values values = Validation.check(found, data);
    return new Invocation(command, client, values, request);
  }

  private void run(Invocation invocation, OpenRequest request) {
    CompletionStage<Reply> result = invocation.command().handler().run(invocation);
    if (!result.toCompletableFuture().isDone() && request.isUntimed()) {
      arm(request, context.get().options().firstAck());
    }
    Optional<Values> values = Optional.of(invocation.values());
    if (result.toCompletableFuture().isDone()) {
      result.whenComplete((reply, e) -> finish(request, values, Optional.ofNullable(reply), e));
    } else {
      result.whenComplete(
          (reply, e) -> link.execute(() -> finish(request, values, Optional.ofNullable(reply), e)));
    }
  }

  private void arm(OpenRequest request, Duration delay) {
    request.timer(link.schedule(delay, () -> stillRunning(request)));
  }

  /** An ack now and then; after 180 s the client is told {@code timeout}. */
  private void stillRunning(OpenRequest request) {
    long left =
        context.get().options().extension().toNanos() - (link.nanoTime() - request.startedNanos());
    if (left <= 0) {
      finish(request, Optional.empty(), Optional.empty(), FailureException.of(Reason.TIMEOUT));
      return;
    }
    link.send(MessageWriter.ack(request.tid));
    arm(request, Duration.ofNanos(Math.min(left, context.get().options().nextAck().toNanos())));
  }

  /** Once a request; a result after the connection closed or the request timed out is dropped. */
  private void finish(
      OpenRequest request, Optional<Values> values, Optional<Reply> reply, Throwable error) {
    if (open.get(request.tid) != request) {
      return;
    }
    if (error == null) {
      replyOk(request, values, reply.orElse(Reply.EMPTY));
      return;
    }
    Failure failure = failureOf(error, request);
    LoginPenalties.Penalty penalty =
        request.command().filter(ServerReplies::isLogin).isPresent()
            ? penalties.failed(failure)
            : new LoginPenalties.Penalty(Duration.ZERO, OptionalInt.empty());
    if (penalty.delay().isZero()) {
      replyError(request, failure, penalty.close());
    } else {
      context.get().counters().loginFailures.increment();
      request.timer(
          link.schedule(penalty.delay(), () -> replyError(request, failure, penalty.close())));
    }
  }

  private void replyOk(OpenRequest request, Optional<Values> values, Reply reply) {
    done(request);
    link.send(MessageWriter.ok(reply.data(), request.tid));
    held.release(open.values(), released);
    List<String> unknown = values.map(Values::unknown).orElse(List.of());
    if (!unknown.isEmpty()) {
      request.command().ifPresent(command -> tellUnrecognized(command, unknown));
    }
  }

  private void replyError(OpenRequest request, Failure failure, OptionalInt close) {
    if (open.get(request.tid) != request) {
      return;
    }
    done(request);
    context.get().counters().errors.increment();
    link.send(MessageWriter.error(failure, request.tid));
    request.made().ifPresent(held::drop);
    held.release(open.values(), released);
    close.ifPresent(code -> closer.close(code, failure.text()));
  }

  private void done(OpenRequest request) {
    request.cancelTimer();
    open.remove(request.tid);
    if (paused && open.size() <= context.get().options().openMax() / 2) {
      paused = false;
      link.resumeReading();
    }
    if (request.command().filter(ServerReplies::isLogin).isPresent()) {
      loggingIn = false;
    }
  }

  private void tellUnrecognized(Command command, List<String> fields) {
    client
        .identity()
        .ifPresent(
            who ->
                context
                    .get()
                    .service()
                    .events()
                    .direct(
                        client,
                        new Event(
                            context.get().service().name(),
                            "core",
                            Optional.of("session_event"),
                            Optional.of("unrecognized_fields"),
                            Optional.of(who.connection()),
                            Map.of(
                                "class", command.eventClass(),
                                "subclass", command.subclass(),
                                "cmd", command.cmd(),
                                "fields", fields))));
  }

  private Failure failureOf(Throwable error, OpenRequest request) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof FailureException known) {
      return known.failure();
    }
    String reference = UUID.randomUUID().toString().substring(0, 8);
    log.error(
        "{} internal error {} in {}",
        client,
        reference,
        request.command().map(Command::path).orElse("a request"),
        cause);
    return Failure.of(Reason.INTERNAL_ERROR_REF, reference);
  }

  private static boolean isLogin(Command command) {
    return command.permission() == Permission.ANYBODY;
  }
}
