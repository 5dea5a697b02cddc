package io.jackfield.signaling.verto.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Subscriptions. A channel {@code a.b.c} is heard by the subscribers of {@code a.b.c} and by those
 * of {@code a}, and allowed where {@code a} is.
 */
public final class Channels {

  private static final int LONGEST_NAME = 256;
  private static final int MOST_EACH = 100;

  private final Set<String> allowed;
  private final Map<String, Set<Listener>> byChannel = new ConcurrentHashMap<>();
  private final Map<Listener, Set<String>> byListener = new ConcurrentHashMap<>();

  /**
   * Nobody listens yet.
   *
   * @param allowed first parts of the channels clients may use
   */
  public Channels(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * The outcome of a request about several channels, as the real server tells it.
   *
   * @param lists channel names by what became of them; lists without a name are left out
   */
  public record Outcome(Map<String, List<String>> lists) {

    /**
     * As the members of a reply.
     *
     * @return the lists
     */
    public Map<String, Object> body() {
      return new LinkedHashMap<>(lists);
    }
  }

  /**
   * Whether clients may use a channel.
   *
   * @param channel its name
   * @return true when its first part is allowed
   */
  public boolean allows(String channel) {
    return channel.length() <= LONGEST_NAME && allowed.contains(first(channel));
  }

  /**
   * Subscribes.
   *
   * @param listener who
   * @param channels to what
   * @return {@code subscribedChannels}, {@code unauthorizedChannels}, {@code
   *     alreadySubscribedChannels}
   */
  public Outcome subscribe(Listener listener, List<String> channels) {
    Set<String> own = byListener.computeIfAbsent(listener, each -> ConcurrentHashMap.newKeySet(4));
    List<String> done = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    List<String> already = new ArrayList<>();
    for (String channel : channels) {
      if (own.contains(channel)) {
        already.add(channel);
      } else if (!allows(channel) || own.size() >= MOST_EACH) {
        refused.add(channel);
      } else {
        own.add(channel);
        byChannel.computeIfAbsent(channel, each -> ConcurrentHashMap.newKeySet(4)).add(listener);
        done.add(channel);
      }
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    put(lists, "subscribedChannels", done);
    put(lists, "unauthorizedChannels", refused);
    put(lists, "alreadySubscribedChannels", already);
    return new Outcome(lists);
  }

  /**
   * Ends subscriptions.
   *
   * @param listener whose
   * @param channels which
   * @return {@code unsubscribedChannels}, {@code notSubscribedChannels}
   */
  public Outcome unsubscribe(Listener listener, List<String> channels) {
    List<String> done = new ArrayList<>();
    List<String> not = new ArrayList<>();
    for (String channel : channels) {
      (byListener.getOrDefault(listener, Set.of()).contains(channel) ? done : not).add(channel);
      remove(listener, channel);
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    put(lists, "unsubscribedChannels", done);
    put(lists, "notSubscribedChannels", not);
    return new Outcome(lists);
  }

  /**
   * A client has lost its socket, and its subscriptions with it.
   *
   * @param listener the client
   */
  public void leave(Listener listener) {
    List.copyOf(byListener.getOrDefault(listener, Set.of()))
        .forEach(channel -> remove(listener, channel));
    byListener.remove(listener);
  }

  /**
   * Sends an event to everybody who listens.
   *
   * @param channel its channel
   * @param params JSON-like
   */
  public void publish(String channel, Map<String, Object> params) {
    send(channel, channel, params);
    if (!first(channel).equals(channel)) {
      send(first(channel), channel, params);
    }
  }

  private void send(String subscribed, String channel, Map<String, Object> params) {
    Map<String, Object> event = new LinkedHashMap<>(params);
    event.put("eventChannel", channel);
    byChannel
        .getOrDefault(subscribed, Set.of())
        .forEach(listener -> listener.event(subscribed, event));
  }

  /**
   * What a client has to say to the others on a channel.
   *
   * @param sender the client; hears it too if it asks for {@code localBroadcast}
   * @param channel where
   * @param params of the request, with the sender's name
   * @param echo whether the sender hears it
   */
  public void broadcast(Listener sender, String channel, Map<String, Object> params, boolean echo) {
    for (Listener listener : byChannel.getOrDefault(channel, Set.of())) {
      if (echo || !listener.equals(sender)) {
        listener.event(channel, params);
      }
    }
  }

  /**
   * Whether anybody would hear an event.
   *
   * @param channel its channel
   * @return false when nobody listens
   */
  public boolean heard(String channel) {
    return byChannel.containsKey(channel) || byChannel.containsKey(first(channel));
  }

  /**
   * Subscriptions there are, for metrics and leak checks.
   *
   * @return zero or more
   */
  public int size() {
    return byListener.values().stream().mapToInt(Set::size).sum();
  }

  private void remove(Listener listener, String channel) {
    byListener.getOrDefault(listener, ConcurrentHashMap.newKeySet(1)).remove(channel);
    byChannel.computeIfPresent(
        channel,
        (name, listeners) -> {
          listeners.remove(listener);
          return listeners.isEmpty() ? null : listeners;
        });
  }

  private static void put(Map<String, List<String>> lists, String name, List<String> channels) {
    if (!channels.isEmpty()) {
      lists.put(name, channels);
    }
  }

  private static String first(String channel) {
    int dot = channel.indexOf('.');
    return dot < 0 ? channel : channel.substring(0, dot);
  }
}
