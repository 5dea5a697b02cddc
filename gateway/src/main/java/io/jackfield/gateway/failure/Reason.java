package io.jackfield.gateway.failure;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The table of reasons: command errors and the reasons things stop for, in one list.
 *
 * <p>Only code and text go on the wire; the name is for logs, metrics and our own code. Two rows
 * may share a name and a code where only text or signalling differs. Code ranges: 100xxx core,
 * 300xxx media, 301xxx Janus, 302xxx FreeSWITCH, 303xxx Kurento, 304xxx rooms, 305xxx calls, 306xxx
 * Verto, 308xxx SIP; 307xxx, 200xxx and 400xxx are left free.
 */
public enum Reason {
  NORMAL_TERMINATION(
      "normal_termination", 100001, "Normal termination", Side.NONE, false, Signalling.CLEARING),
  INTERNAL_ERROR("internal_error", 100002, "Internal error", Side.GATEWAY, true, Signalling.OTHER),
  INTERNAL_ERROR_REF(
      "internal_error", 100003, "Internal error: <ref>", Side.GATEWAY, true, Signalling.OTHER),
  INVALID_STATE("invalid_state", 100004, "Invalid state", Side.CLIENT, false, Signalling.OTHER),
  TIMEOUT("timeout", 100005, "Timeout", Side.GATEWAY, true, Signalling.TIMER),
  NOT_IMPLEMENTED(
      "not_implemented", 100006, "Not implemented", Side.CLIENT, false, Signalling.NOT_IMPLEMENTED),
  EXIT("exit", 100007, "Internal error", Side.GATEWAY, true, Signalling.OTHER),
  PROCESS_NOT_FOUND(
      "process_not_found", 100008, "Process not found", Side.GATEWAY, false, Signalling.OTHER),
  PROCESS_DOWN("process_down", 100009, "Process failed", Side.GATEWAY, true, Signalling.OTHER),
  REGISTERED_DOWN(
      "registered_down",
      100010,
      "Registered process stopped",
      Side.CLIENT,
      false,
      Signalling.OTHER),
  USER_STOP("user_stop", 100011, "User stop", Side.NONE, false, Signalling.CLEARING),
  MEMBER_STOP("member_stop", 100012, "Member stop", Side.NONE, false, Signalling.OTHER),
  API_STOP("api_stop", 100013, "API stop received", Side.NONE, false, Signalling.CLEARING),
  SERVICE_STOP("service_stop", 100014, "Service stopped", Side.GATEWAY, true, Signalling.OTHER),
  SERVICE_NOT_FOUND(
      "service_not_found", 100020, "Service not found", Side.CLIENT, false, Signalling.OTHER),
  SERVICE_ALREADY_EXISTS(
      "service_already_exists",
      100021,
      "Service already exists",
      Side.CLIENT,
      false,
      Signalling.OTHER),
  LISTEN_ERROR(
      "listen_error", 100022, "Could not listen: <detail>", Side.GATEWAY, true, Signalling.OTHER),
  UNAUTHORIZED("unauthorized", 100030, "Unauthorized", Side.CLIENT, false, Signalling.REJECTED),
  NOT_AUTHENTICATED(
      "not_authenticated", 100031, "Not authenticated", Side.CLIENT, false, Signalling.OTHER),
  ALREADY_AUTHENTICATED(
      "already_authenticated",
      100032,
      "Already authenticated",
      Side.CLIENT,
      false,
      Signalling.OTHER),
  USER_NOT_FOUND("user_not_found", 100033, "User not found", Side.CLIENT, false, Signalling.OTHER),
  DUPLICATED_SESSION_ID(
      "duplicated_session_id",
      100034,
      "Duplicated session id",
      Side.CLIENT,
      false,
      Signalling.OTHER),
  INVALID_SESSION_ID(
      "invalid_session_id", 100035, "Invalid session id", Side.CLIENT, false, Signalling.OTHER),
  MEMBER_NOT_FOUND(
      "member_not_found", 100036, "Member not found", Side.CLIENT, false, Signalling.OTHER),
  INVALID_ROLE("invalid_role", 100037, "Invalid role", Side.CLIENT, false, Signalling.OTHER),
  INVALID_OPERATION(
      "invalid_operation", 100040, "Invalid operation", Side.CLIENT, false, Signalling.OTHER),
  INVALID_PARAMETERS(
      "invalid_parameters", 100041, "Invalid parameters", Side.CLIENT, false, Signalling.OTHER),
  UNKNOWN_COMMAND(
      "unknown_command", 100042, "Unknown command '<cmd>'", Side.CLIENT, false, Signalling.OTHER),
  INVALID_ACTION(
      "invalid_action", 100043, "Invalid action '<action>'", Side.CLIENT, false, Signalling.OTHER),
  SYNTAX_ERROR(
      "syntax_error", 100044, "Syntax error: <field>", Side.CLIENT, false, Signalling.OTHER),
  MISSING_FIELD(
      "missing_field", 100045, "Missing field: <field>", Side.CLIENT, false, Signalling.OTHER),
  INVALID_VALUE(
      "invalid_value", 100046, "Invalid value: <value>", Side.CLIENT, false, Signalling.OTHER),
  INVALID_REPLY("invalid_reply", 100047, "Invalid reply", Side.PEER, false, Signalling.OTHER),
  DUPLICATED_TID("duplicated_tid", 100048, "Duplicated tid", Side.CLIENT, false, Signalling.OTHER),
  // Messages are our design: the next free slots of the core.
  MESSAGE_TOO_LARGE(
      "message_too_large", 100050, "Message too large", Side.CLIENT, false, Signalling.TOO_LARGE),
  TOO_MANY_MESSAGES(
      "too_many_messages", 100051, "Too many messages", Side.CLIENT, true, Signalling.TOO_MANY),
  SESSION_TIMEOUT(
      "session_timeout", 100060, "Session timeout", Side.CLIENT, false, Signalling.TIMER),
  SESSION_STOP("session_stop", 100061, "Session stop", Side.NONE, false, Signalling.OTHER),
  SESSION_NOT_FOUND(
      "session_not_found", 100062, "Session not found", Side.CLIENT, false, Signalling.OTHER),
  INVALID_URI("invalid_uri", 100070, "Invalid Uri", Side.CLIENT, false, Signalling.OTHER),
  UNKNOWN_PEER("unknown_peer", 100071, "Unknown peer", Side.CLIENT, false, Signalling.OTHER),

