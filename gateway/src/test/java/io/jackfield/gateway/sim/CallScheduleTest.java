package io.jackfield.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Seeded random schedules over calls and sessions; see {@link CallSchedule} for the invariants. */
class CallScheduleTest {

  /** A slice of what {@code ./test --long schedules} runs a million of. */
  private static final int SEEDS = Integer.getInteger("jackfield.schedules", 10_000);

  private static final long FIRST = Long.getLong("jackfield.schedules.first", 1);

  @Test
  void anyOrderOfMessagesTimersAndLossesLeavesNothingBehind() {
    int answered = 0;
    int unanswered = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      CallSchedule schedule = new CallSchedule(seed);
      schedule.run();
      answered += schedule.answered();
      unanswered += schedule.unanswered();
    }
    // A schedule generator that never gets a call through would prove nothing.
    assertTrue(answered > SEEDS / 10, "answered calls: " + answered);
    assertTrue(unanswered > SEEDS / 10, "unanswered calls: " + unanswered);
  }

  @Test
  void oneSeedGivesOneSchedule() {
    CallSchedule once = new CallSchedule(42);
    CallSchedule again = new CallSchedule(42);
    once.run();
    again.run();
    assertEquals(once.trace(), again.trace());
  }
}
