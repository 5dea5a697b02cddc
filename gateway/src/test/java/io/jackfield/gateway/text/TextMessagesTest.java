package io.jackfield.gateway.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Limits of senders, and what a sender is told. */
class TextMessagesTest {

  private Instant now = Instant.EPOCH;
  private final TextMessages messages = new TextMessages(new TextLimits(10, 2, 3), () -> now);
  private final List<String> heard = new ArrayList<>();

  private void receiver(Receipt receipt) {
    messages.addReceiver(
        message -> {
          heard.add(message.text());
          return CompletableFuture.completedFuture(receipt);
        });
  }

  private Receipt send(String from, String text) {
    return messages
        .send(new TextMessage(from, Optional.empty(), "bo", text, Optional.empty()))
        .toCompletableFuture()
        .join();
  }

  private Reason refused(String from, String text) {
    CompletionException thrown = assertThrows(CompletionException.class, () -> send(from, text));
    return ((FailureException) thrown.getCause()).failure().reason().orElseThrow();
  }

  @Test
  void everyProtocolGetsTheMessageAndTheReceiptsAreAddedUp() {
    receiver(Receipt.delivered(2, true));
    receiver(new Receipt(0, 1, false, Optional.of(Failure.of(Reason.USER_BUSY))));
    receiver(Receipt.UNKNOWN);
    Receipt receipt = send("ana", "hi");
    assertEquals(3, receipt.taken());
    assertEquals(2, receipt.delivered());
    assertEquals(List.of("hi", "hi", "hi"), heard);
  }

  @Test
  void aNameThatMeansNothingIsNotOneThatIsAway() {
    receiver(Receipt.UNKNOWN);
    assertEquals(Reason.UNKNOWN_DESTINATION, refused("ana", "hi"));
    receiver(Receipt.nobody(true));
    assertEquals(Reason.USER_UNAVAILABLE, refused("ana", "hi"));
    receiver(new Receipt(0, 0, true, Optional.of(Failure.ofSipResponse(486))));
    assertEquals(Reason.USER_BUSY, refused("ana", "hi"));
  }

  @Test
  void theLimitCountsBytesAndHoldsBeforeAnybodyHears() {
    receiver(Receipt.delivered(1, true));
    assertEquals(1, send("ana", "äöüßé").taken());
    assertEquals(Reason.MESSAGE_TOO_LARGE, refused("ana", "äöüßé!"));
    assertEquals(1, heard.size());
  }

  @Test
  void whoSendsTooFastIsRefusedUntilTimeHasPassedAndOthersAreNot() {
    receiver(Receipt.delivered(1, true));
    for (int i = 0; i < 3; i++) {
      send("ana", "hi");
    }
    assertEquals(Reason.TOO_MANY_MESSAGES, refused("ana", "hi"));
    send("bo", "hi");
    now = now.plus(Duration.ofMillis(499));
    assertEquals(Reason.TOO_MANY_MESSAGES, refused("ana", "hi"));
    now = now.plus(Duration.ofMillis(1));
    send("ana", "hi");
    assertEquals(Reason.TOO_MANY_MESSAGES, refused("ana", "hi"));
    now = now.plus(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      send("ana", "hi");
    }
    assertEquals(Reason.TOO_MANY_MESSAGES, refused("ana", "hi"));
  }

  @Test
  void sendersThatRestedAreForgotten() {
    SendRate rate = new SendRate(new TextLimits(10, 2, 3), () -> now);
    for (int i = 0; i < 5_000; i++) {
      rate.take("sender " + i);
      now = now.plus(Duration.ofMillis(10));
    }
    assertTrue(rate.size() <= 1_001, "kept: " + rate.size());
  }
}
