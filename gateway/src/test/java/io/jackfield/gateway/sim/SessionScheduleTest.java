package io.jackfield.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Seeded random schedules over sessions and rooms; see {@link SessionSchedule}. */
class SessionScheduleTest {

  /** A slice of what {@code ./test --long schedules} runs a million of. */
  private static final int SEEDS = Integer.getInteger("jackfield.schedules", 10_000);

  private static final long FIRST = Long.getLong("jackfield.schedules.first", 1);

  @Test
  void anyOrderOfRequestsTimersAndLossesLeavesNothingBehind() {
    long ready = 0;
    long members = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      SessionSchedule schedule = new SessionSchedule(seed);
      schedule.run();
      ready += schedule.ready();
      members += schedule.members();
    }
    // A generator whose sessions never work, or never meet in a room, would prove nothing.
    assertTrue(ready > SEEDS, "sessions that got ready: " + ready);
    assertTrue(members > SEEDS / 4, "members of rooms: " + members);
  }
}
