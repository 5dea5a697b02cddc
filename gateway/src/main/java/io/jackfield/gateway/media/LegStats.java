package io.jackfield.gateway.media;

import java.util.Map;
import java.util.Optional;

/**
 * What a leg counted since it started.
 *
 * @param received from the client
 * @param sent to the client
 * @param audioCodec negotiated audio codec, e.g. {@code opus}
 * @param details engine's own extras as JSON-like values (ICE pair, DTLS, SRTP profile)
 */
public record LegStats(
    Flow received, Flow sent, Optional<String> audioCodec, Map<String, Object> details) {

  /**
   * One direction.
   *
   * @param packets RTP packets
   * @param bytes RTP bytes, header included
   * @param lost packets lost (RFC 3550 section 6.4.1); for sent media as the client reports it
   * @param jitterMillis interarrival jitter
   * @param roundTripMillis last round trip measured, 0 when unknown
   */
  public record Flow(
      long packets, long bytes, long lost, double jitterMillis, double roundTripMillis) {

    /** Nothing counted. */
    public static final Flow NONE = new Flow(0, 0, 0, 0, 0);
  }

  /** Nothing counted. */
  public static final LegStats NONE =
      new LegStats(Flow.NONE, Flow.NONE, Optional.empty(), Map.of());

  /** Copies the map. */
  public LegStats {
    details = Map.copyOf(details);
  }
}
