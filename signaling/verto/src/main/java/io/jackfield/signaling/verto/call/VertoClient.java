package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.signal.Party;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.verto.connection.Answer;
import io.jackfield.signaling.verto.connection.Client;
import io.jackfield.signaling.verto.connection.CloseCodes;
import io.jackfield.signaling.verto.connection.VertoConnection;
import io.jackfield.signaling.verto.event.Listener;
import io.jackfield.signaling.verto.rpc.Incoming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client with its calls, known by its {@code sessid}; its sockets come and go. */
public final class VertoClient implements Client, Party, Listener {

  private static final Logger log = LoggerFactory.getLogger(VertoClient.class);

  private final String sessid;
  private final String user;
  private final Owner owner;
  private final ClientContext context;
  private final Methods methods;
  private final Map<String, Dialog> dialogs = new LinkedHashMap<>();
  private final Map<String, Integer> serials = new HashMap<>();
  private Optional<Timer> reattach = Optional.empty();
  private Optional<Welcome> welcome = Optional.empty();
  private Optional<Timer> welcomeTimer = Optional.empty();
  private volatile Optional<VertoConnection> socket = Optional.empty();
  private volatile int calls;

  /**
   * A client without a socket yet.
   *
   * @param sessid its session
   * @param user its user
   * @param owner where all of it happens
   * @param context what it shares with others
   */
  public VertoClient(String sessid, String user, Owner owner, ClientContext context) {
    this.sessid = sessid;
    this.user = user;
    this.owner = owner;
    this.context = context;
    this.methods = new Methods(this);
  }

