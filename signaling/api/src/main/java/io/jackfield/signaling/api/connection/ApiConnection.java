package io.jackfield.signaling.api.connection;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.ClientReply;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.envelope.EnvelopeException;
import io.jackfield.signaling.api.envelope.Message;
import io.jackfield.signaling.api.envelope.MessageReader;
import io.jackfield.signaling.api.event.EventData;
import io.jackfield.signaling.api.event.EventSpelling;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: what it sends is handled here, what it is to hear goes out here. */
public final class ApiConnection implements Client {

  private static final Logger log = LoggerFactory.getLogger(ApiConnection.class);

  private final Link link;
  private volatile ConnectionContext context;
  private final ClientRequests outgoing;
  private final ServerReplies incoming;
  private final HeldEvents held = new HeldEvents();
  private Optional<Timer> loginTimer = Optional.empty();
  private Optional<Timer> pingTimer = Optional.empty();
  private volatile Optional<Identity> identity = Optional.empty();
  private volatile boolean open = true;
  private boolean released;

  /** Few clients have any, and only the loop looks. */
  private Map<Subscription, EventSpelling> spellings = Map.of();

  /**
   * Makes a connection; {@link #opened} starts it.
   *
   * @param link what carries its messages
   * @param context what it shares with others
   */
  public ApiConnection(Link link, ConnectionContext context) {
    this.link = link;
    this.context = context;
    this.outgoing =
        new ClientRequests(
            link,
            context.options(),
            () -> close(CloseCodes.NO_ANSWER, "a request was not answered in time"));
    this.incoming =
        new ServerReplies(this, link, this::context, held, this::sendEvent, this::close);
  }

  /** The transport is up; the client speaks first. On the loop. */
  public void opened() {
    context.counters().opened.increment();
    arrive();
    link.limitMessages(context.options().maxStrangerBytes());
    loginTimer =
        Optional.of(
            link.schedule(
                context.options().login(), () -> close(CloseCodes.POLICY, "no login in time")));
  }

  /**
   * Goes over to another service, before the login is through (protocol.md, "Login" 3). On the
   * loop.
   *
   * @param next what the connections of that service share; no effect if this is one of them
   */
  public void move(ConnectionContext next) {
    if (next == context || released) {
      return;
    }
    leave();
    context = next;
    arrive();
  }

  private void arrive() {
    context.counters().open.increment();
    context.arrived(this);
  }

  private void leave() {
    context.counters().open.decrement();
    context.left(this);
  }

  private ConnectionContext context() {
    return context;
  }

  /**
   * A message came. On the loop.
   *
   * @param text the whole message
   */
  public void received(String text) {
    if (!open) {
      return;
    }
    Message message;
    try {
      message = MessageReader.read(text);
    } catch (EnvelopeException e) {
      log.info("{} closes: {}", name(), e.getMessage());
      malformed(e.closeCode(), e.getMessage());
      return;
    }
    if (message instanceof Message.Request request) {
      incoming.request(request);
    } else if (message instanceof Message.Response response) {
      if (!outgoing.answered(response.tid(), new ClientReply(response.result(), response.data()))) {
        log.info("{} answers an unknown tid", name());
      }
    } else if (message instanceof Message.Ack ack && !outgoing.acked(ack.tid())) {
      log.info("{} acks an unknown tid", name());
    }
  }

  /**
   * What the client sent is no message at all. On the loop.
   *
   * @param code WebSocket close code
   * @param reason in words, without the content
   */
  public void malformed(int code, String reason) {
    if (open) {
      context.counters().malformed.increment();
      close(code, reason);
    }
  }

  /** {@link #closed} follows from the transport. */
  @Override
  public void close(int code, String reason) {
    if (open) {
      open = false;
      log.debug("{} is closed by us: {} {}", name(), code, reason);
      link.close(code, reason);
    }
  }

