package io.jackfield.appliance.service;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which plugins services can be given, and what they mean for its media engines. Immutable. */
public final class PluginRules {

  /**
   * What the gateway itself can do; but for {@code sip} and {@code verto} a service has it anyway.
   */
  private static final Set<String> BUILT_IN =
      Set.of("room", "room_msglog", "call", "sip", "verto", "gelf");

  /** Older names of engines (README, "Fields"). */
  private static final Map<String, String> OLDER =
      Map.of(
          "nkmedia_janus", "janus",
          "nkmedia_fs", "freeswitch",
          "fs", "freeswitch",
          "nkmedia_kms", "kurento",
          "kms", "kurento");

  private final Map<String, List<MediaEngine>> engines = new LinkedHashMap<>();

  /**
   * Makes the rules.
   *
   * @param engines of the gateway, several of a backend or one, in the order of automatic choice
   *     when a service names none
   */
  public PluginRules(Collection<? extends MediaEngine> engines) {
    engines.forEach(
        engine ->
            this.engines.computeIfAbsent(engine.backend(), b -> new ArrayList<>()).add(engine));
  }

  /** Refuses a plugin that is not there. */
  void check(List<String> names) {
    for (String name : names) {
      String plugin = OLDER.getOrDefault(name, name);
      if (!BUILT_IN.contains(plugin) && !engines.containsKey(plugin)) {
        throw new FailureException(
            Failure.of(Reason.NOT_IMPLEMENTED).withDetail("no plugin " + plugin + " here"));
      }
    }
  }

  /**
   * The engines of a service, in the order in which it names them; all of them if it names none.
   */
  List<MediaEngine> engines(List<String> plugins) {
    List<MediaEngine> named =
        plugins.stream()
            .map(name -> OLDER.getOrDefault(name, name))
            .filter(engines::containsKey)
            .flatMap(backend -> engines.get(backend).stream())
            .toList();
    return named.isEmpty() ? engines.values().stream().flatMap(List::stream).toList() : named;
  }
}
