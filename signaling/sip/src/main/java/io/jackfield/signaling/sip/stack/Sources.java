package io.jackfield.signaling.sip.stack;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many server transactions each source address has. Any thread. */
final class Sources {

  private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

  void begun(InetAddress source) {
    counts.merge(source, 1, Integer::sum);
  }

  void ended(InetAddress source) {
    counts.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
  }

  int of(InetAddress source) {
    return counts.getOrDefault(source, 0);
  }
}
