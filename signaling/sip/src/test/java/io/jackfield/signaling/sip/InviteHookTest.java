package io.jackfield.signaling.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.hook.HookHolder;
import io.jackfield.gateway.hook.InviteHook;
import io.jackfield.gateway.hook.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever holds the hook {@code sip_invite} decides which calls come in, and where to. */
class InviteHookTest {

  private static final Verdict NO = new Verdict(false, Optional.of("no"));

  private Testbed bed;
  private Probe probe;
  private final BlockingQueue<InviteHook.Question> asked = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws Exception {
    bed = Testbed.open();
    probe = new Probe(bed.udp);
  }

  @AfterEach
  void close() throws Exception {
    probe.close();
    bed.close();
  }

  private HookHolder<InviteHook.Question, InviteHook.Answer> inviteBy(
      Verdict verdict, Optional<String> callee) {
    HookHolder<InviteHook.Question, InviteHook.Answer> holder =
        question -> {
          asked.add(question);
          return CompletableFuture.supplyAsync(
              () ->
                  new InviteHook.Answer(
                      verdict, callee, Optional.of("user"), Optional.of("embedded")));
        };
    bed.hooks.sipInvite().add(holder);
    return holder;
  }

  @Test
  void aHolderSendsACallElsewhere() throws Exception {
    inviteBy(Verdict.YES, Optional.of("answer"));
    probe.raw(probe.request("INVITE", "900", "", probe.branch(), "", Probe.OFFER));
    probe.await("200 ");
    PlaceCall placed = bed.calls.placed.poll(20, TimeUnit.SECONDS);
    InviteHook.Question question = asked.poll(20, TimeUnit.SECONDS);
    assertEquals("900", question.dest());
    assertEquals("udp:127.0.0.1:" + probe.port(), question.remote());
    assertEquals("answer", placed.callee());
    assertEquals("user", placed.type());
    assertEquals(Optional.of("embedded"), placed.backend());
    assertEquals(Optional.of(question.call()), placed.id());
  }

  @Test
  void aHolderRefusesACall() throws Exception {
    HookHolder<InviteHook.Question, InviteHook.Answer> holder = inviteBy(NO, Optional.empty());
    probe.raw(probe.request("INVITE", "answer", "", probe.branch(), "", Probe.OFFER));
    probe.await("603 ");
    bed.hooks.sipInvite().remove(holder);
    bed.hooks
        .sipInvite()
        .add(question -> CompletableFuture.failedFuture(new IllegalStateException("gone")));
    try (Probe second = new Probe(bed.udp)) {
      second.raw(second.request("INVITE", "answer", "", second.branch(), "", Probe.OFFER));
      second.await("603 ");
    }
    assertEquals(List.of(), List.copyOf(bed.calls.placed));
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
  }

  @Test
  void aCallerThatGivesUpWhileTheHolderIsAskedIsNotPlaced() throws Exception {
    CompletableFuture<InviteHook.Answer> later = new CompletableFuture<>();
    bed.hooks
        .sipInvite()
        .add(
            question -> {
              asked.add(question);
              return later;
            });
    String branch = probe.branch();
    probe.raw(probe.request("INVITE", "answer", "", branch, "", Probe.OFFER));
    asked.poll(20, TimeUnit.SECONDS);
    probe.raw(probe.request("CANCEL", "answer", "", branch, "", ""));
    probe.await("487 ");
    later.complete(
        new InviteHook.Answer(Verdict.YES, Optional.empty(), Optional.empty(), Optional.empty()));
    Testbed.until("no leg is left", () -> bed.server.statistics().dialogs() == 0);
    assertEquals(List.of(), List.copyOf(bed.calls.placed));
  }
}
