package io.jackfield.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sim.SessionPlan;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** media-session.md, "Master and slave", and the two halves of a bridge. */
class LinkedSessionsTest extends SessionBench {

  private static final Failure STOP = Failure.of(Reason.USER_STOP);

  private SessionId make(SessionPlan plan) {
    return join(sessions.create(plan.make()));
  }

  private SessionId echo(String id) {
    return make(SessionPlan.of(new LegType.Echo()).id(id).offer(RTP).owner("c-1", "ana"));
  }

  @Test
  void aMissingMasterIsAStoppedPeer() {
    assertEquals(
        Reason.PEER_STOPPED,
        reasonOf(sessions.create(SessionPlan.p2p().slaveOf(new SessionId("none"), false).make())));
  }

  @Test
  void aSecondSlaveTakesThePlaceOfTheFirst() {
    SessionId master = make(SessionPlan.p2p().offer(RTP));
    SessionId first = make(SessionPlan.p2p().offer(RTP).slaveOf(master, false));
    SessionId second = make(SessionPlan.p2p().offer(RTP).slaveOf(master, false));
    world.time.settle();
    assertEquals(second.value(), info(master).get("slave_id"));
    assertFalse(info(first).containsKey("master_id"));
    join(sessions.destroy(master, STOP));
    world.time.settle();
    assertTrue(sessions.exists(first));
    assertFalse(sessions.exists(second));
  }

  @Test
  void whoNeedNotStopAfterItsPeerIsUnlinked() {
    SessionId master = make(SessionPlan.p2p().offer(RTP).goesOn());
    SessionId slave = make(SessionPlan.p2p().offer(RTP).slaveOf(master, false));
    join(sessions.destroy(slave, STOP));
    world.time.settle();
    assertTrue(sessions.exists(master));
    assertFalse(info(master).containsKey("slave_id"));
  }

  @Test
  void bothHalvesOfABridgeAreBridges() {
    SessionId a = echo("a");
    SessionId b = echo("b");
    join(sessions.setType(a, new LegType.Bridge(b), RoomWish.NONE));
    world.time.settle();
    assertEquals("bridge", info(b).get("type"));
    assertEquals("a", info(b).get("peer_id"));
    assertEquals(1, events(a, "type").size());
    assertEquals(1, events(b, "type").size());
    join(sessions.setType(b, new LegType.Bridge(a), RoomWish.NONE));
    assertEquals(1, events(b, "type").size(), "nothing has changed");
  }

  @Test
  void whoLeavesABridgeStopsTheOther() {
    SessionId a = echo("a");
    SessionId b = echo("b");
    join(sessions.setType(a, new LegType.Bridge(b), RoomWish.NONE));
    join(sessions.setType(a, new LegType.Park(), RoomWish.NONE));
    world.time.settle();
    assertFalse(sessions.exists(b));
    assertEquals("Bridge stop", why(b));
    assertTrue(sessions.exists(a));
  }

  @Test
  void theOtherHalfParksIfItNeedNotStop() {
    SessionId a = echo("a");
    SessionId b = make(SessionPlan.of(new LegType.Echo()).offer(RTP).owner("c", "ana").goesOn());
    join(sessions.setType(a, new LegType.Bridge(b), RoomWish.NONE));
    join(sessions.destroy(a, STOP));
    world.time.settle();
    assertEquals("park", info(b).get("type"));
  }

  @Test
  void aThirdSessionThatTakesOneHalfPartsThePair() {
    SessionId a = echo("a");
    SessionId b = echo("b");
    SessionId c = echo("c");
    join(sessions.setType(a, new LegType.Bridge(b), RoomWish.NONE));
    join(sessions.setType(c, new LegType.Bridge(b), RoomWish.NONE));
    world.time.settle();
    assertEquals("Bridge stop", why(a));
    assertEquals("c", info(b).get("peer_id"));
    assertEquals("b", info(c).get("peer_id"));
  }

  @Test
  void mutesStayInForceWhenTheTypeChanges() {
    SessionId a = echo("a");
    MediaUpdate mute =
        new MediaUpdate(Optional.of(true), Optional.empty(), Optional.empty(), Optional.of(64));
    join(sessions.updateMedia(a, mute));
    join(sessions.setType(a, new LegType.Park(), RoomWish.NONE));
    long updates = world.engine.log().stream().filter("update:muted a"::equals).count();
    assertEquals(2, updates);
    assertEquals(true, info(a).get("mute_audio"));
  }
}
