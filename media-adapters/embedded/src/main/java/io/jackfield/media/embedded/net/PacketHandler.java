package io.jackfield.media.embedded.net;

/** Takes the packets of a port, or of one peer of it. */
@FunctionalInterface
public interface PacketHandler {

  /**
   * Takes one packet on the loop's thread. Must neither block nor throw.
   *
   * @param port where it came in
   * @param data the loop's buffer; the packet may be changed in place and has {@link
   *     MediaLoop#HEADROOM} bytes before it and {@link MediaLoop#TAILROOM} bytes behind it. All is
   *     free again when the method returns.
   * @param off start of the packet
   * @param len its length in bytes
   * @param from the sender; on a connected port the peer it is connected to
   */
  void onPacket(UdpPort port, byte[] data, int off, int len, Peer from);
}
