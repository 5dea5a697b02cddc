package io.jackfield.media.embedded;

import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.media.embedded.relay.StreamStats;
import io.jackfield.media.embedded.relay.TransportStats;
import io.jackfield.media.embedded.rtp.Rtp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packet path's counters as the gateway's statistics. */
final class Statistics {
  private Statistics() {}

  static LegStats of(
      List<TransportStats> transports, Optional<Codec> audio, Map<String, Object> facts) {
    List<StreamStats> streams = transports.stream().flatMap(t -> t.streams().stream()).toList();
    LegStats.Flow received =
        new LegStats.Flow(
            streams.stream().mapToLong(StreamStats::packetsReceived).sum(),
            streams.stream().mapToLong(s -> whole(s.bytesReceived(), s.packetsReceived())).sum(),
            streams.stream().mapToLong(StreamStats::packetsLost).sum(),
            streams.stream().mapToDouble(StreamStats::jitterMillis).max().orElse(0),
            0);
    LegStats.Flow sent =
        new LegStats.Flow(
            streams.stream().mapToLong(StreamStats::packetsSent).sum(),
            streams.stream().mapToLong(s -> whole(s.bytesSent(), s.packetsSent())).sum(),
            streams.stream().mapToLong(StreamStats::packetsLostByPeer).sum(),
            streams.stream().mapToDouble(StreamStats::jitterByPeerMillis).max().orElse(0),
            Math.max(
                0, streams.stream().mapToDouble(StreamStats::roundTripMillis).max().orElse(0)));
    return new LegStats(received, sent, audio.map(Codec::name), details(transports, facts));
  }

  /** The path counts payloads; the gateway wants whole RTP packets. */
  private static long whole(long payload, long packets) {
    return payload + packets * Rtp.HEADER;
  }

  private static Map<String, Object> details(
      List<TransportStats> transports, Map<String, Object> facts) {
    Map<String, Object> details = new LinkedHashMap<>(facts);
    if (transports.isEmpty()) {
      return details;
    }
    TransportStats first = transports.get(0);
    first.remote().ifPresent(remote -> details.put("remote_address", Addresses.text(remote)));
    details.put("protection", first.protection());
    sum(details, "authentication_failures", transports, TransportStats::authenticationFailures);
    sum(details, "replays", transports, TransportStats::replays);
    sum(details, "malformed", transports, TransportStats::malformed);
    sum(details, "strangers", transports, TransportStats::strangers);
    long unmatched =
        transports.stream()
            .flatMap(t -> t.streams().stream())
            .mapToLong(StreamStats::packetsUnmatched)
            .sum();
    details.put("packets_without_common_codec", unmatched);
    return details;
  }

  private static void sum(
      Map<String, Object> details,
      String name,
      List<TransportStats> transports,
      java.util.function.ToLongFunction<TransportStats> counter) {
    details.put(name, transports.stream().mapToLong(counter).sum());
  }
}