  @Override
  public String sessid() {
    return sessid;
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public boolean inCall() {
    return calls > 0;
  }

  /**
   * How many calls it has.
   *
   * @return zero or more
   */
  public int calls() {
    return calls;
  }

  /**
   * Whether it has a socket.
   *
   * @return true when it can be told things
   */
  public boolean reachable() {
    return socket.isPresent();
  }

  /** Where it comes from, for those who judge its calls; empty without a socket. */
  String remote() {
    return socket.map(VertoConnection::remote).orElse("");
  }

  ClientContext context() {
    return context;
  }

  void run(Runnable task) {
    owner.execute(task);
  }

  @Override
  public void joined(VertoConnection connection) {
    run(
        () -> {
          if (!context.clients().again(this)) {
            connection.close(CloseCodes.TRY_AGAIN, "the session has just ended");
            return;
          }
          reattach.ifPresent(Timer::cancel);
          reattach = Optional.empty();
          Optional<VertoConnection> before = socket;
          socket = Optional.of(connection);
          before.ifPresent(VertoConnection::punt);
          abandonUnanswered();
          welcome();
        });
  }

  /** {@code verto.attach} for each call that is up, then {@code verto.clientReady} (recordings). */
  private void welcome() {
    List<Dialog> all = List.copyOf(dialogs.values());
    Welcome begun =
        new Welcome(
            Set.copyOf(dialogs.keySet()),
            attached -> tell("verto.clientReady", Map.of("reattached_sessions", attached)));
    welcome = Optional.of(begun);
    welcomeTimer.ifPresent(Timer::cancel);
    welcomeTimer =
        all.isEmpty()
            ? Optional.empty()
            : Optional.of(owner.schedule(Welcome.DEADLINE, begun::late));
    all.forEach(Dialog::offerAgain);
    begun.begin();
  }

  /** A call was offered to the client anew, or cannot be. */
  void offeredAgain(Dialog dialog, boolean offered) {
    welcome.ifPresent(each -> each.done(dialog.id(), offered));
  }

  @Override
  public void left(VertoConnection connection) {
    run(
        () -> {
          if (socket.filter(connection::equals).isEmpty()) {
            leaveIfUnused();
            return;
          }
          socket = Optional.empty();
          serials.clear();
          context.channels().leave(this);
          abandonUnanswered();
          if (dialogs.isEmpty()) {
            leaveIfUnused();
          } else {
            log.info("sessid {} of user {}: {} calls kept", sessid, user, dialogs.size());
            reattach = Optional.of(owner.schedule(context.reattachTimeout(), this::nobodyCameBack));
          }
        });
  }

  /** A call that is not up dies with its socket, as in the real server. */
  private void abandonUnanswered() {
    for (Dialog dialog : List.copyOf(dialogs.values())) {
      if (dialog.state() != Dialog.State.UP) {
        dialog.abandon();
      }
    }
  }

  private void leaveIfUnused() {
    if (socket.isEmpty() && dialogs.isEmpty()) {
      reattach.ifPresent(Timer::cancel);
      reattach = Optional.empty();
      context.clients().leave(this);
    }
  }

  private void nobodyCameBack() {
    reattach = Optional.empty();
    new ArrayList<>(dialogs.values()).forEach(Dialog::abandon);
    context.clients().leave(this);
  }

  /** The gateway stops. */
  public void close() {
    run(() -> socket.ifPresent(each -> each.close(CloseCodes.GOING_AWAY, "the service stops")));
  }

  @Override
  public void requested(VertoConnection connection, Incoming.Request request, Answer answer) {
    run(
        () -> {
          if (socket.filter(connection::equals).isPresent()) {
            methods.handle(request, answer);
          }
        });
  }

  /**
   * Tells the client something; nothing when it has no socket. Any thread.
   *
   * @param method e.g. {@code verto.bye}
   * @param params JSON-like
   */
  public void tell(String method, Map<String, Object> params) {
    socket.ifPresent(connection -> connection.tell(method, params));
  }

  /** Numbered by channel, as the real server does. */
  @Override
  public void event(String channel, Map<String, Object> params) {
    run(
        () -> {
          Map<String, Object> numbered = new LinkedHashMap<>(params);
          numbered.put("eventSerno", serials.merge(channel, 1, Integer::sum) - 1);
          numbered.put("subscribedChannel", channel);
          tell("verto.event", numbered);
        });
  }

  @Override
  public void event(Map<String, Object> params) {
    tell("verto.event", params);
  }

  Optional<Dialog> dialog(String id) {
    return Optional.ofNullable(dialogs.get(id));
  }

  void add(Dialog dialog) {
    dialogs.put(dialog.id(), dialog);
    calls = dialogs.size();
  }

  void forget(Dialog dialog) {
    dialogs.remove(dialog.id(), dialog);
    calls = dialogs.size();
    offeredAgain(dialog, false);
    leaveIfUnused();
  }

  /** Only invites come here: every other signal goes to its dialog. */
  @Override
  public void deliver(CallId call, LegId leg, Signal signal) {
    run(
        () -> {
          if (signal instanceof Signal.Invite invite) {
            invited(invite);
          } else {
            dialogs.values().stream()
                .filter(dialog -> dialog.isLeg(call, leg))
                .findFirst()
                .ifPresent(dialog -> dialog.deliver(call, leg, signal));
          }
        });
  }

  private void invited(Signal.Invite invite) {
    Optional<VertoConnection> here = socket;
    Optional<String> sdp = invite.offer().flatMap(offer -> offer.sdp());
    if (here.isEmpty() || sdp.isEmpty()) {
      Reason why = here.isEmpty() ? Reason.CALLEE_STOPPED : Reason.MISSING_SDP;
      reject(invite, Failure.of(why));
      return;
    }
    Dialog dialog = Dialog.invited(this, context.ids().next(), invite, parties(invite));
    add(dialog);
    Map<String, Object> params = dialog.identified();
    params.put("sdp", sdp.get());
    params.putAll(dialog.parties().fields());
    log.info(
        "call={} leg={} rings user {}, sessid {}, callID {}",
        invite.call(),
        invite.leg(),
        user,
        sessid,
        dialog.id());
    here.get().ask("verto.invite", params, ok -> run(() -> dialog.alerting(ok)));
  }

  private void reject(Signal.Invite invite, Failure failure) {
    context
        .service()
        .calls()
        .signal(invite.call(), invite.leg(), new Signal.Rejected(failure))
        .exceptionally(over -> null);
  }

  private Parties parties(Signal.Invite invite) {
    Map<String, Object> told = invite.offer().map(offer -> offer.extra()).orElse(Map.of());
    PartyInfo caller = invite.caller();
    return new Parties(
        text(told, "caller_name").or(caller::name).orElse(Parties.NO_CALLER),
        text(told, "caller_id").or(caller::number).orElse(Parties.NO_NUMBER),
        text(told, "callee_name").orElse(Parties.NO_CALLEE),
        text(told, "callee_id").orElse(sessid),
        false);
  }

  private static Optional<String> text(Map<String, Object> map, String name) {
    return Optional.ofNullable(map.get(name)).map(Object::toString).filter(s -> !s.isBlank());
  }

  @Override
  public String toString() {
    return sessid;
  }
}
