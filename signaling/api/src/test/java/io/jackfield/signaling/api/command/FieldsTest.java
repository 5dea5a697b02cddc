package io.jackfield.signaling.api.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.envelope.Message.Request;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.testing.ApiWorld;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every field of every command: mandatory, default, type, range, words, older names. */
class FieldsTest {

  private final CommandTable table = new ApiWorld().server.commands();

  @TestFactory
  List<DynamicTest> everyFieldOfEveryCommand() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Command command : table.commands()) {
      for (Field field : command.fields()) {
        tests.add(
            DynamicTest.dynamicTest(
                command.path() + " " + field.name(), () -> check(command, field)));
      }
    }
    assertTrue(tests.size() > 100);
    return tests;
  }

  private void check(Command command, Field field) {
    Map<String, Object> whole = new HashMap<>();
    for (Field f : command.fields()) {
      if (f.mandatory()) {
        whole.put(f.name(), good(f));
      }
    }
    Map<String, Object> without = new HashMap<>(whole);
    without.remove(field.name());
    if (field.mandatory()) {
      assertEquals("Missing field: " + field.name(), fails(command, without));
    } else {
      Values values = values(command, without);
      assertFalse(values.has(field.name()));
      assertEquals(field.fallback(), values.find(Object.class, field.name()));
    }
    Map<String, Object> with = new HashMap<>(whole);
    for (Object bad : bad(field)) {
      with.put(field.name(), bad);
      assertEquals("Syntax error: " + field.name(), fails(command, with), "for " + bad);
    }
    for (Object lenient : lenient(field)) {
      with.put(field.name(), lenient);
      assertTrue(values(command, with).has(field.name()), "for " + lenient);
    }
    for (String alias : field.aliases()) {
      Map<String, Object> aliased = new HashMap<>(without);
      aliased.put(alias, good(field));
      Values values = values(command, aliased);
      assertTrue(values.has(field.name()), alias);
      assertEquals(List.of(), values.unknown());
    }
    field.inverse().ifPresent(older -> inverted(command, field, older, without));
  }

  private void inverted(Command command, Field field, String older, Map<String, Object> data) {
    Map<String, Object> inverse = new HashMap<>(data);
    inverse.put(older, false);
    assertTrue(values(command, inverse).flag(field.name()));
    inverse.put(field.name(), false);
    assertFalse(values(command, inverse).flag(field.name()), "the canonical name wins");
    inverse.put(older, "no");
    inverse.remove(field.name());
    assertEquals("Syntax error: " + older, fails(command, inverse));
  }

  private static Object good(Field field) {
    return switch (field.type().name()) {
      case "boolean" -> true;
      case "integer" -> (int) field.type().min().orElseThrow();
      case "object", "description" -> Map.of();
      case "texts", "objects" -> List.of();
      case "listeners" -> "tcp:all:9010";
      case "digits" -> "1";
      default -> field.type().values().isEmpty() ? "x" : field.type().values().get(0);
    };
  }

  private static List<Object> bad(Field field) {
    List<Object> bad = new ArrayList<>();
    switch (field.type().name()) {
      case "boolean" -> bad.addAll(List.of(1, 0, "yes", "", "TRUE", Map.of(), List.of()));
      case "integer" -> {
        bad.addAll(List.of("", "-", "1.0", new BigDecimal("1.0"), true, Map.of(), "1e3", " 1"));
        bad.add(field.type().min().orElseThrow() - 1);
        bad.add(field.type().max().orElseThrow() + 1);
        bad.add("9".repeat(30));
        bad.add(new java.math.BigInteger("9".repeat(30)));
      }
      case "object", "description" -> bad.addAll(List.of("x", 1, true, List.of()));
      case "texts", "objects" -> bad.addAll(List.of("x", 1, true, Map.of(), List.of(true)));
      case "listeners" -> bad.addAll(List.of("udp:all:9010", "x", 1, Map.of()));
      case "digits" -> bad.addAll(List.of(true, Map.of(), "", "x", "1 2", "1".repeat(65)));
      case "text" -> bad.addAll(List.of(true, Map.of(), List.of()));
      case "id" -> bad.addAll(List.of(true, Map.of(), List.of(), "", "  ", "*", "x".repeat(129)));
      default -> {}
    }
    if (!field.type().values().isEmpty()) {
      bad.add("no such word");
    }
    if (!field.type().name().equals("any") && !field.type().nullable()) {
      bad.add(null);
    }
    return bad;
  }

  private static List<Object> lenient(Field field) {
    return switch (field.type().name()) {
      case "boolean" -> List.of("true", "false", true, false);
      case "integer" ->
          List.of(
              field.type().min().orElseThrow(),
              field.type().max().orElseThrow(),
              String.valueOf(field.type().max().orElseThrow()));
      case "digits" -> List.of("0123456789*#ABCD", "abcd", 5);
      case "text", "id" ->
          field.type().values().isEmpty()
              ? List.of("x", 5, new BigDecimal("2.5"))
              : new ArrayList<>(field.type().values());
      default -> List.of();
    };
  }

  private Values values(Command command, Map<String, Object> data) {
    return Validation.check(
        table.find(
            new Request(
                command.eventClass(),
                Optional.of(command.subclass()),
                command.cmd(),
                data,
                Tid.of(1))),
        data);
  }

  private String fails(Command command, Map<String, Object> data) {
    return assertThrows(FailureException.class, () -> values(command, data)).failure().text();
  }

  @Test
  void unknownFieldsAreCollectedInOrder() {
    Map<String, Object> data = new java.util.LinkedHashMap<>();
    data.put("zz", 1);
    data.put("session_id", "s");
    data.put("aa", null);
    Command command =
        table.commands().stream()
            .filter(c -> c.path().equals("media/session/get_info"))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("zz", "aa"), values(command, data).unknown());
  }

  @Test
  void olderSpellingsOfCommandsLeadToTheSameRow() {
    Map<String, String> spellings =
        Map.ofEntries(
            Map.entry("core//login", "core/user/login"),
            Map.entry("nkmedia//login", "core/user/login"),
            Map.entry("core//subscribe", "core/event/subscribe"),
            Map.entry("core//unsubscribe", "core/event/unsubscribe"),
            Map.entry("core//get_subscriptions", "core/event/get_subscriptions"),
            Map.entry("core//send_event", "core/event/send_event"),
            Map.entry("core//register_callback", "core/callback/register"),
            Map.entry("core//unregister_callback", "core/callback/unregister"),
            Map.entry("core/event/send", "core/event/send_event"),
            Map.entry("anything//event", "core/core/event"),
            Map.entry("nkmedia//create_session", "media/session/create"),
            Map.entry("media/session/start", "media/session/create"),
            Map.entry("media//start_session", "media/session/create"),
            Map.entry("media//create_session", "media/session/create"),
            Map.entry("media//create", "media/session/create"),
            Map.entry("media//set_candidate", "media/session/set_candidate"),
            Map.entry("nkmedia//session_offer", "media/session/set_offer"),
            Map.entry("nkmedia//session_answer", "media/session/set_answer"),
            Map.entry("media/session/stop", "media/session/destroy"),
            Map.entry("nkmedia//stop_session", "media/session/destroy"),
            Map.entry("media//stop_session", "media/session/destroy"),
            Map.entry("media//answer_session", "media/session/set_answer"),
            Map.entry("media/session/update", "media/session/update_media"),
            Map.entry("media//update_session", "media/session/update_media"),
            Map.entry("media/session/info", "media/session/get_info"),
            Map.entry("media/call/start", "media/call/create"),
            Map.entry("media//start_call", "media/call/create"),
            Map.entry("media//hangup_call", "media/call/hangup"),
            Map.entry("media/call/answered", "media/call/accepted"));
    spellings.forEach((spelling, path) -> assertEquals(path, find(spelling).command().path()));
    assertEquals(true, find("media/session/start").fallbacks().get("wait_reply"));
    assertEquals(false, find("media/session/create").fallbacks().get("wait_reply"));
    assertEquals("p2p", find("nkmedia//create_session").fallbacks().get("type"));
    assertTrue(find("media/call/start").required().contains("session_id"));
  }

  private CommandTable.Found find(String spelling) {
    String[] parts = spelling.split("/");
    Optional<String> subclass = parts[1].isEmpty() ? Optional.empty() : Optional.of(parts[1]);
    return table.find(new Request(parts[0], subclass, parts[2], Map.of(), Tid.of(1)));
  }

  @Test
  void theTableRefusesTwoRowsOfOneName() {
    Command row = table.commands().iterator().next();
    assertThrows(IllegalArgumentException.class, () -> new CommandTable(List.of(row, row)));
    assertEquals(Reason.UNKNOWN_COMMAND.code(), 100042);
  }
}
