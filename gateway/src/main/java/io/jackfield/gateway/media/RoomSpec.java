package io.jackfield.gateway.media;

import java.util.Optional;

/**
 * What a room is to be when it is opened (media-room.md, {@code create}). An engine that cannot
 * force a value takes it as information.
 *
 * @param roomClass SFU or MCU
 * @param audioCodec wanted codec, wire name: {@code opus}, {@code isac32}, {@code isac16}, {@code
 *     pcmu}, {@code pcma}
 * @param videoCodec wanted codec, wire name: {@code vp8}, {@code vp9}, {@code h264}
 * @param bitrate most a publisher may send, kbit/s, 0 = unlimited
 * @param profile the engine's own name for a kind of conference ({@code room_profile})
 * @param layout video layout of an MCU
 */
public record RoomSpec(
    RoomClass roomClass,
    Optional<String> audioCodec,
    Optional<String> videoCodec,
    int bitrate,
    Optional<String> profile,
    Optional<String> layout) {

  /** Refuses a negative bitrate. */
  public RoomSpec {
    if (bitrate < 0) {
      throw new IllegalArgumentException("bitrate " + bitrate);
    }
  }

  /**
   * A room without wishes.
   *
   * @param roomClass SFU or MCU
   * @return no codec, no limit, no layout
   */
  public static RoomSpec of(RoomClass roomClass) {
    return new RoomSpec(
        roomClass, Optional.empty(), Optional.empty(), 0, Optional.empty(), Optional.empty());
  }
}
