package io.jackfield.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomEvents;
import io.jackfield.gateway.media.RoomSpec;
import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * The fake keeps the port's rules of rooms, recorder and player, so that the model can be tested.
 */
class FakeEngineTest {
  private static final RoomId ROOM = new RoomId("r");

  private final Random random = new Random(1);
  private final FakeEngine engine =
      new FakeEngine(new SimTime(random, 1), random, FakeEngine.Manners.GOOD, true);
  private final MediaLeg leg = engine.open(new SessionId("s"), new LegEvents());

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static Reason refusal(CompletionStage<?> stage) {
    CompletionException refused = assertThrows(CompletionException.class, () -> now(stage));
    return ((FailureException) refused.getCause()).failure().reason().orElseThrow();
  }

  @Test
  void roomsOpenCountTheirSendersAndClose() {
    MediaRoom room = now(engine.openRoom(ROOM, RoomSpec.of(RoomClass.SFU), new RoomEvents()));
    assertEquals(Set.of(ROOM), engine.rooms());
    assertEquals(0, now(room.senders()));
    now(leg.setType(new LegType.Publish(ROOM)));
    assertEquals(1, now(room.senders()));
    now(leg.setType(new LegType.Park()));
    assertEquals(0, now(room.senders()));
    now(room.close());
    assertTrue(engine.rooms().isEmpty());
    assertTrue(engine.log().contains("openRoom:sfu r"), engine.log().toString());
  }

  @Test
  void aRecorderMustBeStarted() {
    assertEquals(Reason.NO_ACTIVE_RECORDER, refusal(leg.recorder(new RecorderAction.Pause())));
    URI target = URI.create("file:///record/s_p0000.webm");
    assertEquals(
        Map.of("uri", target.toString()), now(leg.recorder(new RecorderAction.Start(target))));
    now(leg.recorder(new RecorderAction.Pause()));
    now(leg.recorder(new RecorderAction.Stop()));
    assertEquals(Reason.NO_ACTIVE_RECORDER, refusal(leg.recorder(new RecorderAction.Stop())));
  }

  @Test
  void aPlayerIsThereWhileTheTypeIsPlay() {
    assertEquals(Reason.NO_ACTIVE_PLAYER, refusal(leg.player(new PlayerAction.GetPosition())));
    now(leg.player(new PlayerAction.Start("file:///a.wav", OptionalInt.of(1))));
    assertEquals(Map.of("position", 1000L), now(leg.player(new PlayerAction.GetPosition())));
    now(leg.setType(new LegType.Echo()));
    assertEquals(Reason.NO_ACTIVE_PLAYER, refusal(leg.player(new PlayerAction.Resume())));
  }
}
