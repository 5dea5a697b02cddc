package io.jackfield.gateway.room;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON-like bodies that show a room (media-room.md, {@code get_info} and {@code get_list}). */
public final class RoomInfo {

  private RoomInfo() {}

  /**
   * Everything known of a room.
   *
   * @param s its state
   * @return in the order of the specification
   */
  public static Map<String, Object> info(RoomState s) {
    Map<String, Object> body = brief(s);
    body.put("audio_codec", s.spec().audioCodec().orElse("opus"));
    body.put("video_codec", s.spec().videoCodec().orElse("vp8"));
    body.put("bitrate", s.spec().bitrate());
    body.put("timeout", s.timeout().toSeconds());
    body.put("status", s.status());
    Map<String, Object> members = new LinkedHashMap<>();
    s.members().forEach((id, member) -> members.put(id.value(), member.body()));
    body.put("members", members);
    return body;
  }

  /**
   * A room as one row of a list.
   *
   * @param s its state
   * @return {@code room_id}, {@code class}, {@code backend}
   */
  public static Map<String, Object> brief(RoomState s) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("room_id", s.id().value());
    body.put("class", s.spec().roomClass().wireName());
    body.put("backend", s.backend());
    return body;
  }
}
