package io.jackfield.media.embedded.relay;

/** Puts packets into an inbox as a loop does. */
public final class TapFeed {
  private TapFeed() {}

  /** Puts one packet in. */
  public static void put(PacketInbox inbox, byte[] packet) {
    inbox.put(packet, 0, packet.length);
  }
}
