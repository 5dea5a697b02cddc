package io.jackfield.gateway.service;

import io.jackfield.gateway.hook.CallResolveHook;
import io.jackfield.gateway.hook.Hook;
import io.jackfield.gateway.hook.HookResult;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.signal.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the endpoints behind a callee name: what the resolvers of the wanted type know, then what
 * the holders of the hook {@code call_resolve} add. Any thread; the call puts a deadline on it.
 */
final class Resolvers {

  private static final String ALL = "all";

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
    return type.equals(ALL) || byType.containsKey(type);
  }

  /**
   * Looks a name up.
   *
   * @param connection the caller's own API connection, never invited
   * @param caller who calls, for the hook
   */
  CompletionStage<Resolution> resolve(
      String callee, String type, Optional<String> connection, String caller) {
    CompletionStage<Resolution> own = known(callee, type, connection);
    if (!hook.held()) {
      return own;
    }
    CompletionStage<Resolution> added =
        hook.ask(new CallResolveHook.Question(callee, type, caller))
            .thenApply(HookResult::answer)
            .thenCompose(extras -> extras(extras.orElse(List.of()), connection));
    return own.thenCombine(added, Resolution::and);
  }

  private CompletionStage<Resolution> known(
      String callee, String type, Optional<String> connection) {
    List<CompletionStage<Resolution>> found = new ArrayList<>();
    byType.forEach(
        (name, resolver) -> {
          if (type.equals(ALL) || type.equals(name)) {
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
              d.party()));
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