  NO_MEDIASERVER(
      "no_mediaserver", 300001, "No mediaserver available", Side.ENGINE, true, Signalling.NETWORK),
  DIFFERENT_MEDIASERVER(
      "different_mediaserver",
      300002,
      "Different mediaserver",
      Side.CLIENT,
      false,
      Signalling.OTHER),
  UNKNOWN_BACKEND(
      "unknown_backend", 300003, "Unknown backend", Side.CLIENT, false, Signalling.OTHER),
  SESSION_FAILED(
      "session_failed", 300004, "Session has failed", Side.ENGINE, true, Signalling.OTHER),
  INCOMPATIBLE_SESSION(
      "incompatible_session",
      300005,
      "Incompatible session",
      Side.CLIENT,
      false,
      Signalling.INCOMPATIBLE),
  SESSION_ALREADY_EXISTS(
      "session_already_exists",
      300006,
      "Session already exists",
      Side.CLIENT,
      false,
      Signalling.OTHER),
  OFFER_NOT_SET("offer_not_set", 300010, "Offer not set", Side.CLIENT, false, Signalling.OTHER),
  OFFER_ALREADY_SET(
      "offer_already_set", 300011, "Offer already set", Side.CLIENT, false, Signalling.OTHER),
  ANSWER_NOT_SET("answer_not_set", 300012, "Answer not set", Side.CLIENT, false, Signalling.OTHER),
  ANSWER_ALREADY_SET(
      "answer_already_set", 300013, "Answer already set", Side.CLIENT, false, Signalling.OTHER),
  NO_ICE_CANDIDATES(
      "no_ice_candidates", 300014, "No ICE candidates", Side.CLIENT, true, Signalling.INCOMPATIBLE),
  MISSING_SDP("missing_sdp", 300015, "Missing SDP", Side.CLIENT, false, Signalling.INCOMPATIBLE),
  INVALID_SDP("invalid_sdp", 300016, "Invalid SDP", Side.CLIENT, false, Signalling.INCOMPATIBLE),
  BRIDGE_STOP("bridge_stop", 300020, "Bridge stop", Side.NONE, false, Signalling.CLEARING),
  PEER_STOPPED(
      "peer_stopped", 300021, "Peer session stopped", Side.NONE, false, Signalling.CLEARING),
  NO_ACTIVE_RECORDER(
      "no_active_recorder", 300030, "No active recorder", Side.CLIENT, false, Signalling.OTHER),
  NO_ACTIVE_PLAYER(
      "no_active_player", 300031, "No active player", Side.CLIENT, false, Signalling.OTHER),
  NO_ACTIVE_ROOM("no_active_room", 300032, "No active room", Side.CLIENT, false, Signalling.OTHER),
  // 300040 is our design: the first free slot after the media reasons of the table.
  MEDIA_TIMEOUT(
      "media_timeout", 300040, "Media timeout", Side.NETWORK, true, Signalling.MEDIA_TIMEOUT),

