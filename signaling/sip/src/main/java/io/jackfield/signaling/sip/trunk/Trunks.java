package io.jackfield.signaling.sip.trunk;

import io.jackfield.gateway.limit.CallCap;
import io.jackfield.gateway.limit.CallLimit;
import io.jackfield.signaling.sip.locate.Locator;
import io.jackfield.signaling.sip.stack.TransactionLayer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** All trunks of a service. Any thread. */
public final class Trunks {

  /** RFC 5626 4.5, base-time when all flows have failed. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);

  private final Map<String, Trunk> byName = new LinkedHashMap<>();
  private final RandomGenerator random;

  /**
   * Makes them; nothing is sent yet.
   *
   * @param configs in order of configuration
   * @param listener hears how they come and go
   * @throws IllegalArgumentException if two have one name
   */
  public Trunks(
      List<TrunkConfig> configs,
      TransactionLayer layer,
      Locator locator,
      InstantSource clock,
      RandomGenerator random,
      TrunkListener listener) {
    this(configs, layer, locator, clock, random, FIRST_WAIT, listener);
  }

  Trunks(
      List<TrunkConfig> configs,
      TransactionLayer layer,
      Locator locator,
      InstantSource clock,
      RandomGenerator random,
      Duration firstWait,
      TrunkListener listener) {
    this.random = random;
    for (TrunkConfig config : configs) {
      TrunkHealth health = new TrunkHealth(config, layer, locator, listener);
      Optional<TrunkRegistration> registration =
          config.registerExpires().isZero()
              ? Optional.empty()
              : Optional.of(
                  new TrunkRegistration(config, health, layer, random, firstWait, listener));
      CallLimit limit = new CallLimit(new CallCap(config.maxCalls(), config.maxCps()), clock);
      if (byName.put(config.name(), new Trunk(config, health, registration, limit)) != null) {
        throw new IllegalArgumentException("two trunks are called " + config.name());
      }
    }
  }

  /** Starts registrations and probes. */
  public void start() {
    byName.values().forEach(Trunk::start);
  }

  /**
   * Ends them; registrations are taken back.
   *
   * @param deadline how long to wait for the registrars
   * @return completes when all have answered or the time is over
   */
  public CompletionStage<Void> stop(Duration deadline) {
    return CompletableFuture.allOf(
        byName.values().stream()
            .map(trunk -> trunk.stop(deadline).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** The trunk a request from this address belongs to. */
  public Optional<Trunk> from(InetAddress source) {
    return byName.values().stream().filter(trunk -> trunk.sends(source)).findFirst();
  }

  /** The trunk whose requests this user of ours sends, wherever from. */
  public Optional<Trunk> ofUser(String user) {
    return byName.values().stream()
        .filter(trunk -> trunk.config().matchUsers().contains(user))
        .findFirst();
  }

  /** How they stand, in order of configuration. */
  public List<TrunkStatus> status() {
    return byName.values().stream().map(Trunk::status).toList();
  }

  /**
   * Trunks of a route in the order to try them: by priority, then by their share, then as named.
   *
   * @param names unknown ones are left out
   */
  public List<Trunk> inOrder(List<String> names) {
    Map<Integer, List<Trunk>> byPriority = new TreeMap<>();
    for (String name : names) {
      Trunk trunk = byName.get(name);
      if (trunk != null) {
        byPriority.computeIfAbsent(trunk.config().priority(), p -> new ArrayList<>()).add(trunk);
      }
    }
    List<Trunk> ordered = new ArrayList<>();
    for (List<Trunk> equals : byPriority.values()) {
      // Each draws a number, the heavier the more likely a large one; those of no weight none.
      Map<Trunk, Double> drawn = new LinkedHashMap<>();
      equals.forEach(
          trunk ->
              drawn.put(
                  trunk,
                  trunk.config().weight() == 0
                      ? 0
                      : Math.pow(random.nextDouble(), 1.0 / trunk.config().weight())));
      equals.sort(Comparator.comparing(drawn::get).reversed());
      ordered.addAll(equals);
    }
    return ordered;
  }
}
