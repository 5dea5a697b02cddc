package io.jackfield.signaling.verto.call;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who talks to whom in a dialog, as clients are told.
 *
 * @param callerName name of who called
 * @param callerNumber number of who called
 * @param calleeName name of who is called
 * @param calleeNumber number of who is called
 * @param inbound whether the client called us; mod_verto counts directions from its own side
 */
record Parties(
    String callerName,
    String callerNumber,
    String calleeName,
    String calleeNumber,
    boolean inbound) {

  /** mod_verto's name for a callee of whom nothing is known. */
  static final String NO_CALLEE = "Outbound Call";

  /** verto.md, "To client": names of a caller of whom nothing is known. */
  static final String NO_CALLER = "My Name";

  /** The number to that. */
  static final String NO_NUMBER = "0000000000";

  /** The fields of {@code verto.invite} and {@code verto.attach}. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("caller_id_name", callerName);
    fields.put("caller_id_number", callerNumber);
    fields.put("callee_id_name", calleeName);
    fields.put("callee_id_number", calleeNumber);
    fields.put("display_direction", inbound ? "inbound" : "outbound");
    return fields;
  }

  /** The fields of {@code verto.display}: the other side, then everything. */
  Map<String, Object> display() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("display_name", inbound ? calleeName : callerName);
    fields.put("display_number", inbound ? calleeNumber : callerNumber);
    fields.putAll(fields());
    return fields;
  }

  /** The same with another other side. */
  Parties withOther(String name, String number) {
    return inbound
        ? withCallee(name, number)
        : new Parties(name, number, calleeName, calleeNumber, false);
  }

  /** The same with another callee. */
  Parties withCallee(String name, String number) {
    return new Parties(callerName, callerNumber, name, number, inbound);
  }
}
