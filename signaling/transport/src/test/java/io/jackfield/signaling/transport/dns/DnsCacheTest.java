package io.jackfield.signaling.transport.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is kept, for how long, and how often servers are asked. */
class DnsCacheTest {

  private final List<CompletableFuture<List<DnsRecord>>> asked = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final DnsCache cache =
      new DnsCache(
          (name, type) -> {
            CompletableFuture<List<DnsRecord>> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
          },
          () -> now,
          2);

  private static DnsRecord host(int seconds) {
    return new DnsRecord.Host(InetAddress.getLoopbackAddress(), Duration.ofSeconds(seconds));
  }

  @Test
  void equalQuestionsShareOneQueryUntilTheFirstRecordEnds() {
    var first = cache.query("a.example", DnsType.A).toCompletableFuture();
    var second = cache.query("A.example", DnsType.A).toCompletableFuture();
    assertEquals(1, asked.size());
    asked.get(0).complete(List.of(host(60), host(20)));
    assertEquals(first.join(), second.join());
    now = now.plusSeconds(19);
    assertTrue(cache.query("a.example", DnsType.A).toCompletableFuture().isDone());
    now = now.plusSeconds(1);
    assertFalse(cache.query("a.example", DnsType.A).toCompletableFuture().isDone());
    assertEquals(2, asked.size());
  }

  @Test
  void failuresAreNotKeptAndNothingIsKeptForAWhile() {
    cache.query("a.example", DnsType.A);
    asked.get(0).completeExceptionally(new IOException("no"));
    cache.query("a.example", DnsType.A);
    assertEquals(2, asked.size());
    asked.get(1).complete(List.of());
    cache.query("a.example", DnsType.A);
    assertEquals(2, asked.size());
    now = now.plusSeconds(30);
    cache.query("a.example", DnsType.A);
    assertEquals(3, asked.size());
  }

  @Test
  void itNeverGrowsPastItsCapacity() {
    for (int i = 0; i < 100; i++) {
      cache.query(i + ".example", DnsType.A);
      asked.get(i).complete(List.of(host(3_600)));
    }
    int before = asked.size();
    cache.query("99.example", DnsType.A);
    cache.query("0.example", DnsType.A);
    assertEquals(before + 1, asked.size());
  }
}
