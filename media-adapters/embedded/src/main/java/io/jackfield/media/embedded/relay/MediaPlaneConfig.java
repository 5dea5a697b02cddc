package io.jackfield.media.embedded.relay;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Settings of a {@link MediaPlane}.
 *
 * @param bindAddresses local addresses to bind, IPv4 or IPv6; a wildcard binds all
 * @param advertisedAddresses addresses for candidates and SDP; empty means the bound ones, or for a
 *     wildcard the machine's own addresses
 * @param webRtcPort UDP port of all WebRTC legs; 0 lets the system choose
 * @param rtpPortFirst first port of the RTP range
 * @param rtpPortLast last port of the RTP range, included
 * @param loops number of media loops, at least 1
 * @param handshakeThreads most DTLS handshakes at once
 * @param handshakeTimeout longest wait for a DTLS handshake once ICE is connected
 * @param consentTimeout silence of the peer's STUN checks after which consent is lost (RFC 7675: 30
 *     s)
 * @param mediaTimeout silence of the peer's media after which {@link StreamListener#onMediaStopped}
 *     is called; zero turns it off
 * @param portDrain time a closed RTP port pair rests before it is used again
 */
public record MediaPlaneConfig(
    List<InetAddress> bindAddresses,
    List<InetAddress> advertisedAddresses,
    int webRtcPort,
    int rtpPortFirst,
    int rtpPortLast,
    int loops,
    int handshakeThreads,
    Duration handshakeTimeout,
    Duration consentTimeout,
    Duration mediaTimeout,
    Duration portDrain) {

  /** Copies the lists and refuses impossible values. */
  public MediaPlaneConfig {
    bindAddresses = List.copyOf(bindAddresses);
    advertisedAddresses = List.copyOf(advertisedAddresses);
    if (bindAddresses.isEmpty()) {
      throw new IllegalArgumentException("no address to bind");
    }
    if (webRtcPort < 0 || webRtcPort > 65535) {
      throw new IllegalArgumentException("WebRTC port " + webRtcPort + " is not a port");
    }
    if (rtpPortFirst < 1 || rtpPortLast > 65535 || rtpPortLast - rtpPortFirst < 1) {
      throw new IllegalArgumentException(
          "RTP port range " + rtpPortFirst + "-" + rtpPortLast + " holds no port pair");
    }
    if (loops < 1 || handshakeThreads < 1) {
      throw new IllegalArgumentException("loops and handshake threads must be at least 1");
    }
  }

  /**
   * The defaults on one address: WebRTC port 10000, RTP 20000-29999.
   *
   * @param bind the address to bind
   * @return the settings
   */
  public static MediaPlaneConfig on(InetAddress bind) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new MediaPlaneConfig(
        List.of(bind),
        List.of(),
        10000,
        20000,
        29999,
        Math.max(1, cores / 2),
        Math.max(2, cores),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10));
  }

  /**
   * The same settings with other ports.
   *
   * @param webRtc UDP port of all WebRTC legs; 0 lets the system choose
   * @param first first port of the RTP range
   * @param last last port of the RTP range, included
   * @return the new settings
   */
  public MediaPlaneConfig withPorts(int webRtc, int first, int last) {
    return new MediaPlaneConfig(
        bindAddresses,
        advertisedAddresses,
        webRtc,
        first,
        last,
        loops,
        handshakeThreads,
        handshakeTimeout,
        consentTimeout,
        mediaTimeout,
        portDrain);
  }
}
