package io.jackfield.gateway.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * In-process event bus of all services. A port in shape: several nodes may one day share one.
 *
 * <p>An event looks up one key for each shape (which parts are open) that any subscription has, 32
 * at most, so its cost does not grow with the number of subscriptions it does not match.
 *
 * <p>Most subscriptions have one subscriber and most subscribers have two subscriptions, of each of
 * very many connections: such small collections are immutable and replaced, larger ones are not.
 */
public final class EventBus {

  /** Subscriptions of one subscriber that are kept in a list. */
  private static final int FEW = 8;

  private final Map<Subscription, Map<Subscriber, Subscription.Entry>> bySubscription =
      new ConcurrentHashMap<>();
  private final Map<Subscriber, Collection<Subscription>> bySubscriber = new ConcurrentHashMap<>();
  private final AtomicLong order = new AtomicLong();

  /**
   * How many keys of {@link #bySubscription} have each shape; changed with the map's bin locked.
   */
  private final AtomicIntegerArray shapes = new AtomicIntegerArray(32);

  /**
   * Adds a subscription, or replaces the body of an equal one.
   *
   * @param subscriber compared by identity or equals, must be usable as a map key
   * @param subscription what it wants
   * @param body any JSON-like value, merged into each event; an empty object for none
   */
  public void subscribe(Subscriber subscriber, Subscription subscription, Object body) {
    bySubscription.compute(
        subscription,
        (key, entries) -> {
          if (entries == null) {
            shapes.incrementAndGet(shape(subscription));
          }
          Subscription.Entry old = entries == null ? null : entries.get(subscriber);
          long place = old == null ? order.incrementAndGet() : old.order();
          Subscription.Entry entry = new Subscription.Entry(subscription, Event.copy(body), place);
          if (entries == null || old != null && entries.size() == 1) {
            return Map.of(subscriber, entry);
          }
          Map<Subscriber, Subscription.Entry> many =
              entries.size() == 1 ? new ConcurrentHashMap<>(entries) : entries;
          many.put(subscriber, entry);
          return many;
        });
    bySubscriber.compute(subscriber, (key, own) -> with(own, subscription));
  }

  private static Collection<Subscription> with(Collection<Subscription> own, Subscription more) {
    if (own == null) {
      return List.of(more);
    }
    if (own.contains(more)) {
      return own;
    }
    if (own instanceof Set) {
      own.add(more);
      return own;
    }
    if (own.size() < FEW) {
      return Stream.concat(own.stream(), Stream.of(more)).toList();
    }
    Set<Subscription> many = ConcurrentHashMap.newKeySet();
    many.addAll(own);
    many.add(more);
    return many;
  }

  private static Collection<Subscription> without(Collection<Subscription> own, Subscription gone) {
    if (own instanceof Set) {
      own.remove(gone);
      return own;
    }
    return own.stream().filter(each -> !each.equals(gone)).toList();
  }

  /**
   * Removes a subscription; unknown ones are ignored.
   *
   * @param subscriber whose
   * @param subscription equal to the one given before
   */
  public void unsubscribe(Subscriber subscriber, Subscription subscription) {
    bySubscription.computeIfPresent(
        subscription,
        (key, entries) -> {
          if (!entries.containsKey(subscriber)) {
            return entries;
          }
          if (entries.size() > 1) {
            entries.remove(subscriber);
            return entries;
          }
          shapes.decrementAndGet(shape(subscription));
          return null;
        });
    bySubscriber.computeIfPresent(
        subscriber,
        (key, own) -> {
          Collection<Subscription> rest = without(own, subscription);
          return rest.isEmpty() ? null : rest;
        });
  }

  /**
   * Removes all subscriptions of a subscriber that is gone.
   *
   * @param subscriber whose
   */
  public void unsubscribeAll(Subscriber subscriber) {
    for (Subscription subscription :
        List.copyOf(bySubscriber.getOrDefault(subscriber, List.of()))) {
      unsubscribe(subscriber, subscription);
    }
  }

  /**
   * A subscriber's subscriptions with their bodies, in order of creation.
   *
   * @param subscriber whose
   * @return a copy
   */
  public Map<Subscription, Object> subscriptions(Subscriber subscriber) {
    List<Subscription.Entry> entries = new ArrayList<>();
    for (Subscription s : bySubscriber.getOrDefault(subscriber, List.of())) {
      Subscription.Entry entry = bySubscription.getOrDefault(s, Map.of()).get(subscriber);
      if (entry != null) {
        entries.add(entry);
      }
    }
    entries.sort(Comparator.comparingLong(Subscription.Entry::order));
    Map<Subscription, Object> result = new LinkedHashMap<>();
    entries.forEach(e -> result.put(e.subscription(), e.body()));
    return result;
  }