  /**
   * The transport is gone: everything that hangs on the connection ends. On the loop, once.
   *
   * @param why in words, for the log
   * @param lost nobody closed it, so its client may come back for its calls
   */
  public void closed(String why, boolean lost) {
    if (released) {
      return;
    }
    released = true;
    open = false;
    loginTimer.ifPresent(Timer::cancel);
    pingTimer.ifPresent(Timer::cancel);
    incoming.close();
    outgoing.close(Failure.of(Reason.PROCESS_DOWN));
    leave();
    identity.ifPresent(
        who -> {
          context.counters().loggedIn.decrement();
          EventBus events = context.service().events();
          Departure departure = new Departure(lost, lost ? events.subscriptions(this) : Map.of());
          events.unsubscribeAll(this);
          context.gone(this, departure);
          log.info("{} of user {} closed: {}", name(), who.user(), why);
        });
  }

  @Override
  public void identify(Identity who) {
    identity = Optional.of(who);
    context.counters().loggedIn.increment();
    link.limitMessages(context.options().maxMessageBytes());
    loginTimer.ifPresent(Timer::cancel);
    loginTimer = Optional.empty();
    log.info("{} from {} is user {}, {}", name(), remote(), who.user(), who.role());
    schedulePing();
  }

  private void schedulePing() {
    Duration interval = context.options().ping();
    if (!interval.isZero()) {
      pingTimer = Optional.of(link.schedule(interval, this::ping));
    }
  }

  private void ping() {
    if (open) {
      Map<String, Object> data = Map.of("time", context.options().ping().toSeconds());
      outgoing.send("core", "core", "ping", data, Optional.empty());
      schedulePing();
    }
  }

  /** Also ends the subscription to an object alone with the object's last event. */
  @Override
  public void onEvent(Event event) {
    if (EventData.isLast(event)) {
      context.service().events().unsubscribe(this, toItsObject(event));
    }
    link.execute(() -> deliver(event));
  }

  private static Subscription toItsObject(Event last) {
    return Subscription.toObject(
        last.service(),
        last.eventClass(),
        last.subclass().orElseThrow(),
        last.objId().orElseThrow());
  }

  private void deliver(Event event) {
    if (!open || !context.gate().pass(this, event)) {
      return;
    }
    if (!held.hold(event, incoming.open())) {
      sendEvent(event);
    } else if (held.size() > context.options().queueMax()) {
      close(CloseCodes.SLOW_CONSUMER, "too many events wait for a reply");
    }
  }

  private void sendEvent(Event event) {
    context.counters().events.increment();
    Map<String, Object> data = EventData.of(event, service().name());
    spellings.forEach(
        (topic, spelling) -> {
          if (topic.matches(event)) {
            spelling.apply(data);
          }
        });
    if (!spellings.isEmpty() && EventData.isLast(event)) {
      spellings.remove(toItsObject(event));
    }
    outgoing.send("core", "core", "event", data, Optional.empty());
  }

  @Override
  public void spell(Subscription topic, EventSpelling spelling) {
    if (spelling.isCanonical()) {
      if (!spellings.isEmpty()) {
        spellings.remove(topic);
      }
      return;
    }
    if (spellings.isEmpty()) {
      spellings = new HashMap<>();
    }
    spellings.put(topic, spelling);
  }

  @Override
  public CompletionStage<ClientReply> request(
      String eventClass, String subclass, String cmd, Map<String, Object> data) {
    CompletableFuture<ClientReply> answer = new CompletableFuture<>();
    link.execute(
        () -> {
          if (open) {
            outgoing.send(eventClass, subclass, cmd, data, Optional.of(answer));
          } else {
            answer.completeExceptionally(FailureException.of(Reason.PROCESS_DOWN));
          }
        });
    return answer;
  }

  @Override
  public Service service() {
    return context.service();
  }

  @Override
  public Optional<Identity> identity() {
    return identity;
  }

  @Override
  public String remote() {
    return link.remote();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void execute(Runnable task) {
    link.execute(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return link.schedule(delay, task);
  }

  private String name() {
    return identity.map(who -> link.id() + ' ' + who.connection()).orElse(link.id());
  }

  @Override
  public String toString() {
    return name();
  }
}
