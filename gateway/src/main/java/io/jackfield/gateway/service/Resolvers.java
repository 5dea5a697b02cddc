package io.jackfield.gateway.service;

import io.jackfield.gateway.hook.CallResolveHook;
import io.jackfield.gateway.hook.Hook;
import io.jackfield.gateway.hook.HookResult;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Resolution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the endpoints behind a callee name: what the resolvers of the wanted type know, then what
 * the holders of the hook {@code call_resolve} add. Any thread; the call puts a deadline on it.
 */
final class Resolvers {

  private static final String ALL = "all";
  private static final String GROUP = "group";

  /** Only a route leads there: whoever dials a name must not get out by a trunk of his choice. */
  private static final Set<String> BY_ROUTE_ONLY = Set.of("trunk");

  /** How long each member of a group rings before the next. */
  private static final Duration IN_SEQUENCE = Duration.ofSeconds(20);

  private final Map<String, DestinationResolver> byType = new ConcurrentHashMap<>();
  private final Hook<CallResolveHook.Question, List<CallResolveHook.Extra>> hook;

  Resolvers(Hook<CallResolveHook.Question, List<CallResolveHook.Extra>> hook) {
    this.hook = hook;
  }

  void add(String type, DestinationResolver resolver) {
    byType.put(type, resolver);
  }

  /** Whether a call of that type can go anywhere. */
  boolean knows(String type) {
    return type.equals(ALL) || type.equals(GROUP) || byType.containsKey(type);
  }

  /**
   * Looks a name up.
   *
   * @param connection the caller's own API connection, never invited
   * @param caller who calls, for the hook
   */
  CompletionStage<Resolution> resolve(
      String callee, String type, Optional<String> connection, String caller) {
    CompletionStage<Resolution> own =
        type.equals(GROUP) ? group(callee, connection) : known(callee, type, connection);
    if (!hook.held()) {
      return own;
    }
    CompletionStage<Resolution> added =
        hook.ask(new CallResolveHook.Question(callee, type, caller))
            .thenApply(HookResult::answer)
            .thenCompose(extras -> extras(extras.orElse(List.of()), connection));
    return own.thenCombine(added, Resolution::and);
  }

  /** {@code all:a,b} or {@code sequence:a,b}: one after the other, each after the one before. */
  private CompletionStage<Resolution> group(String callee, Optional<String> connection) {
    int colon = callee.indexOf(':');
    boolean sequence = callee.startsWith("sequence:");
    List<CompletionStage<Resolution>> found = new ArrayList<>();
    Duration delay = Duration.ZERO;
    for (String member : callee.substring(colon + 1).split(",")) {
      Duration after = delay;
      Optional<Duration> ring = sequence ? Optional.of(IN_SEQUENCE) : Optional.empty();
      found.add(
          known(member, ALL, connection)
              .thenApply(
                  resolution ->
                      timed(resolution, new CallResolveHook.Extra(ALL, member, after, ring))));
      delay = sequence ? delay.plus(IN_SEQUENCE) : delay;
    }
    return together(found);
  }

  private CompletionStage<Resolution> known(
      String callee, String type, Optional<String> connection) {
    List<CompletionStage<Resolution>> found = new ArrayList<>();
    byType.forEach(
        (name, resolver) -> {
          if (type.equals(ALL) && !BY_ROUTE_ONLY.contains(name) || type.equals(name)) {
            found.add(resolver.resolve(callee, connection));
          }
        });
    return together(found);
  }

  private CompletionStage<Resolution> extras(
      List<CallResolveHook.Extra> extras, Optional<String> connection) {
    List<CompletionStage<Resolution>> found = new ArrayList<>();
    for (CallResolveHook.Extra extra : extras) {
      found.add(
          known(extra.callee(), extra.type(), connection)
              .thenApply(resolution -> timed(resolution, extra)));
    }
    return together(found);
  }

  private static Resolution timed(Resolution resolution, CallResolveHook.Extra extra) {
    List<Destination> later = new ArrayList<>();
    for (Destination d : resolution.destinations()) {
      later.add(
          new Destination(
              d.type(),
              d.name(),
              d.kind(),
              d.trickle(),
              extra.delay().plus(d.delay()),
              extra.ring().or(d::ring),
              d.party(),
              d.keys()));
    }
    return new Resolution(later, resolution.known());
  }

  private static CompletionStage<Resolution> together(List<CompletionStage<Resolution>> stages) {
    CompletionStage<Resolution> all = CompletableFuture.completedFuture(Resolution.UNKNOWN);
    for (CompletionStage<Resolution> stage : stages) {
      all = all.thenCombine(stage, Resolution::and);
    }
    return all;
  }
}
