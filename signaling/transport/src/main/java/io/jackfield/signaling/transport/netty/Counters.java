package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.TransportStatistics;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.TransportKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The transport's counters. Any thread. */
final class Counters {

  private final Map<TransportKind, LongAdder> open = adders(TransportKind.class);
  private final Map<TransportKind, LongAdder> accepted = adders(TransportKind.class);
  private final Map<CloseCause.Kind, LongAdder> closed = adders(CloseCause.Kind.class);
  final LongAdder bytesIn = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder queuedMessages = new LongAdder();
  final LongAdder queuedBytes = new LongAdder();
  final LongAdder httpOpen = new LongAdder();
  final LongAdder httpRequests = new LongAdder();
  final LongAdder httpRefused = new LongAdder();
  final LongAdder handshakesFailed = new LongAdder();

  void opened(TransportKind kind) {
    open.get(kind).increment();
    accepted.get(kind).increment();
  }

  void closed(TransportKind kind, CloseCause.Kind reason) {
    open.get(kind).decrement();
    closed.get(reason).increment();
  }

  void closedSocket() {
    open.get(TransportKind.UDP).decrement();
  }

  TransportStatistics snapshot() {
    return new TransportStatistics(
        sums(open),
        sums(accepted),
        sums(closed),
        bytesIn.sum(),
        bytesOut.sum(),
        queuedMessages.sum(),
        queuedBytes.sum(),
        httpOpen.sum(),
        httpRequests.sum(),
        httpRefused.sum(),
        handshakesFailed.sum());
  }

  private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> type) {
    Map<K, LongAdder> map = new EnumMap<>(type);
    for (K key : type.getEnumConstants()) {
      map.put(key, new LongAdder());
    }
    return map;
  }

  private static <K> Map<K, Long> sums(Map<K, LongAdder> adders) {
    Map<K, Long> sums = new java.util.HashMap<>();
    adders.forEach((key, adder) -> sums.put(key, adder.sum()));
    return sums;
  }
}
