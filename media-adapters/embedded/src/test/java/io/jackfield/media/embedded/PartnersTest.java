package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.id.SessionId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartnersTest {
  private final SessionId a = new SessionId("a");
  private final SessionId b = new SessionId("b");
  private final SessionId c = new SessionId("c");
  private final Partners partners = new Partners();

  @Test
  void joiningTwiceChangesNothing() {
    assertEquals(Set.of(a, b), partners.join(a, b));
    assertEquals(Set.of(), partners.join(b, a));
    assertEquals(Optional.of(a), partners.of(b));
  }

  @Test
  void aThirdLegTakesOneAwayAndTheOtherStandsAlone() {
    partners.join(a, b);
    assertEquals(Set.of(a, b, c), partners.join(b, c));
    assertEquals(Optional.empty(), partners.of(a));
    assertEquals(Optional.of(b), partners.of(c));
  }

  @Test
  void partingConcernsBoth() {
    partners.join(a, b);
    assertEquals(Set.of(a, b), partners.part(b));
    assertEquals(Set.of(), partners.part(a));
  }
}
