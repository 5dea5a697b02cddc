package io.jackfield.gateway.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.sdp.SessionDescription;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every engine promises of a leg's life: how it ends, alone, with others, with its engine. */
public abstract class LifeContract extends NegotiationContract {
  private static final int MANY = 24;

  /** For subclasses. */
  protected LifeContract() {}

  /** Everything a leg can be asked. */
  private static List<Function<MediaLeg, CompletionStage<?>>> operations(Capabilities.Case c)
      throws Exception {
    SessionDescription offer = ClientSdp.offer(c.kind());
    LegType type = nothing(c.type());
    return List.of(
        leg -> leg.createOffer(type, c.kind(), Optional.empty()),
        leg -> leg.setOffer(offer),
        leg -> leg.createAnswer(type, offer, Optional.empty()),
        leg -> leg.setAnswer(offer),
        leg -> leg.renegotiate(offer),
        leg -> leg.setType(new LegType.Echo()),
        leg -> leg.update(mute()),
        leg -> leg.sendDtmf("1"),
        MediaLeg::stats);
  }

  private static MediaUpdate mute() {
    return new MediaUpdate(Optional.of(true), Optional.empty(), Optional.empty(), Optional.of(256));
  }

  @Test
  void aClosedLegIsGoneAndSaysSo() throws Exception {
    Capabilities.Case c = plainest();
    int before = engine().load();
    Prepared p = connected(c);
    assertTrue(engine().load() > before);
    get(p.leg().close());
    get(p.leg().close());
    for (Function<MediaLeg, CompletionStage<?>> operation : operations(c)) {
      Failure failure = refusal(operation.apply(p.leg()));
      assertTrue(failure.is(Reason.SESSION_STOP), failure.toString());
    }
  }

  @Test
  void aLegThatIsClosedTwiceAtOnceEndsOnce() throws Exception {
    Prepared p = connected(plainest());
    int open = engine().load();
    List<CompletionStage<Void>> closing =
        together(List.of(p.leg()::close, p.leg()::close, p.leg()::close));
    for (CompletionStage<Void> close : closing) {
      get(close);
    }
    assertEquals(open - 1, engine().load());
  }

  @Test
  void aLegThatWasNeverUsedClosesToo() throws Exception {
    MediaLeg leg = engine().open(newId(), new LegEvents());
    get(leg.close());
    assertEquals(0, engine().load());
  }

  @Test
  void aLegMayBeClosedWhileItIsBeingMade() throws Exception {
    Capabilities.Case c = plainest();
    Prepared p = prepare(c);
    CompletionStage<?> made =
        c.role() == Role.OFFEREE
            ? p.leg().createAnswer(p.type(), ClientSdp.offer(c.kind()), Optional.empty())
            : p.leg().createOffer(p.type(), c.kind(), p.codecPeer());
    get(p.leg().close());
    // Made, refused or given up, but not left hanging.
    get(made.handle((value, error) -> null));
    assertTrue(refusal(p.leg().stats()).is(Reason.SESSION_STOP));
  }

  @Test
  void nothingIsToldOfALegAfterItsRelease() throws Exception {
    Capabilities.Case c = plainest();
    Prepared p = connected(c);
    get(p.leg().close());
    int told = p.events().told();
    // Whatever was on its way has come by when others have been made and released meanwhile.
    for (int i = 0; i < 3; i++) {
      get(connected(c).leg().close());
    }
    assertEquals(told, p.events().told());
    assertFalse(p.events().isLost(), "a release is no loss");
  }

  @Test
  void mutesAndLimitsAreTakenOrRefusedAndTheLegLives() throws Exception {
    Prepared p = connected(plainest());
    CompletionStage<Void> update = p.leg().update(mute());
    Throwable error = update.handle((done, e) -> e).toCompletableFuture().get();
    if (error != null) {
      assertTrue(refusal(update).is(Reason.INVALID_OPERATION), error.toString());
    }
    get(p.leg().stats());
  }

  @Test
  void aLegThatHeardNothingHasCountedNothing() throws Exception {
    Prepared p = connected(plainest());
    LegStats stats = get(p.leg().stats());
    assertEquals(0, stats.received().packets());
    assertTrue(stats.received().lost() >= 0);
  }

