package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.net.MediaLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Media of a WebRTC peer that overtakes our keys. The peer may send as soon as it has our last
 * handshake message, while we still work its keys out on another thread. A lost voice packet would
 * not matter, a lost key frame is a picture that comes late. Belongs to the loop.
 */
final class EarlyMedia {

  /** A third of a second of voice, or a small key frame; packets beyond it are lost. */
  static final int LIMIT = 16;

  /** Takes a packet with the room around it that the packet path wants. */
  interface Receiver {
    void packet(IcePaths.Path path, byte[] data, int off, int len);
  }

  private record Held(IcePaths.Path path, byte[] data, int len) {}

  private List<Held> packets = List.of();

  /**
   * Keeps a copy of a packet.
   *
   * @return false when there is no room
   */
  boolean hold(IcePaths.Path path, byte[] data, int off, int len) {
    if (packets.size() >= LIMIT) {
      return false;
    }
    if (packets.isEmpty()) {
      packets = new ArrayList<>(2);
    }
    byte[] copy = new byte[MediaLoop.HEADROOM + len + MediaLoop.TAILROOM];
    System.arraycopy(data, off, copy, MediaLoop.HEADROOM, len);
    packets.add(new Held(path, copy, len));
    return true;
  }

  /** Hands over what is kept, in the order it came. */
  void release(Receiver receiver) {
    List<Held> all = packets;
    packets = List.of();
    for (Held one : all) {
      receiver.packet(one.path, one.data, MediaLoop.HEADROOM, one.len);
    }
  }

  /** Drops what is kept. */
  void clear() {
    packets = List.of();
  }
}