  JANUS_ERROR(
      "janus_error", 301001, "Janus error <code>: <text>", Side.ENGINE, false, Signalling.NETWORK),
  JANUS_CONNECTION_ERROR(
      "janus_connection_error",
      301002,
      "Janus connection error",
      Side.ENGINE,
      true,
      Signalling.NETWORK),
  JANUS_SESSION_DOWN(
      "janus_session_down", 301003, "Janus op process down", Side.ENGINE, true, Signalling.NETWORK),
  JANUS_BYE("janus_bye", 301004, "Janus bye", Side.ENGINE, false, Signalling.NETWORK),
  FS_ERROR("fs_error", 302001, "Freeswitch error: <text>", Side.ENGINE, false, Signalling.NETWORK),
  FS_INVITE_ERROR(
      "fs_invite_error", 302002, "Freeswitch invite error", Side.ENGINE, true, Signalling.NETWORK),
  FS_GET_ANSWER_ERROR(
      "fs_get_answer_error",
      302003,
      "Freeswitch get answer error",
      Side.ENGINE,
      true,
      Signalling.NETWORK),
  FS_GET_OFFER_ERROR(
      "fs_get_offer_error",
      302004,
      "Freeswitch get offer error",
      Side.ENGINE,
      true,
      Signalling.NETWORK),
  FS_CHANNEL_PARKED(
      "fs_channel_parked",
      302005,
      "Freeswitch channel parked",
      Side.ENGINE,
      false,
      Signalling.NETWORK),
  FS_CHANNEL_STOP(
      "fs_channel_stop", 302006, "Freeswitch channel stop", Side.ENGINE, false, Signalling.NETWORK),
  FS_TRANSFER_ERROR(
      "fs_transfer_error",
      302007,
      "Freeswitch transfer error",
      Side.ENGINE,
      true,
      Signalling.NETWORK),
  FS_BRIDGE_ERROR(
      "fs_bridge_error", 302008, "Freeswitch bridge error", Side.ENGINE, true, Signalling.NETWORK),
  KMS_ERROR(
      "kms_error", 303001, "Kurento error <code>: <text>", Side.ENGINE, false, Signalling.NETWORK),
  KMS_CONNECTION_ERROR(
      "kms_connection_error",
      303002,
      "Kurento connection error",
      Side.ENGINE,
      true,
      Signalling.NETWORK),

