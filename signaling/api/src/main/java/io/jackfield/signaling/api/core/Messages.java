package io.jackfield.signaling.api.core;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.text.Receipt;
import io.jackfield.gateway.text.TextMessage;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Reply;
import io.jackfield.signaling.api.command.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Messages between users of any protocol (sip-pbx.md "MESSAGE"): the command and the event. */
public final class Messages {

  /** Type of the event; users may not send it with {@code core/user/send_event}. */
  static final String TYPE = "text_message";

  private final Service service;
  private final Directory directory;
  private final Passwords known;

  /**
   * Makes the messages of a service.
   *
   * @param service the service
   * @param directory its connections
   * @param known which names exist
   */
  public Messages(Service service, Directory directory, Passwords known) {
    this.service = service;
    this.directory = directory;
    this.known = known;
  }

  /** Takes part in the messages of the service; once. */
  public void join() {
    service.messages().addReceiver(this::deliver);
  }

  /**
   * The row of the table.
   *
   * @param userAllow what users may do, words of {@link UserAllow}
   * @return {@code core/user/send_message}
   */
  public Command command(Set<String> userAllow) {
    return Command.of(
            "core/user/send_message",
            "Sends a text to a user: to SIP phones as MESSAGE, to Verto clients as verto.info, to"
                + " connections as event user_event/text_message. Nothing is stored",
            Rights.administratorsOr(UserAllow.USER_SEND_EVENT, userAllow),
            this::send,
            List.of(
                Field.text("user").required().says("whom it is for"),
                Field.text("text").required().says("plain text, 8192 bytes in UTF-8 at most"),
                Field.text("name").says("display name of the sender")))
        .replies(
            Shape.object(
                Field.integer("delivered", 0, Integer.MAX_VALUE)
                    .required()
                    .says("phones, clients and connections that have it"),
                Field.integer("accepted", 0, Integer.MAX_VALUE)
                    .required()
                    .says("phones that took it to show it later")))
        .fails(
            Reason.UNKNOWN_DESTINATION,
            Reason.USER_UNAVAILABLE,
            Reason.MESSAGE_TOO_LARGE,
            Reason.TOO_MANY_MESSAGES);
  }

  private CompletionStage<Reply> send(Invocation request) {
    Identity who = request.who();
    TextMessage message =
        new TextMessage(
            who.user(),
            request.values().maybe("name"),
            request.values().text("user"),
            request.values().text("text"),
            Optional.of(who.connection()));
    return service
        .messages()
        .send(message)
        .thenApply(
            receipt ->
                new Reply(
                    Map.of("delivered", receipt.delivered(), "accepted", receipt.accepted())));
  }

  /** Nobody but the user hears it, and a connection only if it still hears of its user. */
  private CompletionStage<Receipt> deliver(TextMessage message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("from", message.from());
    message.name().ifPresent(name -> body.put("name", name));
    body.put("text", message.text());
    Event event =
        new Event(
            service.name(),
            "core",
            Optional.of("user_event"),
            Optional.of(TYPE),
            Optional.of(message.to()),
            body);
    int heard = 0;
    for (Client client : directory.ofUser(message.to())) {
      boolean own = client.identity().map(Identity::connection).equals(message.connection());
      if (!own && service.events().direct(client, event)) {
        heard++;
      }
    }
    return CompletableFuture.completedFuture(
        Receipt.delivered(heard, heard > 0 || known.knows(message.to())));
  }
}
