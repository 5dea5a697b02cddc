package io.jackfield.media.embedded.relay;

import io.jackfield.gateway.time.Owner;
import io.jackfield.media.embedded.net.MediaLoops;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * All sockets and loops of the embedded engine: one UDP port for every WebRTC leg and a range of
 * ports for plain RTP legs.
 */
public interface MediaPlane extends AutoCloseable {

  /**
   * Binds the WebRTC port and starts the loops.
   *
   * @param config addresses, ports and limits
   * @return the open plane
   * @throws IOException when a port cannot be bound; the message names address and port
   */
  static MediaPlane open(MediaPlaneConfig config) throws IOException {
    return PlaneImpl.open(config, MediaLoops.BEST, Clock.systemUTC());
  }

  /**
   * Creates a WebRTC transport in its passive state: it answers nothing until it is started.
   *
   * @param affinity transports with an equal key (a call's id) share one loop, which makes a relay
   *     between them free of hand-over
   * @param listener called on the loop
   * @return the transport, with its ICE credentials and candidates ready
   */
  WebRtcTransport webRtc(String affinity, TransportListener listener);

  /**
   * Creates a plain RTP transport on a free port pair (RTP even, RTCP odd).
   *
   * @param affinity see {@link #webRtc}
   * @param listener called on the loop
   * @return the transport, bound
   * @throws IOException when the range has no free pair; the message says which range
   */
  RtpTransport rtp(String affinity, TransportListener listener) throws IOException;

  /**
   * The loop of the transports with this affinity, for the adapter's own state and timers of the
   * legs on them. Tasks handed over after the close are dropped.
   *
   * @param affinity see {@link #webRtc}
   * @return an equal key gives the same loop
   */
  Owner owner(String affinity);

  /**
   * A source whose packets are made here.
   *
   * @param affinity see {@link #webRtc}; that of the streams that hear it
   * @param kind audio or video
   * @param formats what its packets may be, under numbers of its own
   * @param keyFrameWanted run on the loop when a viewer needs a key frame
   * @return heard by nobody yet; must be closed
   */
  MadeSource made(
      String affinity, MediaKind kind, List<PayloadFormat> formats, Runnable keyFrameWanted);

  /** Worker threads for coding and mixing. */
  Workers workers();

  /**
   * Runs one DTLS handshake and SRTP round trip inside the process, so that the first caller does
   * not pay for class loading and compilation.
   *
   * @return done when warm; fails only when the cryptography does not work at all
   */
  CompletionStage<Void> warmUp();

  /** What the plane has seen that belongs to no leg, and what is open now. Never blocks. */
  CompletionStage<PlaneCounters> counters();

  /**
   * Closes every transport and the sockets; idempotent, returns when all is closed (at most 5 s).
   */
  @Override
  void close();
}
