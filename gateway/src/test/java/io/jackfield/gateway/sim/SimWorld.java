package io.jackfield.gateway.sim;

import io.jackfield.gateway.event.Event;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.route.DialPlan;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.service.ServiceParts;
import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.user.Users;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A service in virtual time, with its engine, its events and its call records. */
public final class SimWorld {

  /** An audio offer or answer that parses. */
  public static final String SDP =
      "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 5000 RTP/AVP 0 8\r\n";

  /** Virtual time. */
  public final SimTime time;

  /** The engine. */
  public final FakeEngine engine;

  /** The service. */
  public final LocalService service;

  /** Everything published, in order. */
  public final List<Event> events = new ArrayList<>();

  /** Records of calls that are over. */
  public final List<CallRecord> records = new ArrayList<>();

  /** Calls that were over while a session of theirs was still there. */
  public final List<String> orphans = new ArrayList<>();

  private final Map<String, String> callOfSession = new LinkedHashMap<>();
  private int lastId;

  /**
   * Makes a world.
   *
   * @param random decides everything that is left to chance
   * @param manners how badly the engine behaves
   * @param lateAnswer whether the engine answers when the far side is known
   */
  public SimWorld(Random random, FakeEngine.Manners manners, boolean lateAnswer) {
    time = new SimTime(random, 3);
    engine = new FakeEngine(time, random, manners, lateAnswer);
    EventBus bus = new EventBus();
    bus.subscribe(
        this::heard,
        new Subscription(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Map.of());
    service =
        new LocalService(
            new ServiceParts(
                "default",
                time,
                time,
                () -> "id-" + ++lastId,
                bus,
                List.of(engine),
                new DialPlan(
                    Map.of(
                        "9196",
                        new LegType.Echo(),
                        "3000",
                        new LegType.Mcu(new RoomId("3000"), Optional.empty()))),
                this::keep,
                new Users("jackfield", List.of())));
  }

  private void heard(Event event) {
    events.add(event);
    if (event.subclass().filter("session"::equals).isEmpty()) {
      return;
    }
    String id = event.objId().orElseThrow();
    if (event.type().filter("destroyed"::equals).isPresent()) {
      callOfSession.remove(id);
    } else if (event.fields().get("call_id") instanceof String call) {
      callOfSession.put(id, call);
    }
  }

  private void keep(CallRecord record) {
    records.add(record);
    if (record.failure().is(Reason.TRANSFERRED)) {
      // One of its parties lives on in another call, with its session.
      return;
    }
    callOfSession.forEach(
        (session, call) -> {
          if (call.equals(record.call())) {
            orphans.add(session + " of " + call);
          }
        });
  }

  /** Types of the events of one object, in order. */
  public List<String> eventsOf(String objId) {
    return events.stream()
        .filter(e -> e.objId().filter(objId::equals).isPresent())
        .map(e -> e.type().orElse(""))
        .toList();
  }
}