  /**
   * Whether the subscriber would hear the event; for events directed to one connection.
   *
   * @param subscriber whose
   * @param event the event
   * @return true when a subscription of it matches
   */
  public boolean wants(Subscriber subscriber, Event event) {
    return bySubscriber.getOrDefault(subscriber, List.of()).stream()
        .anyMatch(s -> s.matches(event));
  }

  /**
   * Sends an event to one subscriber only, if it has a matching subscription (events.md, events
   * marked D).
   *
   * @param subscriber the receiver
   * @param event the event
   * @return true when it was sent
   */
  public boolean direct(Subscriber subscriber, Event event) {
    List<Subscription.Entry> matching = new ArrayList<>();
    for (Subscription s : bySubscriber.getOrDefault(subscriber, List.of())) {
      Subscription.Entry entry =
          s.matches(event) ? bySubscription.getOrDefault(s, Map.of()).get(subscriber) : null;
      if (entry != null) {
        matching.add(entry);
      }
    }
    if (matching.isEmpty()) {
      return false;
    }
    subscriber.onEvent(merged(event, matching));
    return true;
  }

  /**
   * Sends an event to everyone who wants it.
   *
   * @param event the event
   */
  public void publish(Event event) {
    Map<Subscriber, List<Subscription.Entry>> receivers = new LinkedHashMap<>();
    for (int open = 0; open < 32; open++) {
      if (shapes.get(open) == 0 || !possible(event, open)) {
        continue;
      }
      bySubscription
          .getOrDefault(key(event, open), Map.of())
          .forEach(
              (subscriber, entry) ->
                  receivers.computeIfAbsent(subscriber, s -> new ArrayList<>()).add(entry));
    }
    receivers.forEach((subscriber, entries) -> subscriber.onEvent(merged(event, entries)));
  }

  /**
   * Number of live subscriptions, for leak checks and metrics.
   *
   * @return zero or more
   */
  public int size() {
    return bySubscriber.values().stream().mapToInt(Collection::size).sum();
  }

  /** An absent part is matched only by an open one, so its other keys need no look-up. */
  private static boolean possible(Event event, int open) {
    return (event.subclass().isPresent() || (open & 4) != 0)
        && (event.type().isPresent() || (open & 8) != 0)
        && (event.objId().isPresent() || (open & 16) != 0);
  }

  private static int shape(Subscription s) {
    return (s.service().isEmpty() ? 1 : 0)
        | (s.eventClass().isEmpty() ? 2 : 0)
        | (s.subclass().isEmpty() ? 4 : 0)
        | (s.type().isEmpty() ? 8 : 0)
        | (s.objId().isEmpty() ? 16 : 0);
  }

  private static Subscription key(Event event, int open) {
    return new Subscription(
        (open & 1) != 0 ? Optional.empty() : Optional.of(event.service()),
        (open & 2) != 0 ? Optional.empty() : Optional.of(event.eventClass()),
        (open & 4) != 0 ? Optional.empty() : event.subclass(),
        (open & 8) != 0 ? Optional.empty() : event.type(),
        (open & 16) != 0 ? Optional.empty() : event.objId());
  }

  /**
   * The bodies of the subscriptions, those with more open parts first, so that the more specific
   * one wins; ties: the later one; the event's own on top (events.md, "Body merging").
   */
  private static Event merged(Event event, List<Subscription.Entry> entries) {
    entries.sort(
        Comparator.<Subscription.Entry>comparingInt(e -> -e.subscription().openParts())
            .thenComparingLong(Subscription.Entry::order));
    Object body = Map.of();
    for (Subscription.Entry entry : entries) {
      body = over(body, entry.body());
    }
    Object whole = over(body, event.body());
    return whole == event.body() ? event : event.withBody(whole);
  }

  /** Two objects are merged, key by key; of anything else the one on top stands alone. */
  private static Object over(Object below, Object top) {
    if (!(below instanceof Map<?, ?> lower)) {
      return isNone(top) ? below : top;
    }
    if (lower.isEmpty()) {
      return top;
    }
    if (!(top instanceof Map<?, ?> upper)) {
      return top;
    }
    if (upper.isEmpty()) {
      return below;
    }
    Map<Object, Object> both = new LinkedHashMap<>(lower);
    both.putAll(upper);
    return both;
  }

  private static boolean isNone(Object body) {
    return body instanceof Map<?, ?> map && map.isEmpty();
  }
}
