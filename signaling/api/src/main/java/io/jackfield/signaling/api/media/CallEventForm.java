package io.jackfield.signaling.api.media;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.FieldTypes;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import io.jackfield.signaling.api.core.ClientEvents;
import io.jackfield.signaling.api.core.Gatekeeper;
import io.jackfield.signaling.api.envelope.Message;
import io.jackfield.signaling.api.envelope.Tid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The older form of answering an invite: events {@code ringing}, {@code accepted}, {@code rejected}
 * from the client (README, "Commands"). Their requests are answered ok beforehand; when the command
 * then fails, the client gets a {@code hangup} event.
 */
public final class CallEventForm implements ClientEvents {

  private static final Set<String> TYPES = Set.of("ringing", "accepted", "rejected", "answered");

  /** The reply is out already, so there is nothing to hold events back for. */
  private static final Invocation.Holds NOTHING =
      new Invocation.Holds() {
        @Override
        public void object(String objId) {}

        @Override
        public void newObject(String objId) {}

        @Override
        public void media() {}
      };

  private final Supplier<CommandTable> table;
  private final Gatekeeper gatekeeper;
  private final CallLegs legs;

  /**
   * Makes the translation.
   *
   * @param table where the commands are, complete when the first event comes
   * @param gatekeeper who may do what
   * @param legs who is in which call
   */
  public CallEventForm(Supplier<CommandTable> table, Gatekeeper gatekeeper, CallLegs legs) {
    this.table = table;
    this.gatekeeper = gatekeeper;
    this.legs = legs;
  }

  @Override
  public void received(Client client, Values event) {
    String type = event.text("type");
    if (!event.text("class").equals("media")
        || !event.text("subclass").equals("call")
        || !TYPES.contains(type)) {
      return;
    }
    String call = event.text("obj_id");
    run(client, call, type, fields(event))
        .whenComplete(
            (reply, error) -> {
              if (error != null) {
                failed(client, call, failureOf(error));
              }
            });
  }

  /** A body that is no object has no fields; what is missing is then told as usual. */
  private static Map<String, Object> fields(Values event) {
    Object body = event.find(Object.class, "body").orElse(Map.of());
    return body instanceof Map<?, ?> ? FieldTypes.object("body", body) : Map.of();
  }

  private CompletionStage<Reply> run(
      Client client, String call, String type, Map<String, Object> body) {
    Map<String, Object> data = new HashMap<>(body);
    data.put("call_id", call);
    try {
      CommandTable.Found found =
          table
              .get()
              .find(new Message.Request("media", Optional.of("call"), type, data, Tid.of(0)));
      Command command = found.command();
      Invocation invocation =
          new Invocation(command, client, Validation.check(found, data), NOTHING);
      return gatekeeper
          .permit(invocation, data)
          .thenComposeAsync(permitted -> command.handler().run(invocation), client);
    } catch (FailureException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void failed(Client client, String call, Failure failure) {
    legs.of(client, call)
        .filter(leg -> leg.state() == ApiLeg.State.INVITED)
        .ifPresent(
            leg -> {
              leg.state(ApiLeg.State.OVER);
              client
                  .service()
                  .calls()
                  .signal(leg.call, leg.leg, new Signal.Rejected(failure))
                  .exceptionally(gone -> null);
            });
    ApiParty.release(client, call, failure);
  }

  private static Failure failureOf(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof FailureException known
        ? known.failure()
        : Failure.of(Reason.INTERNAL_ERROR);
  }
}
