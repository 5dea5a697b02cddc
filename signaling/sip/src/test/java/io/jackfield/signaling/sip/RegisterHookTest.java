package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.hook.SipRegisterHook;
import io.jackfield.gateway.hook.Verdict;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever holds the hook {@code sip_register} decides who registers. */
class RegisterHookTest {

  private static final Verdict NO = new Verdict(false, Optional.of("no"));

  private Testbed bed;
  private Probe probe;
  private final BlockingQueue<SipRegisterHook.Question> asked = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws Exception {
    bed = Testbed.secured();
    probe = new Probe(bed.udp);
  }

  @AfterEach
  void close() throws Exception {
    probe.close();
    bed.close();
  }

  /** Answers on a thread of its own, as a client of the API would. */
  private void registerBy(Verdict verdict, Optional<String> password) {
    bed.hooks
        .sipRegister()
        .add(
            question -> {
              asked.add(question);
              return CompletableFuture.supplyAsync(
                  () -> new SipRegisterHook.Answer(verdict, password));
            });
  }

  private String register(String user, String extra) throws Exception {
    probe.cseq++;
    probe.raw(
        probe
            .request("REGISTER", user, "", probe.branch(), extra, "")
            .replace("REGISTER sip:" + user + "@jackfield", "REGISTER sip:jackfield"));
    return probe.receive();
  }

  @Test
  void aHolderVouchesForSomebodyNobodyKnows() throws Exception {
    registerBy(Verdict.YES, Optional.empty());
    String ok = register("guest", "");
    assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
    assertEquals(1, bed.server.registrations("guest"));
    SipRegisterHook.Question question = asked.poll(20, TimeUnit.SECONDS);
    assertEquals("guest@jackfield", question.aor());
    assertEquals("guest", question.user());
    assertEquals("udp:127.0.0.1:" + probe.port(), question.remote());
    assertTrue(question.contact().contains("sip:"), question.contact());
  }

  @Test
  void aHolderDeniesSomebodyWeKnow() throws Exception {
    registerBy(NO, Optional.empty());
    String refused = register("1000", "");
    assertTrue(refused.startsWith("SIP/2.0 403 "), refused);
    assertEquals(0, bed.server.registrations("1000"));
  }

  @Test
  void whenEveryHolderFailsItIsDenied() throws Exception {
    bed.hooks
        .sipRegister()
        .add(question -> CompletableFuture.failedFuture(new IllegalStateException("gone")));
    String refused = register("1000", "");
    assertTrue(refused.startsWith("SIP/2.0 403 "), refused);
  }

  private String registered(String user, String password, String count) throws Exception {
    String challenge = register(user, "");
    assertTrue(challenge.startsWith("SIP/2.0 401 "), challenge);
    return register(
        user,
        RegisterTest.authorization(
            Probe.header(challenge, "WWW-Authenticate"),
            "REGISTER",
            "sip:jackfield",
            user,
            password,
            count));
  }

  @Test
  void aPasswordOfTheHolderIsCheckedByDigestAlsoForCalls() throws Exception {
    registerBy(Verdict.YES, Optional.of("pin-17"));
    String wrong = registered("guest", "pin-18", "00000001");
    assertTrue(wrong.startsWith("SIP/2.0 401 "), wrong);
    assertEquals(0, bed.server.registrations("guest"));
    String ok = registered("guest", "pin-17", "00000001");
    assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
    assertEquals(1, bed.server.registrations("guest"));
    probe.raw(probe.request("INVITE", "answer", "", probe.branch(), "", Probe.OFFER));
    String challenge = probe.await("401 ");
    probe.raw(
        probe.request(
            "ACK", "answer", Probe.tag(Probe.header(challenge, "To")), "z9hG4bKx", "", ""));
    probe.cseq++;
    probe.raw(
        probe.request(
            "INVITE",
            "answer",
            "",
            probe.branch(),
            RegisterTest.authorization(
                Probe.header(challenge, "WWW-Authenticate"),
                "INVITE",
                "sip:answer@jackfield",
                "guest",
                "pin-17",
                "00000001"),
            Probe.OFFER));
    probe.await("200 ");
    assertEquals(
        Optional.of("guest"), bed.calls.placed.poll(20, TimeUnit.SECONDS).caller().number());
  }
}