  @Test
  void manyLegsAreMadeAndEndAtOnce() throws Exception {
    Capabilities.Case c = plainest();
    List<Prepared> all = new ArrayList<>();
    List<Supplier<CompletionStage<?>>> making = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Prepared p = prepare(c);
      all.add(p);
      SessionDescription offer = ClientSdp.offer(c.kind());
      making.add(
          () ->
              c.role() == Role.OFFEREE
                  ? p.leg().createAnswer(p.type(), offer, Optional.empty())
                  : p.leg().createOffer(p.type(), c.kind(), p.codecPeer()));
    }
    for (CompletionStage<?> made : together(making)) {
      get(made);
    }
    assertTrue(engine().load() >= MANY);
    List<Supplier<CompletionStage<Void>>> closing = new ArrayList<>();
    all.forEach(p -> closing.add(p.leg()::close));
    for (CompletionStage<Void> close : together(closing)) {
      get(close);
    }
  }

  private <T> List<T> together(List<Supplier<T>> actions) throws Exception {
    List<CompletableFuture<T>> results = new ArrayList<>();
    for (Supplier<T> action : actions) {
      CompletableFuture<T> result = new CompletableFuture<>();
      results.add(result);
      callers().execute(() -> result.complete(action.get()));
    }
    List<T> all = new ArrayList<>();
    for (CompletableFuture<T> result : results) {
      all.add(get(result));
    }
    return all;
  }

  @Test
  void anEngineThatVanishesLosesEachLegOnceWithTheReason() throws Exception {
    Capabilities.Case c = plainest();
    List<Prepared> legs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      legs.add(connected(c));
    }
    Optional<Reason> reason = vanish();
    assumeTrue(reason.isPresent(), "the engine has a server that can vanish");
    for (Prepared p : legs) {
      Failure failure = p.events().awaitLost();
      assertTrue(failure.is(reason.get()), failure.toString());
      for (Function<MediaLeg, CompletionStage<?>> operation : operations(c)) {
        // Refused at once, whatever it says: nothing waits for an engine that is not there.
        refusal(operation.apply(p.leg()));
      }
    }
    assertFalse(engine().ready(), "nothing new is put on it");
    MediaLeg late = engine().open(newId(), new LegEvents());
    Failure failure = refusal(late.createOffer(nothing(c.type()), c.kind(), Optional.empty()));
    assertTrue(
        failure.is(Reason.NO_MEDIASERVER)
            || failure.is(reason.get())
            || failure.is(Reason.INVALID_OPERATION),
        failure.toString());
    for (Prepared p : legs) {
      get(p.leg().close());
      assertFalse(p.events().isLost(), "told once");
    }
  }

  private CompletionStage<MediaRoom> open(String id, RoomClass roomClass) {
    return engine().openRoom(new RoomId(id), RoomSpec.of(roomClass), new RoomEvents());
  }

  @Test
  void aRoomOfEachClassItHasOpensOnceAndCloses() throws Exception {
    for (RoomClass roomClass : RoomClass.values()) {
      String id = "room-" + roomClass.wireName();
      if (!capabilities().hasRooms(roomClass)) {
        assertTrue(refusal(open(id, roomClass)).is(Reason.NOT_IMPLEMENTED));
        continue;
      }
      MediaRoom room = get(open(id, roomClass));
      assertEquals(new RoomId(id), room.id());
      assertEquals(0, get(room.senders()));
      assertTrue(refusal(open(id, roomClass)).is(Reason.ROOM_ALREADY_EXISTS));
      get(room.close());
      get(room.close());
      assertTrue(refusal(room.senders()).is(Reason.ROOM_NOT_FOUND));
      get(get(open(id, roomClass)).close());
    }
  }

  @Test
  void aRoomThatIsNotThereTakesNoPublisher() throws Exception {
    Optional<Capabilities.Case> publishing =
        capabilities().supported().stream()
            .filter(c -> c.type() == SessionType.PUBLISH && c.role() == Role.OFFEREE)
            .findFirst();
    assumeTrue(publishing.isPresent(), "the engine has type publish");
    MediaLeg leg = engine().open(newId(), new LegEvents());
    Failure failure =
        refusal(
            leg.createAnswer(
                nothing(SessionType.PUBLISH),
                ClientSdp.offer(publishing.get().kind()),
                Optional.empty()));
    assertTrue(failure.is(Reason.ROOM_NOT_FOUND), failure.toString());
  }

  @Test
  void aRecorderAndAPlayerThatDoNotRunCannotBeSteered() throws Exception {
    Prepared p = connected(plainest());
    for (RecorderAction action :
        List.of(
            new RecorderAction.Stop(), new RecorderAction.Pause(), new RecorderAction.Resume())) {
      assertInactive(() -> p.leg().recorder(action), Reason.NO_ACTIVE_RECORDER);
    }
    for (PlayerAction action :
        List.of(
            new PlayerAction.Stop(),
            new PlayerAction.Pause(),
            new PlayerAction.Resume(),
            new PlayerAction.GetInfo(),
            new PlayerAction.GetPosition(),
            new PlayerAction.SetPosition(Duration.ZERO))) {
      assertInactive(() -> p.leg().player(action), Reason.NO_ACTIVE_PLAYER);
    }
    Failure nowhere =
        refusal(
            p.leg().recorder(new RecorderAction.Start(URI.create("file:///no/such/place/a.xyz"))));
    assertTrue(
        nowhere.is(Reason.INVALID_URI) || nowhere.is(Reason.NOT_IMPLEMENTED), nowhere.toString());
    Failure unreadable =
        refusal(
            p.leg()
                .player(new PlayerAction.Start("file:///no/such/place/a.wav", OptionalInt.of(1))));
    assertTrue(
        unreadable.is(Reason.INVALID_URI) || unreadable.is(Reason.NOT_IMPLEMENTED),
        unreadable.toString());
    get(p.leg().stats());
  }

  private static void assertInactive(Supplier<CompletionStage<?>> asked, Reason inactive)
      throws Exception {
    Failure failure = refusal(asked.get());
    assertTrue(failure.is(inactive) || failure.is(Reason.NOT_IMPLEMENTED), failure.toString());
  }
}
