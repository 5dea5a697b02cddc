package io.jackfield.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.IceCandidate;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.store.CallRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * One random schedule: up to three calls at once, each with up to three destinations that ring,
 * accept, refuse, leave, stay silent or say nonsense, on an engine with bad manners.
 *
 * <p>Invariants: no session outlives its call; at rest no call, session, leg, timer or waiting
 * caller is left; each party that knew of the call heard its end exactly once unless it left
 * itself, and nothing after it; {@code hangup} and {@code destroyed} came exactly once and last;
 * one record a call; caller and callee agree on whether the call was answered.
 */
final class CallSchedule {

  private static final int MAX_STEPS = 100_000;

  private final Random random;
  private final SimWorld world;
  private final String where;
  private final List<PlacedCall> calls = new ArrayList<>();

  CallSchedule(long seed) {
    random = new Random(seed);
    where = "seed " + seed;
    FakeEngine.Manners manners =
        random.nextInt(3) == 0
            ? FakeEngine.Manners.GOOD
            : new FakeEngine.Manners(
                random.nextInt(2_000), random.nextDouble() / 10, random.nextDouble() / 20, 0.05);
    world = new SimWorld(random, manners, random.nextBoolean());
    world.service.addResolver("user", (callee, connection) -> resolve(callee));
  }

  void run() {
    int number = 1 + random.nextInt(3);
    for (int i = 0; i < number; i++) {
      PlacedCall call = new PlacedCall(i);
      calls.add(call);
      world.time.later(Duration.ofMillis(random.nextInt(500)), call::place);
    }
    assertTrue(world.time.runToRest(MAX_STEPS), () -> where + " never comes to rest");
    check();
  }

  int answered() {
    return (int) world.records.stream().filter(r -> r.answered().isPresent()).count();
  }

  int unanswered() {
    return world.records.size() - answered();
  }

  List<String> trace() {
    List<String> trace = new ArrayList<>();
    world.events.forEach(e -> trace.add(e.type().orElse("") + " " + e.objId().orElse("")));
    trace.addAll(world.engine.log());
    return trace;
  }

  private CompletableFuture<Resolution> resolve(String callee) {
    CompletableFuture<Resolution> future = new CompletableFuture<>();
    int chance = random.nextInt(40);
    if (chance == 0) {
      return future;
    }
    if (chance == 1) {
      future.completeExceptionally(new IllegalStateException("directory is down"));
      return future;
    }
    PlacedCall call = calls.get(Integer.parseInt(callee));
    world.time.later(
        Duration.ofMillis(random.nextInt(200)),
        () -> future.complete(new Resolution(call.destinations(), random.nextBoolean())));
    return future;
  }

  private void check() {
    LocalCounts.assertEmpty(world, where);
    assertEquals(List.of(), world.orphans, where + " sessions that outlived their call");
    for (PlacedCall call : calls) {
      call.check();
    }
    long placed = calls.stream().filter(c -> c.accepted).count();
    assertEquals(placed, world.records.size(), () -> where + " records");
    checkLast("session", "destroyed");
    checkLast("call", "hangup");
  }

  /** The last event of every object is its end, and it comes once. */
  private void checkLast(String subclass, String end) {
    Map<String, List<String>> byObject = new java.util.LinkedHashMap<>();
    for (Event e : world.events) {
      if (e.subclass().filter(subclass::equals).isPresent()) {
        byObject
            .computeIfAbsent(e.objId().orElse(""), k -> new ArrayList<>())
            .add(e.type().orElse(""));
      }
    }
    byObject.forEach(
        (id, types) -> {
          String told = where + " " + subclass + " " + id + " " + types;
          assertEquals(1, types.stream().filter(end::equals).count(), told);
          assertEquals(end, types.get(types.size() - 1), told);
        });
  }

  /** One call with everything its parties do. */
  private final class PlacedCall {
    private final int number;
    private final CallId id;
    private final SimParty caller = new SimParty();
    private final List<SimParty> callees = new ArrayList<>();
    private final List<SimParty> left = new ArrayList<>();
    private boolean accepted;

    PlacedCall(int number) {
      this.number = number;
      this.id = new CallId("call-" + number);
    }

    /** Somebody, now and then the echo or a conference. */
    private String callee() {
      return switch (random.nextInt(24)) {
        case 0, 1 -> "9196";
        case 2 -> "3000";
        default -> String.valueOf(number);
      };
    }

