package io.jackfield.signaling.transport.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps answers for as long as they say, and lets equal questions share one query. Failures are not
 * kept.
 */
public final class DnsCache implements Dns {

  private static final Duration LONGEST = Duration.ofHours(1);

  /** For answers without records, which carry no time here (RFC 2308 5 allows up to hours). */
  private static final Duration NOTHING = Duration.ofSeconds(30);

  private final Dns servers;
  private final InstantSource clock;
  private final int capacity;
  private final Map<Question, Kept> kept = new ConcurrentHashMap<>();

  private record Question(String name, DnsType type) {}

  private record Kept(CompletableFuture<List<DnsRecord>> answer, Instant until) {}

  /**
   * Makes an empty cache.
   *
   * @param servers asked for what is not kept
   * @param capacity answers kept at most
   */
  public DnsCache(Dns servers, InstantSource clock, int capacity) {
    this.servers = servers;
    this.clock = clock;
    this.capacity = capacity;
  }

  @Override
  public CompletionStage<List<DnsRecord>> query(String name, DnsType type) {
    Question question = new Question(name.toLowerCase(Locale.ROOT), type);
    Instant now = clock.instant();
    CompletableFuture<List<DnsRecord>> fresh = new CompletableFuture<>();
    Kept found =
        kept.compute(
            question,
            (same, old) ->
                old != null && old.until().isAfter(now) ? old : new Kept(fresh, Instant.MAX));
    if (found.answer() == fresh) {
      ask(question, found);
    }
    return found.answer();
  }

  private void ask(Question question, Kept asked) {
    if (kept.size() > capacity) {
      shrink();
    }
    servers
        .query(question.name(), question.type())
        .whenComplete(
            (records, failure) -> {
              if (failure != null) {
                kept.remove(question, asked);
                asked.answer().completeExceptionally(failure);
              } else {
                Instant until = clock.instant().plus(life(records));
                kept.replace(question, asked, new Kept(asked.answer(), until));
                asked.answer().complete(records);
              }
            });
  }

  private static Duration life(List<DnsRecord> records) {
    return records.stream()
        .map(DnsRecord::ttl)
        .min(Duration::compareTo)
        .map(ttl -> ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl)
        .orElse(NOTHING);
  }

  /** Drops what is over, or else all: a full cache costs queries, never memory. */
  private void shrink() {
    Instant now = clock.instant();
    kept.values().removeIf(entry -> !entry.until().isAfter(now));
    if (kept.size() > capacity) {
      kept.values().removeIf(entry -> entry.answer().isDone());
    }
  }
}
