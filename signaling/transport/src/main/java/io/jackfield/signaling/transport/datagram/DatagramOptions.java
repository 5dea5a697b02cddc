package io.jackfield.signaling.transport.datagram;

/**
 * Settings of a UDP address.
 *
 * @param sockets sockets on the one address, each on its own loop (SO_REUSEPORT); more than one
 *     needs native I/O, else one is used
 * @param receiveBuffer kernel buffer in bytes; 0 for the system's choice
 * @param maxDatagram largest datagram read, in bytes; the rest of a longer one is lost
 */
public record DatagramOptions(int sockets, int receiveBuffer, int maxDatagram) {

  /** Checks the ranges. */
  public DatagramOptions {
    if (sockets < 1 || receiveBuffer < 0 || maxDatagram < 1 || maxDatagram > 65_535) {
      throw new IllegalArgumentException("datagram options out of range");
    }
  }

  /** One socket, 1 MiB of kernel buffer, 65,535 bytes a datagram. */
  public static DatagramOptions defaults() {
    return new DatagramOptions(1, 1 << 20, 65_535);
  }
}
