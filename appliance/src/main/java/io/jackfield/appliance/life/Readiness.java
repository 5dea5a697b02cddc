package io.jackfield.appliance.life;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Why the gateway cannot take calls now; ready when there is no reason left. Any thread. */
public final class Readiness {

  private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

  /** Starts not ready: parts report themselves ready one by one. */
  public Readiness() {
    reasons.put("start", "starting");
  }

  /**
   * Notes why a part cannot work.
   *
   * @param part its name; a second reason of one part replaces the first
   * @param reason a few words for people
   */
  public void notReady(String part, String reason) {
    reasons.put(part, reason);
  }

  /** Takes a part's reason back. */
  public void ready(String part) {
    reasons.remove(part);
  }

  /** Everything is up. */
  public void started() {
    ready("start");
  }

  /** Whether calls are taken. */
  public boolean isReady() {
    return reasons.isEmpty();
  }

  /** Every reason against, as {@code part: reason}, in order of the parts' names. */
  public List<String> reasons() {
    return reasons.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }
}
