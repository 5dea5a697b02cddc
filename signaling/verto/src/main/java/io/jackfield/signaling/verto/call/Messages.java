package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.text.Receipt;
import io.jackfield.gateway.text.TextMessage;
import io.jackfield.gateway.text.TextReceiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells messages to the Verto clients of a user, as {@code verto.info}. Any thread. */
public final class Messages implements TextReceiver {

  private final ClientContext context;

  /**
   * Makes the receiver.
   *
   * @param context who is logged in
   */
  public Messages(ClientContext context) {
    this.context = context;
  }

  @Override
  public CompletionStage<Receipt> deliver(TextMessage message) {
    List<VertoClient> receivers =
        context.clients().reachable(message.to()).stream()
            .filter(client -> !message.connection().equals(Optional.of(client.sessid())))
            .toList();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("from", message.from());
    message.name().ifPresent(name -> told.put("from_msg_name", name));
    told.put("to", message.to());
    told.put("body", message.text());
    receivers.forEach(each -> each.tell("verto.info", Map.of("msg", told)));
    boolean known = context.users().get().find(message.to()).isPresent();
    return CompletableFuture.completedFuture(Receipt.delivered(receivers.size(), known));
  }
}
