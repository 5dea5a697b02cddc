package io.jackfield.signaling.api.gelf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as datagrams. Each chunk has two magic bytes, eight of the message's id, its number and
 * how many there are, at most 128.
 */
final class GelfChunks {

  /** Fits an Ethernet frame, over IPv6 too. */
  static final int DATAGRAM = 1_420;

  /** What Graylog takes; the network layer splits it. Only for what does not fit otherwise. */
  static final int LARGE_DATAGRAM = 8_192;

  static final int MOST = 128;
  private static final int HEADER = 12;
  private static final byte[] MAGIC = {0x1e, 0x0f};

  private GelfChunks() {}

  /**
   * Cuts a message up.
   *
   * @param id of the message, unlike any other of the last seconds
   * @return one datagram for a short message; none when it is too long for 128 large ones
   */
  static List<byte[]> of(byte[] message, long id) {
    if (message.length <= DATAGRAM) {
      return List.of(message);
    }
    int size = (message.length <= MOST * (DATAGRAM - HEADER) ? DATAGRAM : LARGE_DATAGRAM) - HEADER;
    int count = (message.length + size - 1) / size;
    if (count > MOST) {
      return List.of();
    }
    List<byte[]> chunks = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      int from = number * size;
      int length = Math.min(size, message.length - from);
      chunks.add(
          ByteBuffer.allocate(HEADER + length)
              .put(MAGIC)
              .putLong(id)
              .put((byte) number)
              .put((byte) count)
              .put(message, from, length)
              .array());
    }
    return chunks;
  }
}
