package io.jackfield.signaling.api.fuzz;

import io.jackfield.signaling.api.command.Alias;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.envelope.MessageWriter;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.frame.FrameMode;
import io.jackfield.signaling.api.testing.ApiWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the fuzzer starts: every command in every spelling with all its fields and with the
 * mandatory ones alone, short stories of several messages, and streams. Made from the command
 * table, so that a new command is a new seed.
 */
final class FuzzSeeds {

  private final List<Command> commands;

  FuzzSeeds(ApiWorld world) {
    commands = List.copyOf(world.server.commands().commands());
  }

  /** Inputs of {@link ParsingFuzzer}. */
  List<byte[]> parsing() {
    List<byte[]> seeds = new ArrayList<>();
    for (FrameMode mode : FrameMode.values()) {
      for (List<String> story : stories()) {
        seeds.add(stream(mode, story));
      }
      for (String text :
          List.of(
              "{}",
              "[]",
              "{\"a\":1,\"a\":2}",
              "{\"ack\":-0}",
              "{\"ack\":1e400}",
              "{\"result\":\"ok\",\"tid\":7.0,\"data\":[1.5e-3,null,true,\"\\ud83d\\ude00\"]}",
              "{\"class\":\"core\",\"cmd\":\"event\",\"tid\":\"a\",\"data\":{\"b\":[[[{}]]]}}")) {
        seeds.add(stream(mode, List.of(text)));
      }
    }
    return seeds;
  }

  private static byte[] stream(FrameMode mode, List<String> texts) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    bytes.write(5);
    texts.forEach(text -> bytes.writeBytes(mode.encode(text)));
    return bytes.toByteArray();
  }

  /** Inputs of {@link DispatchFuzzer}. */
  List<byte[]> dispatch() {
    List<byte[]> seeds = new ArrayList<>();
    for (List<String> story : stories()) {
      for (FuzzInput.Who who : FuzzInput.Who.values()) {
        FrameMode mode = FrameMode.values()[seeds.size() % 2];
        seeds.add(FuzzInput.bytes(who, mode, story));
      }
    }
    return seeds;
  }

  /** Words a mutation may put in, in the form libFuzzer reads. */
  String dictionary() {
    Set<String> words = new TreeSet<>();
    for (Command command : commands) {
      words.addAll(List.of(command.eventClass(), command.subclass(), command.cmd()));
      for (Field field : command.fields()) {
        words.add(field.name());
        words.addAll(field.aliases());
        words.addAll(field.type().values());
      }
    }
    words.addAll(
        List.of("class", "subclass", "cmd", "tid", "data", "result", "ack", "ok", "error"));
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append("\"\\\"").append(word).append("\\\"\"\n");
    }
    for (String mark : List.of("true", "false", "null", "{}", "[]", "\\x00\\x00\\x00", "\\x0a")) {
      text.append('"').append(mark).append("\"\n");
    }
    return text.toString();
  }

  private List<List<String>> stories() {
    List<List<String>> stories = new ArrayList<>();
    for (Command command : commands) {
      stories.add(List.of(request(command, command.eventClass(), command.subclass(), true)));
      stories.add(List.of(request(command, command.eventClass(), command.subclass(), false)));
      for (Alias alias : command.aliases()) {
        String eventClass = alias.eventClass().equals("*") ? "media" : alias.eventClass();
        Map<String, Object> data = data(command, true);
        data.putAll(alias.defaults());
        stories.add(
            List.of(
                MessageWriter.request(
                    eventClass, alias.subclass().orElse("core"), alias.cmd(), data, Tid.of(1))));
      }
    }
    stories.add(session("echo", true));
    stories.add(session("park", false));
    stories.add(session("p2p", false));
    stories.add(
        List.of(
            say("media/room/create", Map.of("room_id", "r-1", "class", "sfu"), 1),
            say(
                "media/session/create",
                Map.of(
                    "type",
                    "publish",
                    "session_id",
                    "s-1",
                    "room_id",
                    "r-1",
                    "offer",
                    ApiWorld.OFFER),
                2),
            say("media/session/create", Map.of("type", "listen", "publisher_id", "s-1"), 3),
            say("media/room/get_info", Map.of("room_id", "r-1"), 4),
            say("media/room/destroy", Map.of("room_id", "r-1"), 5)));
    stories.add(
        List.of(
            say(
                "media/call/create",
                Map.of("callee", "bo", "type", "user", "call_id", "c-1", "offer", ApiWorld.OFFER),
                1),
            say("media/call/get_info", Map.of("call_id", "c-1"), 2),
            say("media/call/accepted", Map.of("call_id", "c-1", "answer", ApiWorld.OFFER), 3),
            say("media/call/hangup", Map.of("call_id", "c-1"), 4)));
    stories.add(
        List.of(
            say("core/event/subscribe", Map.of("class", "app", "body", Map.of("a", 1)), 1),
            say(
                "core/event/send_event",
                Map.of("class", "app", "type", "t", "body", Map.of("b", 2)),
                2),
            "{\"result\":\"ok\",\"tid\":1}",
            "{\"ack\":2}",
            say("core/event/get_subscriptions", Map.of(), 3),
            say("core/event/unsubscribe", Map.of("class", "app"), 4)));
    return stories;
  }

  private static List<String> session(String type, boolean reply) {
    return List.of(
        say(
            "media/session/create",
            Map.of("type", type, "session_id", "s-1", "wait_reply", reply, "offer", ApiWorld.OFFER),
            1),
        say("media/session/get_answer", Map.of("session_id", "s-1"), 2),
        say("media/session/get_info", Map.of("session_id", "s-1"), 3),
        say("media/session/destroy", Map.of("session_id", "s-1"), 4));
  }

  private static String say(String path, Map<String, Object> data, long tid) {
    String[] parts = path.split("/");
    return MessageWriter.request(parts[0], parts[1], parts[2], data, Tid.of(tid));
  }

  private static String request(
      Command command, String eventClass, String subclass, boolean whole) {
    return MessageWriter.request(
        eventClass, subclass, command.cmd(), data(command, whole), Tid.of(1));
  }

  private static Map<String, Object> data(Command command, boolean whole) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (Field field : command.fields()) {
      if (whole || field.mandatory()) {
        data.put(field.name(), value(field));
      }
    }
    return data;
  }

  private static Object value(Field field) {
    List<String> words = field.type().values();
    return switch (field.type().name()) {
      case "boolean" -> true;
      case "integer" -> field.type().min().orElseThrow();
      case "object" -> Map.of("name", "n");
      case "description" -> ApiWorld.OFFER;
      case "texts" -> List.of("room");
      case "objects" -> List.of(Map.of("user", "u", "password", "p"));
      case "id" -> field.name().charAt(0) + "-1";
      default -> words.isEmpty() ? "bo" : words.get(0);
    };
  }

  /**
   * Writes the seeds and the dictionary for the fuzzer.
   *
   * @param arguments a folder; it gets {@code parsing/}, {@code dispatch/} and {@code words.dict}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    FuzzSeeds seeds = new FuzzSeeds(new ApiWorld());
    write(folder.resolve("parsing"), seeds.parsing());
    write(folder.resolve("dispatch"), seeds.dispatch());
    Files.writeString(folder.resolve("words.dict"), seeds.dictionary(), StandardCharsets.UTF_8);
  }

  private static void write(Path folder, List<byte[]> seeds) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve("seed-" + i), seeds.get(i));
    }
  }
}
