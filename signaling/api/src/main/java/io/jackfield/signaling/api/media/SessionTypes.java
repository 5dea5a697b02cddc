package io.jackfield.signaling.api.media;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.command.Validation;
import io.jackfield.signaling.api.command.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Session types with their fields, between the command's values and the gateway's records. */
final class SessionTypes {

  private static final int MAX = Integer.MAX_VALUE;

  private SessionTypes() {}

  static Field typeField() {
    return Field.choice(
        "type",
        Arrays.stream(SessionType.values()).map(SessionType::wireName).toArray(String[]::new));
  }

  /** The fields of all types (media-session.md, "Types, backends, roles"). */
  static List<Field> typeFields() {
    return List.of(
        Field.id("peer_id").says("bridge, connect: the session to join or to receive"),
        Field.id("room_id").alias("room").otherwise("a new UUID").says("publish, mcu: the room"),
        Field.bool("create_room").orElse(false).says("publish: make the room if there is none"),
        Field.id("publisher_id").alias("publisher").says("listen: the publisher's session"),
        Field.text("layout").says("mcu: layout of the conference"),
        Field.text("room_profile").says("mcu: profile of the conference"),
        Field.text("uri").says("play: the file to play"),
        Field.integer("loops", 0, MAX).says("play: how often"),
        Field.integer("room_bitrate", 0, MAX).says("publish: kbit/s of a new room, 0 = unlimited"),
        Field.choice("room_audio_codec", "opus", "isac32", "isac16", "pcmu", "pcma")
            .alias("room_audiocodec")
            .says("publish: audio codec of a new room"),
        Field.choice("room_video_codec", "vp8", "vp9", "h264")
            .alias("room_videocodec")
            .says("publish: video codec of a new room"));
  }

  static List<Field> mediaFields() {
    return List.of(
        Field.bool("mute_audio").inverseOf("use_audio").says("the client's audio is not passed on"),
        Field.bool("mute_video").inverseOf("use_video").says("the client's video is not passed on"),
        Field.bool("mute_data").inverseOf("use_data").says("the client's data are not passed on"),
        Field.integer("bitrate", 0, MAX).says("kbit/s the client may send, 0 = unlimited"),
        Field.bool("record").says("start or stop recording"));
  }

  /** Of a new session, which may be sent so many kbit/s unless it says otherwise; 0 for any. */
  static MediaUpdate media(Values v, int bitrate) {
    MediaUpdate byDefault =
        new MediaUpdate(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(bitrate).filter(limit -> limit > 0));
    return byDefault.then(media(v));
  }

  static MediaUpdate media(Values v) {
    return new MediaUpdate(
        v.find(Boolean.class, "mute_audio"),
        v.find(Boolean.class, "mute_video"),
        v.find(Boolean.class, "mute_data"),
        v.find(Long.class, "bitrate").map(Long::intValue));
  }

  /** Empty for {@code p2p}, which needs no engine. */
  static Optional<LegType> read(Values v) {
    return read(SessionType.ofWire(v.text("type")).orElseThrow(), v);
  }

  /** The same for a type named elsewhere ({@code op}). */
  static Optional<LegType> read(SessionType type, Values v) {
    return switch (type) {
      case P2P -> Optional.empty();
      case ECHO -> Optional.of(new LegType.Echo());
      case PARK -> Optional.of(new LegType.Park());
      case PROXY ->
          Optional.of(new LegType.Proxy(v.find(SdpKind.class, "sdp_type").orElse(SdpKind.WEBRTC)));
      case BRIDGE -> Optional.of(new LegType.Bridge(new SessionId(needed(v, "peer_id"))));
      case CONNECT -> Optional.of(new LegType.Connect(new SessionId(needed(v, "peer_id"))));
      case LISTEN -> Optional.of(new LegType.Listen(new SessionId(needed(v, "publisher_id"))));
      case PUBLISH -> Optional.of(new LegType.Publish(room(v)));
      case MCU -> Optional.of(new LegType.Mcu(room(v), v.maybe("layout")));
      case PLAY -> Optional.of(new LegType.Play(needed(v, "uri"), integer(v, "loops")));
    };
  }

  /** The type fields a session's type makes mandatory must be there before anything is started. */
  private static String needed(Values v, String field) {
    return v.maybe(field).orElseThrow(() -> Validation.missing(field));
  }

  private static RoomId room(Values v) {
    return new RoomId(v.maybe("room_id").orElseGet(() -> UUID.randomUUID().toString()));
  }

  /** What the request says about the room of its type. */
  static RoomWish room(LegType type, Values v) {
    Optional<RoomId> named = v.maybe("room_id").map(RoomId::new);
    RoomSpec spec =
        new RoomSpec(
            type instanceof LegType.Mcu ? RoomClass.MCU : RoomClass.SFU,
            v.maybe("room_audio_codec"),
            v.maybe("room_video_codec"),
            integer(v, "room_bitrate").orElse(0),
            v.maybe("room_profile"),
            v.maybe("layout"));
    return new RoomWish(
        named, named.isEmpty() || v.find(Boolean.class, "create_room").orElse(false), spec);
  }

  static OptionalInt integer(Values v, String field) {
    return v.find(Long.class, field).stream()
        .map(Math::toIntExact)
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  static OptionalInt code(Values v) {
    return v.find(Long.class, "code").stream().mapToInt(Long::intValue).findFirst();
  }
}
