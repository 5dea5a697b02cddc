package io.jackfield.media.embedded.relay;

import java.util.concurrent.CompletionStage;

/** One negotiated flow of packets with a peer; carries one or more {@link MediaStream}s. */
public interface Transport extends AutoCloseable {

  /**
   * Adds a stream for one media section. On a transport with several (BUNDLE, RFC 8843) packets
   * find their stream by SSRC, then by MID, then by payload type.
   *
   * @param config what was negotiated; may be given again with {@link MediaStream#update}
   * @param listener digits and other events of the stream, called on the loop
   * @return the stream, joined to nothing
   */
  MediaStream addStream(StreamConfig config, StreamListener listener);

  /** Counters of the transport and its streams, taken on the loop. Fails after the close. */
  CompletionStage<TransportStats> stats();

  /** Sends RTCP BYE (and close_notify on DTLS) where possible and frees all; idempotent. */
  @Override
  void close();
}