    void place() {
      boolean offer = random.nextInt(10) > 0;
      boolean bad = random.nextInt(30) == 0;
      String callee = callee();
      PlaceCall place =
          new PlaceCall(
              Optional.of(id),
              random.nextBoolean() ? "sip" : "api",
              callee,
              "user",
              offer
                  ? Optional.of(Description.of(bad ? "nonsense" : SimWorld.SDP, SdpKind.RTP))
                  : Optional.empty(),
              SdpKind.RTP,
              Optional.empty(),
              PartyInfo.UNKNOWN,
              random.nextInt(4) == 0 ? Optional.of("p2p") : Optional.empty(),
              Optional.empty(),
              random.nextBoolean(),
              random.nextBoolean(),
              CreateSession.TRICKLE_TIMEOUT,
              Duration.ofSeconds(1 + random.nextInt(60)),
              Optional.of(new SessionOwner("connection-" + number, Optional.empty())),
              "");
      caller.react(signal -> callerHears(signal));
      world
          .service
          .calls()
          .place(place, caller)
          .whenComplete((placed, error) -> accepted = error == null);
      for (int i = random.nextInt(4); i > 0; i--) {
        anyTime(120_000, () -> callerSays(anything()));
      }
      if (random.nextInt(3) == 0) {
        anyTime(90_000, () -> leave(caller, LegId.CALLER, random.nextBoolean()));
      }
      if (random.nextInt(20) == 0) {
        anyTime(60_000, () -> world.service.calls().hangup(id, Failure.of(Reason.API_HANGUP)));
      }
      // Nobody talks for ever.
      world.time.later(
          Duration.ofSeconds(600), () -> leave(caller, LegId.CALLER, random.nextBoolean()));
    }

    List<Destination> destinations() {
      List<Destination> all = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        SimParty party = new SimParty();
        callees.add(party);
        party.react(signal -> calleeHears(party, signal));
        all.add(
            new Destination(
                "user",
                "u" + i,
                SdpKind.RTP,
                random.nextBoolean(),
                Duration.ofSeconds(random.nextInt(3) == 0 ? random.nextInt(20) : 0),
                random.nextInt(4) == 0
                    ? Optional.of(Duration.ofSeconds(1 + random.nextInt(30)))
                    : Optional.empty(),
                party));
      }
      return all;
    }

    private void callerHears(Signal signal) {
      boolean ourOffer = signal instanceof Signal.Accepted a && a.answer().isPresent();
      if (ourOffer && random.nextInt(10) > 0) {
        // Only a caller that sent no offer has anything to answer; others are refused.
        anyTime(
            3_000,
            () ->
                callerSays(
                    new Signal.Accepted(
                        Optional.of(Description.of(SimWorld.SDP, SdpKind.RTP)),
                        PartyInfo.UNKNOWN,
                        Optional.empty())));
      }
    }

    private void calleeHears(SimParty party, Signal signal) {
      if (!(signal instanceof Signal.Invite invite)) {
        return;
      }
      LegId leg = invite.leg();
      if (random.nextInt(3) > 0) {
        anyTime(5_000, () -> says(party, leg, new Signal.Ringing(PartyInfo.UNKNOWN)));
      }
      if (random.nextInt(4) == 0) {
        String early = random.nextBoolean() ? SimWorld.SDP : SimWorld.SDP.replace("5000", "6000");
        anyTime(
            20_000,
            () ->
                says(
                    party,
                    leg,
                    new Signal.EarlyMedia(Description.of(early, SdpKind.RTP), PartyInfo.UNKNOWN)));
      }
      switch (random.nextInt(6)) {
        case 0 ->
            anyTime(
                40_000,
                () -> {
                  left.add(party);
                  says(party, leg, new Signal.Rejected(Failure.of(Reason.USER_BUSY)));
                });
        case 1 -> anyTime(40_000, () -> says(party, leg, anything()));
        case 2 -> anyTime(90_000, () -> leave(party, leg, random.nextBoolean()));
        default ->
            anyTime(
                40_000,
                () ->
                    says(
                        party,
                        leg,
                        new Signal.Accepted(
                            Optional.of(
                                Description.of(
                                    random.nextInt(20) == 0 ? "" : SimWorld.SDP, SdpKind.RTP)),
                            PartyInfo.UNKNOWN,
                            Optional.empty())));
      }
      if (random.nextInt(4) == 0) {
        anyTime(200_000, () -> leave(party, leg, true));
      }
      if (random.nextInt(3) == 0) {
        // Long after the accept, as a rule: what talking parties do.
        anyTime(120_000, () -> says(party, leg, anything()));
      }
    }

