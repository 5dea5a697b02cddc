package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.text.Receipt;
import io.jackfield.gateway.text.TextMessage;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MESSAGE in and out (RFC 3428). */
class MessageTest {

  private static final String PLAIN = "Content-Type: text/plain\r\n";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<TextMessage> taken = new LinkedBlockingQueue<>();
  private Receipt next = Receipt.delivered(1, true);

  private <T extends AutoCloseable> T closing(T resource) {
    open.add(0, resource);
    return resource;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** A gateway whose other protocols take what they are told to take. */
  private Testbed bed(boolean digest) throws Exception {
    Testbed bed = closing(digest ? Testbed.secured() : Testbed.open());
    bed.messages.addReceiver(
        message -> {
          taken.add(message);
          return CompletableFuture.completedFuture(next);
        });
    return bed;
  }

  private Probe probe(Testbed bed) throws Exception {
    return closing(new Probe(bed.udp));
  }

  private static Probe say(Probe probe, String user, String toTag, String headers, String body)
      throws Exception {
    probe.cseq++;
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    probe.raw(
        probe
                .request("MESSAGE", user, toTag, probe.branch(), headers, "")
                .replace("Content-Length: 0\r\n\r\n", "Content-Length: " + length + "\r\n\r\n")
            + body);
    return probe;
  }

  private TextMessage heard() throws InterruptedException {
    TextMessage message = taken.poll(10, TimeUnit.SECONDS);
    assertTrue(message != null, "no message came");
    return message;
  }

  private static void register(Probe probe, String user) throws Exception {
    probe.cseq++;
    probe.raw(
        probe
            .request("REGISTER", user, "", probe.branch(), "", "")
            .replace("REGISTER sip:" + user + "@jackfield", "REGISTER sip:jackfield"));
    probe.await("200 ");
  }

  private static CompletableFuture<Receipt> tell(Testbed bed, String to, String text) {
    return bed.messages
        .send(new TextMessage("ana", Optional.of("Ana \"A\""), to, text, Optional.empty()))
        .toCompletableFuture();
  }

  private static Reason reason(CompletableFuture<Receipt> refused) {
    CompletionException thrown = assertThrows(CompletionException.class, refused::join);
    return ((FailureException) thrown.getCause()).failure().reason().orElseThrow();
  }

  @Test
  void aMessageOfAnAuthenticatedUserIsFromThatUserWhateverItSays() throws Exception {
    Probe probe = probe(bed(true));
    say(probe, "1001", "", PLAIN, "Grüße");
    String challenge = Probe.header(probe.await("401 "), "WWW-Authenticate");
    String proof =
        RegisterTest.authorization(
            challenge, "MESSAGE", "sip:1001@jackfield", "1001", "secret1", "00000001");
    say(probe, "1001", "", PLAIN + proof, "Grüße");
    probe.await("200 ");
    assertEquals(
        new TextMessage("1001", Optional.of("Probe"), "1001", "Grüße", Optional.empty()), heard());
    assertTrue(taken.isEmpty(), "the first one was not delivered");
  }

  @Test
  void theAnswerSaysWhatBecameOfIt() throws Exception {
    Probe probe = probe(bed(false));
    next = new Receipt(0, 1, true, Optional.empty());
    say(probe, "1001", "", PLAIN, "later").await("202 ");
    next = Receipt.UNKNOWN;
    say(probe, "1001", "", PLAIN, "known by us").await("480 ");
    say(probe, "nobody", "", PLAIN, "unknown").await("404 ");
    assertEquals(3, taken.size());
  }

  @Test
  void whatAnEndpointRefusesItForIsPassedOn() throws Exception {
    Probe probe = probe(bed(false));
    next = new Receipt(0, 0, true, Optional.of(Failure.ofSipResponse(486)));
    say(probe, "1001", "", PLAIN, "hi").await("486 ");
  }

  @Test
  void whoSendsTooFastIsToldWhenToTryAgain() throws Exception {
    Probe probe = probe(bed(false));
    for (int i = 0; i < 3; i++) {
      say(probe, "1001", "", PLAIN, "hi").await("200 ");
    }
    int refused = 0;
    // The bucket fills while we send: on a slow machine it takes more of them.
    for (int i = 0; i < 50 && refused == 0; i++) {
      say(probe, "1001", "", PLAIN, "hi");
      String answer = probe.receive();
      if (answer.startsWith("SIP/2.0 503 ")) {
        refused++;
        assertEquals("1", Probe.header(answer, "Retry-After"));
      }
    }
    assertEquals(1, refused);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type: text/html, 415",
    "Content-Type: message/cpim, 415",
    "Content-Type: text/plain;charset=iso-8859-1, 415",
  })
  void onlyPlainTextInUtf8IsTaken(String header, String status) throws Exception {
    Probe probe = probe(bed(false));
    String answer = say(probe, "1001", "", header + "\r\n", "hi").await(status + " ");
    assertEquals("text/plain", Probe.header(answer, "Accept"));
    assertTrue(taken.isEmpty());
  }

