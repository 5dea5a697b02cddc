package io.jackfield.gateway.failure;

import java.util.Map;

/** Q.850 causes: their names (FreeSWITCH's, and its numbers above 127) and SIP statuses. */
public final class Q850 {
  private static final int DEFAULT_STATUS = 480;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0, "UNSPECIFIED"),
          Map.entry(1, "UNALLOCATED_NUMBER"),
          Map.entry(2, "NO_ROUTE_TRANSIT_NET"),
          Map.entry(3, "NO_ROUTE_DESTINATION"),
          Map.entry(6, "CHANNEL_UNACCEPTABLE"),
          Map.entry(7, "CALL_AWARDED_DELIVERED"),
          Map.entry(16, "NORMAL_CLEARING"),
          Map.entry(17, "USER_BUSY"),
          Map.entry(18, "NO_USER_RESPONSE"),
          Map.entry(19, "NO_ANSWER"),
          Map.entry(20, "SUBSCRIBER_ABSENT"),
          Map.entry(21, "CALL_REJECTED"),
          Map.entry(22, "NUMBER_CHANGED"),
          Map.entry(23, "REDIRECTION_TO_NEW_DESTINATION"),
          Map.entry(25, "EXCHANGE_ROUTING_ERROR"),
          Map.entry(26, "NON_SELECTED_USER_CLEARING"),
          Map.entry(27, "DESTINATION_OUT_OF_ORDER"),
          Map.entry(28, "INVALID_NUMBER_FORMAT"),
          Map.entry(29, "FACILITY_REJECTED"),
          Map.entry(30, "RESPONSE_TO_STATUS_ENQUIRY"),
          Map.entry(31, "NORMAL_UNSPECIFIED"),
          Map.entry(34, "NORMAL_CIRCUIT_CONGESTION"),
          Map.entry(38, "NETWORK_OUT_OF_ORDER"),
          Map.entry(41, "NORMAL_TEMPORARY_FAILURE"),
          Map.entry(42, "SWITCH_CONGESTION"),
          Map.entry(43, "ACCESS_INFO_DISCARDED"),
          Map.entry(44, "REQUESTED_CHAN_UNAVAIL"),
          Map.entry(45, "PRE_EMPTED"),
          Map.entry(50, "FACILITY_NOT_SUBSCRIBED"),
          Map.entry(52, "OUTGOING_CALL_BARRED"),
          Map.entry(54, "INCOMING_CALL_BARRED"),
          Map.entry(57, "BEARERCAPABILITY_NOTAUTH"),
          Map.entry(58, "BEARERCAPABILITY_NOTAVAIL"),
          Map.entry(63, "SERVICE_UNAVAILABLE"),
          Map.entry(65, "BEARERCAPABILITY_NOTIMPL"),
          Map.entry(66, "CHAN_NOT_IMPLEMENTED"),
          Map.entry(69, "FACILITY_NOT_IMPLEMENTED"),
          Map.entry(79, "SERVICE_NOT_IMPLEMENTED"),
          Map.entry(81, "INVALID_CALL_REFERENCE"),
          Map.entry(88, "INCOMPATIBLE_DESTINATION"),
          Map.entry(95, "INVALID_MSG_UNSPECIFIED"),
          Map.entry(96, "MANDATORY_IE_MISSING"),
          Map.entry(97, "MESSAGE_TYPE_NONEXIST"),
          Map.entry(98, "WRONG_MESSAGE"),
          Map.entry(99, "IE_NONEXIST"),
          Map.entry(100, "INVALID_IE_CONTENTS"),
          Map.entry(101, "WRONG_CALL_STATE"),
          Map.entry(102, "RECOVERY_ON_TIMER_EXPIRE"),
          Map.entry(103, "MANDATORY_IE_LENGTH_ERROR"),
          Map.entry(111, "PROTOCOL_ERROR"),
          Map.entry(127, "INTERWORKING"),
          Map.entry(142, "SUCCESS"),
          Map.entry(487, "ORIGINATOR_CANCEL"),
          Map.entry(500, "CRASH"),
          Map.entry(501, "SYSTEM_SHUTDOWN"),
          Map.entry(502, "LOSE_RACE"),
          Map.entry(503, "MANAGER_REQUEST"),
          Map.entry(600, "BLIND_TRANSFER"),
          Map.entry(601, "ATTENDED_TRANSFER"),
          Map.entry(602, "ALLOTTED_TIMEOUT"),
          Map.entry(603, "USER_CHALLENGE"),
          Map.entry(604, "MEDIA_TIMEOUT"),
          Map.entry(605, "PICKED_OFF"),
          Map.entry(606, "USER_NOT_REGISTERED"),
          Map.entry(607, "PROGRESS_TIMEOUT"),
          Map.entry(608, "INVALID_GATEWAY"),
          Map.entry(609, "GATEWAY_DOWN"),
          Map.entry(610, "INVALID_URL"),
          Map.entry(611, "INVALID_PROFILE"),
          Map.entry(612, "NO_PICKUP"),
          Map.entry(613, "SRTP_READ_ERROR"));

  private Q850() {}

  /** Whether {@code cause} is one Q.850 can carry: 0..127. */
  public static boolean isCause(int cause) {
    return cause >= 0 && cause <= 127;
  }

  /** FreeSWITCH's name of the cause; {@code UNSPECIFIED} for one it does not name. */
  public static String name(int cause) {
    return NAMES.getOrDefault(cause, "UNSPECIFIED");
  }

  /** The final SIP status for a raw cause (after RFC 3398 8.2.6.1); 480 for an unlisted one. */
  public static int sipStatus(int cause) {
    return switch (cause) {
      case 1, 2, 3 -> 404;
      case 17 -> 486;
      case 18 -> 408;
      case 21 -> 603;
      case 22, 23 -> 410;
      case 25 -> 483;
      case 27 -> 502;
      case 28 -> 484;
      case 29, 69, 79 -> 501;
      case 34, 38, 41, 42, 44, 58 -> 503;
      case 52, 54, 57 -> 403;
      case 65, 88 -> 488;
      case 102 -> 504;
      case 487 -> 487;
      default -> DEFAULT_STATUS;
    };
  }
}