  ROOM_NOT_FOUND("room_not_found", 304001, "Room not found", Side.CLIENT, false, Signalling.OTHER),
  ROOM_ALREADY_EXISTS(
      "room_already_exists", 304002, "Room already exists", Side.CLIENT, false, Signalling.OTHER),
  ROOM_DESTROYED("room_destroyed", 304003, "Room destroyed", Side.NONE, false, Signalling.OTHER),
  NO_ROOM_MEMBERS(
      "no_room_members", 304004, "No remaining room members", Side.NONE, false, Signalling.OTHER),
  INVALID_PUBLISHER(
      "invalid_publisher", 304005, "Invalid publisher", Side.CLIENT, false, Signalling.OTHER),
  PUBLISHER_STOP("publisher_stop", 304006, "Publisher stopped", Side.PEER, false, Signalling.OTHER),

  CALL_ERROR("call_error", 305001, "Call error", Side.GATEWAY, true, Signalling.OTHER),
  CALL_NOT_FOUND("call_not_found", 305002, "Call not found", Side.CLIENT, false, Signalling.OTHER),
  CALL_REJECTED("call_rejected", 305003, "Call rejected", Side.PEER, false, Signalling.REJECTED),
  RING_TIMEOUT("ring_timeout", 305004, "Ring timeout", Side.PEER, true, Signalling.NO_ANSWER),
  /** The name is known, but nobody is connected under it. */
  NO_DESTINATION("no_destination", 305005, "No destination", Side.PEER, true, Signalling.ABSENT),
  /** The name means nothing here: same name and code, other signalling. */
  NO_DESTINATION_UNKNOWN(
      "no_destination", 305005, "No destination", Side.CLIENT, false, Signalling.UNKNOWN),
  NO_ANSWER("no_answer", 305006, "No answer", Side.PEER, true, Signalling.NO_ANSWER),
  ALREADY_ANSWERED(
      "already_answered", 305007, "Already answered", Side.NONE, false, Signalling.LOSE_RACE),
  ORIGINATOR_CANCEL(
      "originator_cancel", 305008, "Originator cancel", Side.NONE, false, Signalling.CANCEL),
  CALLER_STOPPED("caller_stopped", 305009, "Caller stopped", Side.NONE, false, Signalling.CLEARING),
  CALLEE_STOPPED("callee_stopped", 305010, "Callee stopped", Side.NONE, false, Signalling.CLEARING),
  /** The call goes on without this party: it has connected the other two, or was taken over. */
  TRANSFERRED("transferred", 305025, "Call transferred", Side.NONE, false, Signalling.CLEARING),
  /** The service has as many calls as it may have. */
  CALL_LIMIT("call_limit", 305026, "Too many calls", Side.GATEWAY, true, Signalling.CONGESTION),
  API_HANGUP("api_hangup", 305011, "API hangup", Side.NONE, false, Signalling.CLEARING),
  API_HANGUP_REASON(
      "api_hangup", 305011, "API hangup: <reason>", Side.NONE, false, Signalling.CLEARING),
  CALL_ALREADY_EXISTS(
      "call_already_exists", 305012, "Call already exists", Side.CLIENT, false, Signalling.OTHER),
  USER_BUSY("user_busy", 305020, "User busy", Side.PEER, true, Signalling.BUSY),
  USER_UNAVAILABLE(
      "user_unavailable", 305021, "User unavailable", Side.PEER, true, Signalling.ABSENT),
  UNKNOWN_DESTINATION(
      "unknown_destination", 305022, "Unknown destination", Side.CLIENT, false, Signalling.UNKNOWN),
  NOT_ACCEPTABLE(
      "not_acceptable", 305023, "Not acceptable", Side.PEER, false, Signalling.INCOMPATIBLE),
  NETWORK_ERROR("network_error", 305024, "Network error", Side.NETWORK, true, Signalling.NETWORK),

  VERTO_BYE("verto_bye", 306001, "Verto bye", Side.NONE, false, Signalling.CLEARING),
  VERTO_REJECTED("verto_rejected", 306002, "Verto rejected", Side.PEER, false, Signalling.REJECTED),

