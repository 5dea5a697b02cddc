package io.jackfield.signaling.verto.rpc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error reply, in the words of mod_verto.
 *
 * @param members of the error object beside {@code message} and {@code code}
 * @param message what is wrong
 * @param code JSON-RPC's, or mod_verto's -32000..-32002
 */
public record RpcError(Map<String, Object> members, String message, int code) {

  /** Not logged in. */
  public static final RpcError AUTHENTICATION_REQUIRED = of(-32000, "Authentication Required");

  /** The name or its password is wrong; which of them is not told. */
  public static final RpcError AUTHENTICATION_FAILURE = of(-32001, "Authentication Failure");

  /** Another user has this {@code sessid}. */
  public static final RpcError SESSION_IN_USE = of(-32001, "Session in use");

  /** JSON, but no JSON-RPC 2.0. */
  public static final RpcError INVALID_MESSAGE = of(-32600, "Invalid message");

  /** No JSON. */
  public static final RpcError INVALID_REQUEST = of(-32600, "Invalid Request");

  /** No such method. */
  public static final RpcError NO_METHOD =
      of(-32601, "Invalid Method, Missing Method or Permission Denied");

  /** A method of the real server that is nobody's here. */
  public static final RpcError PERMISSION_DENIED = of(-32602, "Permission Denied");

  private static final int CALL_CODE = -32002;

  /** Copies the map, keeping its order. */
  public RpcError {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * An error with nothing beside its text.
   *
   * @param code the code
   * @param message the text
   * @return a new error
   */
  public static RpcError of(int code, String message) {
    return new RpcError(Map.of(), message, code);
  }

  /**
   * An error about a call.
   *
   * @param message the text
   * @param members what to tell beside it
   * @return a new error with code -32002
   */
  public static RpcError call(String message, Map<String, Object> members) {
    return new RpcError(members, message, CALL_CODE);
  }

  /**
   * An invite that cannot become a call. The real server writes {@code message} twice, so that
   * readers see {@code CALL ERROR}; the first text goes into {@code detail} here.
   *
   * @param detail what is missing or wrong
   * @param causeCode Q.850 cause
   * @param cause its name
   * @return a new error with code -32002
   */
  public static RpcError noCall(String detail, int causeCode, String cause) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("detail", detail);
    members.put("causeCode", causeCode);
    members.put("cause", cause);
    return call("CALL ERROR", members);
  }

  /**
   * A request about a call that is not the client's.
   *
   * @param members what the real server repeats of the request
   * @return a new error with code -32002
   */
  public static RpcError noSuchCall(Map<String, Object> members) {
    return call("CALL DOES NOT EXIST", members);
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>(members);
    body.put("message", message);
    body.put("code", code);
    return body;
  }
}
