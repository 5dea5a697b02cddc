package io.jackfield.gateway.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.hook.Hooks;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is found for which type. */
class ResolversTest {

  private final Resolvers resolvers = new Resolvers(new Hooks(bound -> 0).callResolve());

  @BeforeEach
  void two() {
    for (String type : List.of("user", "trunk")) {
      resolvers.add(
          type,
          (callee, connection) ->
              CompletableFuture.completedFuture(
                  new Resolution(List.of(destination(type, callee)), true)));
    }
  }

  private static Destination destination(String type, String name) {
    return new Destination(
        type, name, SdpKind.RTP, false, Duration.ZERO, Optional.empty(), (c, l, s) -> {});
  }

  private List<String> find(String callee, String type) {
    return resolvers
        .resolve(callee, type, Optional.empty(), "1000")
        .toCompletableFuture()
        .join()
        .destinations()
        .stream()
        .map(d -> d.type() + " " + d.name() + " after " + d.delay().toSeconds())
        .toList();
  }

  @Test
  void aNameThatAnybodyDialsNeverLeavesByATrunk() {
    assertEquals(List.of("user carrier/0900 after 0"), find("carrier/0900", "all"));
    assertEquals(List.of("trunk carrier/0900 after 0"), find("carrier/0900", "trunk"));
  }

  @Test
  void groupsRingTogetherOrOneAfterTheOther() {
    assertEquals(List.of("user ana after 0", "user bob after 0"), find("all:ana,bob", "group"));
    assertEquals(
        List.of("user ana after 0", "user bob after 20"), find("sequence:ana,bob", "group"));
    assertTrue(resolvers.knows("group"));
    assertFalse(resolvers.knows("verto"));
  }
}
