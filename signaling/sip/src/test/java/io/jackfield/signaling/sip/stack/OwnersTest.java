package io.jackfield.signaling.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnersTest {

  /** A loop that only knows whether the caller runs on it. */
  private record Place(int number, boolean inLoop) implements Loop {

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void callIdMadeOnALoopBelongsToIt() {
    Place here = new Place(2, true);
    Owners owners = new Owners(List.of(new Place(1, false), here, new Place(3, false)));
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      String id = owners.newCallId();
      assertEquals(here, owners.of(id));
      ids.add(id);
    }
    assertEquals(50, ids.size());
  }

  @Test
  void callIdsMadeElsewhereAreSpread() {
    Owners owners = new Owners(List.of(new Place(1, false), new Place(2, false)));
    Set<Loop> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      seen.add(owners.of(owners.newCallId()));
    }
    assertEquals(2, seen.size());
    assertNotEquals(owners.newCallId(), owners.newCallId());
  }
}