    private void leave(SimParty party, LegId leg, boolean always) {
      if (always && !party.toldTheEnd()) {
        left.add(party);
        says(party, leg, new Signal.HangUp(Failure.of(Reason.SIP_BYE)));
      } else if (leg.equals(LegId.CALLER)) {
        left.add(party);
        says(party, leg, new Signal.HangUp(Failure.of(Reason.SIP_CANCEL)));
      }
    }

    private void callerSays(Signal signal) {
      says(caller, LegId.CALLER, signal);
    }

    /** What a party says goes where it is now: a transfer may have moved it. */
    private void says(SimParty party, LegId leg, Signal signal) {
      world.service.calls().signal(party.call().orElse(id), party.leg().orElse(leg), signal);
    }

    private void anyTime(int withinMillis, Runnable action) {
      world.time.later(Duration.ofMillis(random.nextInt(withinMillis)), action);
    }

    /** A callee of this call or of another one, or an application. */
    private String somebody() {
      return random.nextInt(6) == 0 ? "9196" : String.valueOf(random.nextInt(calls.size()));
    }

    private Signal anything() {
      return switch (random.nextInt(11)) {
        case 0 -> new Signal.Ringing(PartyInfo.UNKNOWN);
        case 1 -> new Signal.Dtmf('5');
        case 2 -> new Signal.Reoffer(Description.of(SimWorld.SDP, SdpKind.RTP));
        case 3 -> new Signal.EndOfCandidates();
        case 4 ->
            new Signal.Candidate(
                new TrickleCandidate(
                    Optional.of("0"),
                    OptionalInt.of(0),
                    IceCandidate.host("1", 1, "127.0.0.1", 9)));
        case 5 -> new Signal.AcceptConfirmed();
        case 6 -> new Signal.Hold(random.nextBoolean(), random.nextBoolean());
        case 7 -> new Signal.Unhold();
        case 8 -> new Signal.Transfer(somebody());
        case 9 -> new Signal.Join(calls.get(random.nextInt(calls.size())).id, LegId.CALLER);
        default -> new Signal.Accepted(Optional.empty(), PartyInfo.UNKNOWN, Optional.empty());
      };
    }

    void check() {
      if (!accepted) {
        return;
      }
      String told = where + " " + id + " ";
      checkEnd(told + "caller ", caller);
      assertTrue(caller.count(Signal.Accepted.class) <= 1, told + "caller accepted twice");
      long confirmed = 0;
      for (SimParty callee : callees) {
        if (callee.count(Signal.Invite.class) == 0) {
          assertEquals(List.of(), callee.heard, told + "heard something without an invite");
          continue;
        }
        assertEquals(1, callee.count(Signal.Invite.class), told + "invited twice");
        checkEnd(told + callee.leg(), callee);
        confirmed += callee.count(Signal.AcceptConfirmed.class);
      }
      boolean transfers = world.records.stream().anyMatch(r -> !r.transfers().isEmpty());
      assertTrue(confirmed <= 1 || transfers, told + "two winners");
      Optional<CallRecord> record =
          world.records.stream().filter(r -> r.call().equals(id.value())).findFirst();
      assertTrue(record.isPresent(), told + "has no record");
      if (record.get().answered().isPresent()) {
        assertEquals(1, caller.count(Signal.Accepted.class), told + "answered unknown to caller");
        if (!transfers) {
          assertEquals(
              record.get().reached().isPresent() ? 1 : 0, confirmed, told + "sides disagree");
        }
      }
    }

    private void checkEnd(String told, SimParty party) {
      long ends = party.count(Signal.HangUp.class) + party.count(Signal.Cancel.class);
      if (left.contains(party)) {
        assertTrue(ends <= 1, told + " told the end " + ends + " times: " + party.heard);
      } else {
        assertEquals(1, ends, told + " was not told the end once: " + party.heard);
      }
      if (ends == 1) {
        Signal last = party.heard.get(party.heard.size() - 1);
        assertTrue(
            last instanceof Signal.HangUp || last instanceof Signal.Cancel,
            told + " heard more after the end: " + party.heard);
      }
    }
  }

  /** What must be empty when a world has come to rest. */
  static final class LocalCounts {
    private LocalCounts() {}

    static void assertEmpty(SimWorld world, String where) {
      var counts = world.service.counts();
      assertEquals(0, counts.calls(), where + " calls left");
      assertEquals(0, counts.sessions(), where + " sessions left " + sessions(world));
      assertEquals(0, counts.waiting(), where + " callers left waiting");
      assertEquals(0, world.engine.load(), where + " legs left");
      assertEquals(0, world.time.timers(), where + " timers left");
    }

    private static List<SessionId> sessions(SimWorld world) {
      return world.service.sessions().list(Optional.empty());
    }
  }
}
