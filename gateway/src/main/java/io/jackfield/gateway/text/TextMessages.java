package io.jackfield.gateway.text;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The messages of a service: holds senders to the limits and hands messages to every protocol.
 * Nothing is stored: who is not there does not get it. Any thread.
 */
public final class TextMessages {

  private final TextLimits limits;
  private final SendRate rate;
  private final List<TextReceiver> receivers = new CopyOnWriteArrayList<>();

  /**
   * Makes one without receivers.
   *
   * @param limits of every sender
   * @param clock measures rates
   */
  public TextMessages(TextLimits limits, InstantSource clock) {
    this.limits = limits;
    this.rate = new SendRate(limits, clock);
  }

  /**
   * Adds a protocol; called at start.
   *
   * @param receiver its endpoints
   */
  public void addReceiver(TextReceiver receiver) {
    receivers.add(receiver);
  }

  /**
   * Most bytes of text a message may have.
   *
   * @return in UTF-8
   */
  public int maxBytes() {
    return limits.maxBytes();
  }

  /**
   * Sends a message to every endpoint of its user.
   *
   * @param message whole
   * @return completes when every protocol is done, with at least one endpoint that took it; fails
   *     with {@code message_too_large}, {@code too_many_messages}, {@code unknown_destination} when
   *     the user means nothing here, {@code user_unavailable} when nobody is connected, or with
   *     what an endpoint refused it for
   */
  public CompletionStage<Receipt> send(TextMessage message) {
    if (message.text().getBytes(StandardCharsets.UTF_8).length > limits.maxBytes()) {
      return failed(Failure.of(Reason.MESSAGE_TOO_LARGE));
    }
    if (!rate.take(message.from())) {
      return failed(Failure.of(Reason.TOO_MANY_MESSAGES));
    }
    CompletionStage<Receipt> all = CompletableFuture.completedFuture(Receipt.UNKNOWN);
    for (TextReceiver receiver : receivers) {
      all = all.thenCombine(receiver.deliver(message), Receipt::and);
    }
    return all.thenCompose(
        receipt ->
            receipt.taken() > 0
                ? CompletableFuture.completedFuture(receipt)
                : failed(reason(receipt)));
  }

  private static Failure reason(Receipt receipt) {
    return receipt
        .refused()
        .orElseGet(
            () ->
                Failure.of(receipt.known() ? Reason.USER_UNAVAILABLE : Reason.UNKNOWN_DESTINATION));
  }

  private static CompletionStage<Receipt> failed(Failure failure) {
    return CompletableFuture.failedFuture(new FailureException(failure));
  }
}
