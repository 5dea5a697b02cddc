package io.jackfield.signaling.sip.leg;

import io.jackfield.gateway.text.Receipt;
import io.jackfield.gateway.text.TextMessage;
import io.jackfield.gateway.text.TextReceiver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Sends messages to every registered phone of a user (RFC 3428 section 6). Any thread. */
final class OutboundMessages implements TextReceiver {

  private final LegContext context;
  private final Contacts contacts;
  private final Predicate<String> knownUser;

  /**
   * Makes one.
   *
   * @param knownUser whether a user exists, registered or not
   */
  OutboundMessages(LegContext context, Contacts contacts, Predicate<String> knownUser) {
    this.context = context;
    this.contacts = contacts;
    this.knownUser = knownUser;
  }

  @Override
  public CompletionStage<Receipt> deliver(TextMessage message) {
    Contacts.Found found = contacts.of(message.to());
    CompletionStage<Receipt> all =
        CompletableFuture.completedFuture(
            Receipt.nobody(found.bound() || knownUser.test(message.to())));
    for (Targets phone : found.clients()) {
      all = all.thenCombine(new MessageToPhone(context, message, phone).send(), Receipt::and);
    }
    return all;
  }
}
