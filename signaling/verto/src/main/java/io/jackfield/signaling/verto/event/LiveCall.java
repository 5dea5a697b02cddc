package io.jackfield.signaling.verto.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call as others see it.
 *
 * @param id the call
 * @param callerName may be empty
 * @param callerNumber may be empty
 * @param calleeName may be empty
 * @param callee as dialled
 * @param state {@code RINGING}, {@code ACTIVE} or {@code HANGUP}
 */
record LiveCall(
    String id,
    String callerName,
    String callerNumber,
    String calleeName,
    String callee,
    String state) {

  /** From the body of {@code get_info} (media-call.md). */
  static LiveCall of(String id, Map<String, Object> info, String state) {
    return new LiveCall(
        id,
        part(info.get("caller"), "name"),
        part(info.get("caller"), "number"),
        part(info.get("callee"), "name"),
        text(info.get("callee_name")),
        state);
  }

  private static String part(Object party, String name) {
    return party instanceof Map<?, ?> map ? text(map.get(name)) : "";
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  LiveCall with(String newState) {
    return new LiveCall(id, callerName, callerNumber, calleeName, callee, newState);
  }

  /** A row of the live array: numbers, names, state. */
  List<Object> row() {
    return List.of(callerNumber, callerName, callee, calleeName, state);
  }

  /** The data of mod_verto's presence event about one of the two users. */
  Map<String, Object> presence(String user, boolean caller) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("channelCallState", state);
    data.put("callerIDName", callerName);
    data.put("callerIDNumber", callerNumber);
    data.put("calleeIDName", calleeName);
    data.put("calleeIDNumber", callee);
    data.put("channelUUID", id);
    data.put("presenceCallDirection", caller ? "inbound" : "outbound");
    data.put("channelPresenceID", user);
    return data;
  }
}
