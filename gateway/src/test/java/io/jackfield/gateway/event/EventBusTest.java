package io.jackfield.gateway.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** events.md, "Subscriptions" and "Body merging". */
class EventBusTest {

  private static final Optional<String> ANY = Optional.empty();

  private final EventBus bus = new EventBus();
  private final List<Event> heard = new ArrayList<>();
  private final Subscriber subscriber = heard::add;

  @Test
  void anyCombinationOfGivenAndOpenPartsMatches() {
    for (int mask = 0; mask < 32; mask++) {
      heard.clear();
      Subscription wanted = open(mask);
      bus.subscribe(subscriber, wanted, Map.of());
      bus.publish(destroyed("s-1"));
      bus.publish(destroyed("s-2"));
      boolean anyObject = (mask & 16) != 0;
      assertEquals(anyObject ? 2 : 1, heard.size(), "mask " + mask);
      bus.unsubscribe(subscriber, wanted);
    }
    assertEquals(0, bus.size());
  }

  @Test
  void anAbsentPartIsMatchedOnlyByAnOpenOne() {
    Event bare = new Event("default", "app", ANY, ANY, ANY, Map.of());
    bus.subscribe(
        subscriber,
        new Subscription(Optional.of("default"), Optional.of("app"), ANY, Optional.of("x"), ANY),
        Map.of());
    bus.publish(bare);
    assertEquals(List.of(), heard);
    bus.subscribe(
        subscriber,
        new Subscription(Optional.of("default"), Optional.of("app"), ANY, ANY, ANY),
        Map.of());
    bus.publish(bare);
    assertEquals(List.of(bare), heard);
  }

  @Test
  void manyMatchingSubscriptionsGiveOneCopyWithTheMoreSpecificBodyOnTop() {
    bus.subscribe(subscriber, open(0), Map.of("a", "specific", "b", "specific"));
    bus.subscribe(subscriber, open(31), Map.of("a", "general", "c", "general"));
    bus.publish(Event.media("default", "session", "destroyed", "s-1", Map.of("b", "event")));
    assertEquals(1, heard.size());
    assertEquals(Map.of("a", "specific", "b", "event", "c", "general"), heard.get(0).body());
  }

  @Test
  void subscribingAgainReplacesTheBodyAndKeepsThePlace() {
    bus.subscribe(subscriber, open(0), Map.of("n", 1));
    bus.subscribe(subscriber, open(31), Map.of());
    bus.subscribe(subscriber, open(0), Map.of("n", 2));
    Map<Subscription, Object> all = bus.subscriptions(subscriber);
    assertEquals(List.of(open(0), open(31)), List.copyOf(all.keySet()));
    assertEquals(Map.of("n", 2), all.get(open(0)));
  }

  @Test
  void aDirectedEventReachesItsReceiverOnlyIfItSubscribed() {
    List<Event> other = new ArrayList<>();
    bus.subscribe(other::add, open(31), Map.of());
    assertFalse(bus.direct(subscriber, destroyed("s-1")));
    bus.subscribe(subscriber, open(0), Map.of());
    assertTrue(bus.direct(subscriber, destroyed("s-1")));
    assertEquals(1, heard.size());
    assertEquals(List.of(), other);
  }

  @Test
  void aSubscriberThatIsGoneLeavesNothing() {
    bus.subscribe(subscriber, open(0), Map.of());
    bus.subscribe(subscriber, open(3), Map.of());
    bus.unsubscribeAll(subscriber);
    assertEquals(0, bus.size());
    assertEquals(Map.of(), bus.subscriptions(subscriber));
    bus.publish(destroyed("s-1"));
    assertEquals(List.of(), heard);
  }

  @Test
  void manySubscribersOfOneThingComeAndGoInAnyOrder() {
    List<Integer> reached = new ArrayList<>();
    List<Subscriber> many = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      many.add(event -> reached.add(number));
      bus.subscribe(many.get(i), open(0), Map.of("n", i));
    }
    bus.subscribe(many.get(2), open(0), Map.of("n", 2));
    bus.publish(destroyed("s-1"));
    assertEquals(List.of(0, 1, 2, 3, 4), reached.stream().sorted().toList());
    for (int gone : List.of(0, 3, 4, 1)) {
      bus.unsubscribe(many.get(gone), open(0));
      bus.unsubscribe(many.get(gone), open(0));
    }
    reached.clear();
    bus.publish(destroyed("s-1"));
    assertEquals(List.of(2), reached);
    bus.subscribe(many.get(4), open(0), Map.of());
    assertEquals(2, bus.size());
    bus.unsubscribeAll(many.get(2));
    bus.unsubscribeAll(many.get(4));
    assertEquals(0, bus.size());
    bus.publish(destroyed("s-1"));
    assertEquals(List.of(2), reached);
  }

  @Test
  void oneSubscriberMayHaveManySubscriptions() {
    for (int mask = 0; mask < 32; mask++) {
      bus.subscribe(subscriber, open(mask), Map.of());
      bus.subscribe(subscriber, open(mask), Map.of());
      assertEquals(mask + 1, bus.subscriptions(subscriber).size());
    }
    for (int mask = 0; mask < 32; mask++) {
      bus.unsubscribe(subscriber, open(mask));
      assertEquals(31 - mask, bus.subscriptions(subscriber).size());
    }
    assertEquals(0, bus.size());
  }

  private static Event destroyed(String id) {
    return Event.media("default", "session", "destroyed", id, Map.of());
  }

  private static Subscription open(int mask) {
    return new Subscription(
        part(mask, 1, "default"),
        part(mask, 2, "media"),
        part(mask, 4, "session"),
        part(mask, 8, "destroyed"),
        part(mask, 16, "s-1"));
  }

  private static Optional<String> part(int mask, int bit, String value) {
    return (mask & bit) != 0 ? Optional.empty() : Optional.of(value);
  }
}