  @Test
  void packedTextIsNotTaken() throws Exception {
    Probe probe = probe(bed(false));
    String answer =
        say(probe, "1001", "", PLAIN + "Content-Encoding: gzip\r\n", "hi").await("415 ");
    assertEquals("identity", Probe.header(answer, "Accept-Encoding"));
    say(probe, "1001", "", "Content-Type: text/plain;charset=UTF-8\r\n", "hi").await("200 ");
  }

  @Test
  void anEmptyOneAndOneThatIsTooLargeOrGoesInCirclesIsRefused() throws Exception {
    Probe probe = probe(bed(false));
    say(probe, "1001", "", PLAIN, "").await("400 Empty Message");
    say(probe, "1001", "", PLAIN, "x".repeat(2_001)).await("413 ");
    probe.cseq++;
    probe.raw(
        probe
                .request("MESSAGE", "1001", "", probe.branch(), PLAIN, "")
                .replace("Max-Forwards: 70", "Max-Forwards: 0")
                .replace("Content-Length: 0", "Content-Length: 2")
            + "hi");
    probe.await("483 ");
    assertTrue(taken.isEmpty());
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    Testbed bed = bed(false);
    Probe probe = probe(bed);
    byte[] head =
        probe
            .request("MESSAGE", "1001", "", probe.branch(), PLAIN, "")
            .replace("Content-Length: 0", "Content-Length: 2")
            .getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(head, head.length + 2);
    bytes[head.length] = (byte) 0xc3;
    bytes[head.length + 1] = (byte) 0x28;
    probe.socket.send(new DatagramPacket(bytes, bytes.length, probe.server));
    probe.await("400 Not UTF-8");
  }

  @Test
  void withinADialogItGoesToTheOtherParty() throws Exception {
    Testbed bed = bed(false);
    Probe probe = probe(bed);
    probe.raw(probe.request("INVITE", "answer", "", probe.branch(), "", Probe.OFFER));
    String ok = probe.await("200 ");
    assertTrue(Probe.header(ok, "Allow").contains("MESSAGE"), ok);
    String tag = Probe.tag(Probe.header(ok, "To"));
    probe.raw(probe.request("ACK", "answer", tag, probe.branch(), "", ""));
    say(probe, "answer", tag, PLAIN, "in the call").await("200 ");
    assertEquals("answer", heard().to());
    say(probe, "answer", "nosuch", PLAIN, "in no call").await("481 ");
    assertTrue(taken.isEmpty());
    probe.cseq -= 3;
    say(probe, "answer", tag, PLAIN, "an old one").await("500 CSeq Out Of Order");
    assertFalse(bed.calls.live.isEmpty(), "the call goes on");
  }

  @Test
  void everyRegisteredPhoneGetsIt() throws Exception {
    Testbed bed = closing(Testbed.open());
    Probe one = probe(bed);
    Probe two = probe(bed);
    register(one, "bo");
    register(two, "bo");
    CompletableFuture<Receipt> receipt = tell(bed, "bo", "Grüße");
    String message = one.await("MESSAGE ");
    assertTrue(message.startsWith("MESSAGE sip:1000@127.0.0.1:" + one.port()), message);
    assertTrue(message.endsWith("\r\n\r\nGrüße"), message);
    assertEquals("text/plain;charset=UTF-8", Probe.header(message, "Content-Type"));
    assertEquals("7", Probe.header(message, "Content-Length"));
    assertTrue(
        Probe.header(message, "From").startsWith("\"Ana  A \" <sip:ana@jackfield>;tag="), message);
    assertEquals("<sip:bo@jackfield>", Probe.header(message, "To"));
    one.raw(one.reply(message, "200 OK", "x", "", ""));
    two.raw(two.reply(two.await("MESSAGE "), "202 Accepted", "y", "", ""));
    assertEquals(new Receipt(1, 1, true, Optional.empty()), receipt.join());
  }

  @Test
  void aPhoneThatRefusesSaysWhyAndOneThatIsSilentIsAway() throws Exception {
    Testbed bed = closing(Testbed.open());
    Probe phone = probe(bed);
    register(phone, "bo");
    CompletableFuture<Receipt> busy = tell(bed, "bo", "hi");
    phone.raw(phone.reply(phone.await("MESSAGE "), "486 Busy Here", "x", "", ""));
    assertEquals(Reason.USER_BUSY, reason(busy));
    CompletableFuture<Receipt> silent = tell(bed, "bo", "hi");
    phone.await("MESSAGE ");
    assertEquals(Reason.USER_UNAVAILABLE, reason(silent));
    assertEquals(Reason.UNKNOWN_DESTINATION, reason(tell(bed, "cy", "hi")));
  }

  @Test
  void oneThatIsTooLargeForADatagramGoesByTcpIfThePhoneListensThere() throws Exception {
    Testbed bed = closing(Testbed.open());
    Probe phone = probe(bed);
    register(phone, "bo");
    TcpListener streams = closing(new TcpListener(phone.port()));
    tell(bed, "bo", "x".repeat(1_200));
    String large = streams.receive();
    assertTrue(large.startsWith("MESSAGE "), large);
    assertTrue(Probe.header(large, "Via").startsWith("SIP/2.0/TCP "), large);
  }
}
