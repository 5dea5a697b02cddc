package io.jackfield.gateway.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  private static final Set<Reason> VARIANTS =
      EnumSet.of(
          Reason.INTERNAL_ERROR_REF, Reason.NO_DESTINATION_UNKNOWN, Reason.API_HANGUP_REASON);

  static Stream<String> rows() throws IOException {
    try (InputStream in = FailureTest.class.getResourceAsStream("/failure/reasons.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"));
    }
  }

  /** The data file is the table of the specification; it and the enum must say the same. */
  @Test
  void everyRowIsThereAndNoOther() throws IOException {
    List<String> expected = rows().sorted().toList();
    List<String> actual =
        Stream.of(Reason.values())
            .map(
                r ->
                    String.join(
                        "\t",
                        r.wireName(),
                        Integer.toString(r.code()),
                        r.template(),
                        Integer.toString(r.signalling().q850()),
                        Integer.toString(r.signalling().sipStatus()),
                        r.signalling().vertoCause()))
            .sorted()
            .toList();
    assertEquals(expected, actual);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyRowMakesAWholeFailure(Reason reason) {
    Object[] args = new Object[reason.arguments()];
    Arrays.fill(args, "x");
    Failure failure = Failure.of(reason, args);
    assertEquals(reason.code(), failure.code());
    assertFalse(failure.text().contains("<"), failure.text());
    assertTrue(failure.is(reason));
    assertTrue(failure.sipStatus() >= 400 && failure.sipStatus() <= 699);
    assertTrue(Q850.isCause(reason.signalling().headerCause()));
    assertFalse(Q850.name(failure.q850()).equals("UNSPECIFIED"));
    assertEquals(Q850.name(failure.vertoCode()), failure.vertoCause());
    assertEquals(failure, new FailureException(failure).failure());
    if (args.length > 0) {
      assertThrows(IllegalArgumentException.class, () -> Failure.of(reason));
    }
  }

  @Test
  void namesAndCodesAreUniqueButForTheVariants() {
    Map<Integer, Reason> codes = new HashMap<>();
    Map<String, Reason> names = new HashMap<>();
    for (Reason reason : Reason.values()) {
      if (!VARIANTS.contains(reason)) {
        assertEquals(null, codes.put(reason.code(), reason));
        assertEquals(null, names.put(reason.wireName(), reason));
        assertEquals(Optional.of(reason), Reason.byName(reason.wireName()));
        assertEquals(Optional.of(reason), Reason.byCode(reason.code()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "486, USER_BUSY",
    "600, USER_BUSY",
    "401, CALL_REJECTED",
    "403, CALL_REJECTED",
    "407, CALL_REJECTED",
    "603, CALL_REJECTED",
    "404, UNKNOWN_DESTINATION",
    "410, UNKNOWN_DESTINATION",
    "416, UNKNOWN_DESTINATION",
    "484, UNKNOWN_DESTINATION",
    "485, UNKNOWN_DESTINATION",
    "604, UNKNOWN_DESTINATION",
    "408, NO_ANSWER",
    "480, USER_UNAVAILABLE",
    "415, NOT_ACCEPTABLE",
    "488, NOT_ACCEPTABLE",
    "606, NOT_ACCEPTABLE",
    "487, ORIGINATOR_CANCEL",
    "500, NETWORK_ERROR",
    "503, NETWORK_ERROR",
    "599, NETWORK_ERROR",
    "302, CALL_REJECTED",
    "400, CALL_REJECTED",
    "699, CALL_REJECTED"
  })
  void finalSipResponses(int status, Reason reason) {
    assertEquals(Failure.of(reason), Failure.ofSipResponse(status));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 480", "1, 404", "2, 404", "3, 404", "16, 480", "17, 486", "18, 408", "19, 480",
    "20, 480", "21, 603", "22, 410", "23, 410", "25, 483", "27, 502", "28, 484", "29, 501",
    "31, 480", "34, 503", "38, 503", "41, 503", "42, 503", "44, 503", "52, 403", "54, 403",
    "57, 403", "58, 503", "65, 488", "69, 501", "79, 501", "88, 488", "102, 504", "127, 480",
    "487, 487"
  })
  void rawCauses(int cause, int status) {
    assertEquals(status, Q850.sipStatus(cause));
  }

  @ParameterizedTest
  @CsvSource({
    "0, UNSPECIFIED",
    "16, NORMAL_CLEARING",
    "18, NO_USER_RESPONSE",
    "27, DESTINATION_OUT_OF_ORDER",
    "34, NORMAL_CIRCUIT_CONGESTION",
    "127, INTERWORKING",
    "500, CRASH",
    "501, SYSTEM_SHUTDOWN",
    "502, LOSE_RACE",
    "604, MEDIA_TIMEOUT",
    "606, USER_NOT_REGISTERED",
    "5, UNSPECIFIED"
  })
  void causeNamesFollowFreeSwitch(int cause, String name) {
    assertEquals(name, Q850.name(cause));
  }

  static Stream<Object[]> clientGiven() {
    return Stream.of(
        // default, code, reason -> code, text, q850, sip
        new Object[] {Reason.USER_STOP, null, null, 100011, "User stop", 16, 480},
        new Object[] {Reason.USER_STOP, null, "bored", 0, "bored", 16, 480},
        new Object[] {Reason.CALL_REJECTED, null, "no", 305003, "no", 21, 603},
        new Object[] {Reason.API_HANGUP, null, null, 305011, "API hangup", 16, 480},
        new Object[] {Reason.API_HANGUP, null, "late", 305011, "API hangup: late", 16, 480},
        new Object[] {Reason.API_HANGUP, 17, null, 17, "USER_BUSY", 17, 486},
        new Object[] {Reason.CALL_REJECTED, 17, "in a call", 17, "in a call", 17, 486},
        new Object[] {Reason.CALL_REJECTED, 305020, null, 305020, "User busy", 17, 486},
        new Object[] {Reason.API_HANGUP, 305020, "x", 305020, "x", 17, 486},
        new Object[] {Reason.API_HANGUP, 4711, null, 4711, "", 16, 480},
        new Object[] {Reason.CALL_REJECTED, 4711, "x", 4711, "x", 21, 603},
        new Object[] {Reason.API_HANGUP, 301001, null, 301001, "", 38, 503},
        new Object[] {Reason.USER_STOP, -1, null, -1, "", 16, 480});
  }

  @ParameterizedTest
  @MethodSource("clientGiven")
  void whatAClientGivesPassesThrough(
      Reason byDefault, Integer code, String reason, int toCode, String text, int q850, int sip) {
    Failure failure =
        Failure.ofClient(
            code == null ? OptionalInt.empty() : OptionalInt.of(code),
            Optional.ofNullable(reason),
            byDefault);
    assertEquals(toCode, failure.code());
    assertEquals(text, failure.text());
    assertEquals(q850, failure.q850());
    assertEquals(sip, failure.sipStatus());
  }

  @Test
  void textsAreFilledInOrder() {
    assertEquals(
        "Janus error 460: no <such> room",
        Failure.of(Reason.JANUS_ERROR, 460, "no <such> room").text());
    assertEquals("Unknown command 'fly'", Failure.of(Reason.UNKNOWN_COMMAND, "fly").text());
  }

  @Test
  void anUnlistedNameIsItsOwnText() {
    Failure failure = Failure.ofName("strange_thing");
    assertEquals(999999, failure.code());
    assertEquals("strange_thing", failure.text());
    assertEquals(41, failure.q850());
    assertEquals(500, failure.sipStatus());
    assertEquals(Failure.of(Reason.USER_BUSY), Failure.ofName("user_busy"));
  }

  @Test
  void reasonHeaders() {
    assertEquals(
        "Q.850;cause=16;text=\"Originator cancel\"",
        Failure.of(Reason.ORIGINATOR_CANCEL).reasonHeader());
    assertEquals(
        "SIP;cause=200;text=\"Call completed elsewhere\"",
        Failure.of(Reason.ALREADY_ANSWERED).reasonHeader());
    Failure hostile =
        Failure.ofClient(OptionalInt.of(17), Optional.of("a\"b\\\r\nEvil: 1"), Reason.API_HANGUP);
    assertEquals("Q.850;cause=17;text=\"a\\\"b\\\\  Evil: 1\"", hostile.reasonHeader());
  }
}
