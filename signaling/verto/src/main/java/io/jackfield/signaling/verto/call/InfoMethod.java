package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.text.TextMessage;
import io.jackfield.signaling.verto.connection.Answer;
import io.jackfield.signaling.verto.rpc.Params;
import io.jackfield.signaling.verto.rpc.RpcError;
import java.util.Map;
import java.util.Optional;

/** {@code verto.info}: digits and messages. */
final class InfoMethod {

  private static final int MOST_DIGITS = 64;
  private static final Map<String, Object> SENT = Map.of("message", "SENT");

  private final VertoClient client;

  InfoMethod(VertoClient client) {
    this.client = client;
  }

  void handle(Params params, Answer answer) {
    Optional<Dialog> dialog = CallMethods.callId(params).flatMap(client::dialog);
    Optional<String> digits = params.text("dtmf");
    Optional<Params> message = params.object("msg");
    if (message.isPresent()) {
      message(message.get(), answer);
    } else if (digits.isPresent() && dialog.isPresent()) {
      digits(dialog.get(), digits.get());
      answer.ok(SENT);
    } else {
      // About no call of the client, the real server says nothing beside the session.
      answer.ok(Map.of());
    }
  }

  /** One digit, one signal; other characters, such as pauses, are left out. */
  private static void digits(Dialog dialog, String digits) {
    digits
        .chars()
        .limit(MOST_DIGITS)
        .mapToObj(c -> Character.toUpperCase((char) c))
        .filter(c -> "0123456789*#ABCD".indexOf(c) >= 0)
        .forEach(c -> dialog.sayLast(new Signal.Dtmf(c)));
  }

  private void message(Params message, Answer answer) {
    Optional<String> to = message.text("to");
    Optional<String> body = message.text("body");
    if (to.isEmpty() || body.isEmpty()) {
      answer.refuse(RpcError.call("message without to or body", Map.of()));
      return;
    }
    // Whatever From says: the sender is who logged in.
    TextMessage text =
        new TextMessage(
            client.user(),
            Optional.empty(),
            client.context().userName(to.get()),
            body.get(),
            Optional.of(client.sessid()));
    client
        .context()
        .service()
        .messages()
        .send(text)
        .whenComplete((receipt, error) -> client.run(() -> sent(answer, error)));
  }

  /** The real server says nothing beside the session when nobody got it. */
  private static void sent(Answer answer, Throwable error) {
    Optional<Failure> why = error == null ? Optional.empty() : Optional.of(Causes.of(error));
    if (why.filter(InfoMethod::isOurs).isPresent()) {
      answer.refuse(RpcError.call(why.get().text(), Map.of()));
    } else {
      answer.ok(error == null ? SENT : Map.of());
    }
  }

  private static boolean isOurs(Failure failure) {
    return failure.is(Reason.MESSAGE_TOO_LARGE) || failure.is(Reason.TOO_MANY_MESSAGES);
  }
}
