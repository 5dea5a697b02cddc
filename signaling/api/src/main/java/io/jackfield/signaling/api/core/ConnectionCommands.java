package io.jackfield.signaling.api.core;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.ClientReply;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import io.jackfield.signaling.api.command.Values;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** {@code core/session/*}: API connections (not media sessions), and what they have to log. */
public final class ConnectionCommands {

  private static final String SESSION_ID = "session_id";

  /** RFC 6455 section 7.4.1: the purpose has been fulfilled. */
  private static final int NORMAL = 1000;

  /** Types the gateway itself sends; a user could mislead an administrator with them. */
  private static final Set<String> OWN_TYPES = Set.of("login", "logout", "unrecognized_fields");

  private final Service service;
  private final Directory directory;
  private final Set<String> userAllow;
  private final LogSink log;
  private final InstantSource clock;

  /**
   * Makes the commands of a service.
   *
   * @param service the service
   * @param directory its connections
   * @param userAllow what users may do, words of {@link UserAllow}
   * @param log takes what clients log
   * @param clock for the time of log entries
   */
  public ConnectionCommands(
      Service service,
      Directory directory,
      Set<String> userAllow,
      LogSink log,
      InstantSource clock) {
    this.service = service;
    this.directory = directory;
    this.userAllow = userAllow;
    this.log = log;
    this.clock = clock;
  }

  /**
   * The rows of the table.
   *
   * @return in the order of the documents
   */
  public List<Command> commands() {
    Field sessionId = Field.id(SESSION_ID).required().says("the connection");
    return List.of(
        Command.of(
                "core/session/stop",
                "Closes a connection",
                new Permission("administrators; users their own connections", this::mayStop),
                this::stop,
                List.of(sessionId))
            .replies(Shape.object(Field.text("user").required().says("whose it was")))
            .fails(Reason.SESSION_NOT_FOUND),
        Command.of(
            "core/session/send_event",
            "Sends an event session_event to a connection, if there is one",
            new Permission(
                Rights.administratorsOr(UserAllow.SESSION_SEND_EVENT, userAllow).rule(),
                this::maySendEvent),
            this::sendEvent,
            List.of(sessionId, UserCommands.type(), UserCommands.body())),
        Command.of(
                "core/session/cmd",
                "Sends a request to a connection; its data, or its error, is the reply",
                Rights.administratorsOr(UserAllow.SESSION_CMD, userAllow),
                this::cmd,
                List.of(
                    sessionId,
                    Field.text("class").required().says("class of the request"),
                    Field.text("subclass").orElse("core").says("its subclass"),
                    Field.text("cmd").required().says("its name"),
                    Field.object("data").says("its data")))
            .ackedAtOnce()
            .replies(Shape.ANY)
            .fails(Reason.SESSION_NOT_FOUND, Reason.INVALID_OPERATION, Reason.INVALID_REPLY),
        Command.of(
            "core/session/log",
            "Writes to the log: that of a GELF server, or the gateway's own",
            Permission.LOGGED_IN,
            this::log,
            List.of(
                Field.text("source").required().says("host or application"),
                Field.text("message").required().says("short message"),
                Field.text("full_message").says("long message"),
                Field.integer("level", 1, 7).orElse(1L).says("syslog severity, 1 is an alert"),
                Field.object("meta").says("other fields, integers or text"))));
  }

  private Client found(Invocation request) {
    return directory
        .connection(request.values().text(SESSION_ID))
        .orElseThrow(() -> FailureException.of(Reason.SESSION_NOT_FOUND));
  }

  private void mayStop(Invocation request) {
    Client target = found(request);
    Identity who = request.who();
    Rights.require(
        who.role().admin()
            || target.identity().map(Identity::user).equals(Optional.of(who.user())));
  }

  private CompletionStage<Reply> stop(Invocation request) {
    Client target = found(request);
    String user = target.identity().map(Identity::user).orElse("");
    // Later, so that a connection that stops itself still gets its reply.
    target.execute(() -> target.close(NORMAL, "session stop"));
    return Reply.of(Map.of("user", user));
  }

  private void maySendEvent(Invocation request) {
    Rights.administratorsOr(UserAllow.SESSION_SEND_EVENT, userAllow).check().check(request);
    Rights.require(
        request.who().role().admin() || !OWN_TYPES.contains(request.values().text("type")));
  }

  private CompletionStage<Reply> sendEvent(Invocation request) {
    return UserCommands.publish(
        service, request, "session_event", request.values().text(SESSION_ID));
  }

  private CompletionStage<Reply> cmd(Invocation request) {
    Client target = found(request);
    if (target == request.client()) {
      throw FailureException.of(Reason.INVALID_OPERATION);
    }
    Values v = request.values();
    return target
        .request(v.text("class"), v.text("subclass"), v.text("cmd"), v.object("data"))
        .thenApply(ConnectionCommands::passedOn);
  }

  /** Data, code and text go back as they came. */
  private static Reply passedOn(ClientReply reply) {
    if (reply.ok()) {
      return new Reply(reply.data());
    }
    if (!reply.result().equals("error")) {
      throw FailureException.of(Reason.INVALID_REPLY);
    }
    OptionalInt code =
        reply.member("code").filter(Integer.class::isInstance).map(Integer.class::cast).stream()
            .mapToInt(Integer::intValue)
            .findFirst();
    Optional<String> text =
        reply
            .member("error")
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .or(() -> code.isPresent() ? Optional.of("") : Optional.empty());
    throw new FailureException(Failure.ofClient(code, text, Reason.INVALID_REPLY));
  }

  private CompletionStage<Reply> log(Invocation request) {
    Values v = request.values();
    Identity who = request.who();
    log.accept(
        new LogEntry(
            clock.instant(),
            v.text("source"),
            v.text("message"),
            v.maybe("full_message"),
            v.number("level"),
            v.object("meta"),
            who.user(),
            who.connection(),
            service.name()));
    return Reply.done();
  }
}
