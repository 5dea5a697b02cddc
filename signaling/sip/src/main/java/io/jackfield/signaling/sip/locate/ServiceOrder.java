package io.jackfield.signaling.sip.locate;

import io.jackfield.signaling.transport.dns.DnsRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The order of servers: by priority, by chance and weight among equals (RFC 2782). */
final class ServiceOrder {

  private ServiceOrder() {}

  /** The SRV records among these in the order to try them. */
  static List<DnsRecord.Service> of(List<DnsRecord> records, RandomGenerator random) {
    Map<Integer, List<DnsRecord.Service>> byPriority = new TreeMap<>();
    for (DnsRecord record : records) {
      // RFC 2782: a target of "." says that the service is decidedly not there.
      if (record instanceof DnsRecord.Service service && !service.target().isEmpty()) {
        byPriority.computeIfAbsent(service.priority(), p -> new ArrayList<>()).add(service);
      }
    }
    List<DnsRecord.Service> ordered = new ArrayList<>();
    byPriority.values().forEach(equals -> draw(equals, random, ordered));
    return ordered;
  }

  private static void draw(
      List<DnsRecord.Service> left, RandomGenerator random, List<DnsRecord.Service> ordered) {
    // Those of weight zero first, so that they have a very small chance.
    left.sort(Comparator.comparingInt(DnsRecord.Service::weight));
    int sum = left.stream().mapToInt(DnsRecord.Service::weight).sum();
    while (!left.isEmpty()) {
      int at = random.nextInt(sum + 1);
      int next = 0;
      for (int running = left.get(0).weight(); running < at; running += left.get(next).weight()) {
        next++;
      }
      DnsRecord.Service drawn = left.remove(next);
      sum -= drawn.weight();
      ordered.add(drawn);
    }
  }
}
