package io.jackfield.bench.relay;

import io.jackfield.media.embedded.srtp.SdesKey;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A relay under load, set up.
 *
 * @param name for the table
 * @param pid its process
 * @param sessions in order
 */
record RelayTarget(String name, long pid, List<Session> sessions) {

  /**
   * One relayed session.
   *
   * @param secure where the load sends SRTP
   * @param plain where the load sends RTP
   * @param relayKey under which the relay sends SRTP to the load
   */
  record Session(InetSocketAddress secure, InetSocketAddress plain, SdesKey relayKey) {}
}
