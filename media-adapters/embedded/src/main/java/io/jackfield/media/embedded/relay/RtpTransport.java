package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.srtp.SdesKey;
import java.net.InetSocketAddress;

/**
 * The RTP and RTCP port pair of one media section with a SIP peer: RTP/AVP, RTP/AVPF, or RTP/SAVP
 * with SDES keys (RFC 4568).
 */
public interface RtpTransport extends Transport {

  /** Address and port for {@code c=} and {@code m=}; the advertised address. */
  InetSocketAddress localRtp();

  /** Address and port for {@code a=rtcp}; RTP's port plus one. */
  InetSocketAddress localRtcp();

  /**
   * Says where the peer's description wants packets, and opens the latch: the first plausible
   * packet that follows fixes the real address (symmetric RTP, RFC 4961), and nothing later moves
   * it but another call of this method with a different address.
   *
   * @param rtp where RTP goes until then
   * @param rtcp where RTCP goes; equal to {@code rtp} when multiplexed (RFC 5761)
   */
  void remote(InetSocketAddress rtp, InetSocketAddress rtcp);

  /**
   * Switches to SRTP. With other keys than before, new contexts begin.
   *
   * @param local key of our {@code a=crypto}, for what we send
   * @param remote key of the peer's {@code a=crypto}, for what we receive
   */
  void secure(SdesKey local, SdesKey remote);
}