  SIP_BYE("sip_bye", 308001, "SIP Bye", Side.NONE, false, Signalling.CLEARING),
  SIP_CANCEL("sip_cancel", 308002, "SIP Cancel", Side.NONE, false, Signalling.CANCEL),
  SIP_NO_SDP("sip_no_sdp", 308003, "SIP Missing SDP", Side.PEER, false, Signalling.INCOMPATIBLE),
  SIP_INVITE_ERROR(
      "sip_invite_error", 308004, "SIP INVITE Error", Side.PEER, true, Signalling.OTHER),
  SIP_REPLY_ERROR("sip_reply_error", 308005, "SIP Reply Error", Side.PEER, true, Signalling.OTHER),
  NO_SIP_DATA("no_sip_data", 308006, "No SIP Data", Side.GATEWAY, false, Signalling.OTHER);

  /** The code of an internal reason that has no row here. */
  public static final int UNLISTED_CODE = 999_999;

  private static final Map<String, Reason> BY_NAME = new HashMap<>();
  private static final Map<Integer, Reason> BY_CODE = new HashMap<>();

  static {
    for (Reason reason : values()) {
      // The first row of a shared name or code is the plain one.
      BY_NAME.putIfAbsent(reason.wireName, reason);
      BY_CODE.putIfAbsent(reason.code, reason);
    }
  }

  private final String wireName;
  private final int code;
  private final String template;
  private final Side side;
  private final boolean retryable;
  private final Signalling signalling;

  Reason(
      String wireName,
      int code,
      String template,
      Side side,
      boolean retryable,
      Signalling signalling) {
    this.wireName = wireName;
    this.code = code;
    this.template = template;
    this.side = side;
    this.retryable = retryable;
    this.signalling = signalling;
  }

  /** The plain row with this name ({@code user_busy}), if the table has one. */
  public static Optional<Reason> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The plain row with this code, if the table has one. */
  public static Optional<Reason> byCode(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /**
   * The reason a final response to our INVITE stands for.
   *
   * @param status 300..699; 5xx also stands for "no response" and transport failure
   */
  public static Reason ofSipResponse(int status) {
    return switch (status) {
      case 486, 600 -> USER_BUSY;
      case 401, 403, 407, 603 -> CALL_REJECTED;
      case 404, 410, 416, 484, 485, 604 -> UNKNOWN_DESTINATION;
      case 408 -> NO_ANSWER;
      case 480 -> USER_UNAVAILABLE;
      case 415, 488, 606 -> NOT_ACCEPTABLE;
      case 487 -> ORIGINATOR_CANCEL;
      default -> status >= 500 && status <= 599 ? NETWORK_ERROR : CALL_REJECTED;
    };
  }

  /** The name of the reason, as {@code user_busy}; shared by rows that differ in text only. */
  public String wireName() {
    return wireName;
  }

  /** The numeric code on the wire. */
  public int code() {
    return code;
  }

  /** The text, with what is to be filled in between {@code <} and {@code >}. */
  public String template() {
    return template;
  }

  /** Whose doing it is. */
  public Side side() {
    return side;
  }

  /** Whether the same request may succeed later without being changed. */
  public boolean retryable() {
    return retryable;
  }

  /** How it is told in signalling. */
  public Signalling signalling() {
    return signalling;
  }

  /** How many values the text needs. */
  public int arguments() {
    return (int) template.chars().filter(c -> c == '<').count();
  }

  /**
   * The text with its blanks filled in order.
   *
   * @throws IllegalArgumentException if the number of values is not {@link #arguments()}
   */
  public String text(Object... args) {
    if (args.length != arguments()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s takes %d values, got %d", name(), arguments(), args.length));
    }
    StringBuilder out = new StringBuilder(template.length() + 32);
    int from = 0;
    for (Object arg : args) {
      int open = template.indexOf('<', from);
      out.append(template, from, open).append(arg);
      from = template.indexOf('>', open) + 1;
    }
    return out.append(template, from, template.length()).toString();
  }
}
