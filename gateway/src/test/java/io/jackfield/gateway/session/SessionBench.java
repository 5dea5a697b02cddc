package io.jackfield.gateway.session;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SimWorld;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A world for tests of sessions: results at once, events at hand. */
abstract class SessionBench {

  static final Description RTP = Description.of(SimWorld.SDP, SdpKind.RTP);
  static final TrickleCandidate CANDIDATE =
      TrickleCandidate.of("0", 0, "candidate:1 1 udp 2130706431 127.0.0.1 5000 typ host");

  final SimWorld world = new SimWorld(new Random(1), FakeEngine.Manners.GOOD, true);
  final Sessions sessions = world.service.sessions();

  Map<String, Object> info(SessionId id) {
    return join(sessions.info(id));
  }

  List<Event> events(SessionId id, String type) {
    return world.events.stream()
        .filter(e -> e.objId().filter(id.value()::equals).isPresent())
        .filter(e -> e.type().filter(type::equals).isPresent())
        .toList();
  }

  Object why(SessionId id) {
    return events(id, "destroyed").get(0).fields().get("reason");
  }

  <T> T join(CompletionStage<T> stage) {
    world.time.settle();
    return stage.toCompletableFuture().join();
  }

  Reason reasonOf(CompletionStage<?> stage) {
    world.time.settle();
    CompletionException e =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
    return ((FailureException) e.getCause()).failure().reason().orElseThrow();
  }
}
