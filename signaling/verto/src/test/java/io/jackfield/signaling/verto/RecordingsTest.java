package io.jackfield.signaling.verto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.signaling.transport.json.JsonReader;
import io.jackfield.signaling.transport.json.RootNumber;
import io.jackfield.signaling.verto.testing.FakeSocket;
import io.jackfield.signaling.verto.testing.Recording;
import io.jackfield.signaling.verto.testing.VertoWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients of FreeSWITCH were recorded to say, said to us: each request gets the reply the real
 * server gave, but for the differences named here (docs/decisions/0100).
 */
class RecordingsTest {

  private static final String FOLDER = "shared/wire/freeswitch";

  /** Requests whose reply differs on purpose: recording, id, why. */
  private static final Map<String, String> DIFFERENT =
      Map.ofEntries(
          Map.entry("verto-login-bad 3", "which names exist is not told"),
          Map.entry("verto-login-bad 4", "verto.md: -32000 without passwd"),
          Map.entry("verto-errors 55", "verto.md: echo is for everybody"),
          Map.entry("verto-errors 56", "an API command of the server's own"),
          Map.entry("verto-errors 66", "verto.md: a bye for no call is fine"),
          Map.entry("verto-errors 67", "verto.md: a late answer is followed by verto.bye"),
          Map.entry("verto-errors 75", "verto.md: the parameters of a ping come back"),
          Map.entry("verto-offeree-audio 9", "verto.md: unknown actions are refused"));

  /** Members of a reply that cannot be the same: made afresh, or of another call. */
  private static final TreeSet<String> FREE = new TreeSet<>(Set.of("sdp", "detail"));

  private static Path recording(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve(FOLDER))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, "no " + FOLDER + " beside this clone");
    return folder.resolve(FOLDER).resolve(name + ".txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verto-login-ok",
        "verto-login-bad",
        "verto-errors",
        "verto-subscribe",
        "verto-offeree-audio",
        "verto-update-media",
        "verto-early-media-busy",
        "verto-incoming-caller",
      })
  void everyReplyIsTheRealServers(String name) throws Exception {
    Recording recording = Recording.read(recording(name));
    VertoWorld world = new VertoWorld(options -> options, Runnable::run, FakeEngine.Manners.GOOD);
    FakeSocket socket = world.connect();
    int compared = 0;
    for (Recording.Line line : recording.lines()) {
      if (line.fromClient() && !isReply(line.text())) {
        socket.say(line.text());
        // A refused login is answered after a while.
        world.time.advance(Duration.ofSeconds(1));
      } else if (!line.fromClient() && isReply(line.text())) {
        Map<String, Object> theirs = object(line.text());
        String key = name + ' ' + theirs.get("id");
        if (theirs.get("id") != null && !DIFFERENT.containsKey(key)) {
          Optional<Map<String, Object>> ours = socket.reply(theirs.get("id"));
          assertTrue(ours.isPresent(), () -> key + " is not answered: " + socket.frames);
          assertEquals(comparable(theirs), comparable(ours.get()), key);
          compared++;
        }
      }
    }
    assertTrue(compared > 1, "nothing compared in " + name);
  }

  /** Method and names of the parameters of what the server itself asked or told, in order. */
  private static List<String> told(List<String> frames) throws Exception {
    List<String> told = new ArrayList<>();
    for (String frame : frames) {
      if (!frame.startsWith("{") || isReply(frame)) {
        continue;
      }
      Map<String, Object> request = JsonReader.object(frame, RootNumber.NONE);
      TreeSet<String> names = new TreeSet<>();
      if (request.get("params") instanceof Map<?, ?> params) {
        params.keySet().forEach(name -> names.add(String.valueOf(name)));
      }
      // Variables of the server's own channel.
      names.remove("variables");
      told.add(request.get("method") + " " + names);
    }
    return told;
  }

  private static List<String> of(Recording recording, boolean client) {
    return recording.lines().stream()
        .filter(line -> line.fromClient() == client)
        .map(Recording.Line::text)
        .toList();
  }

  /** Plays what the client said by itself; answers to the server have ids of another run. */
  private static void play(VertoWorld world, FakeSocket socket, List<String> lines) {
    for (String line : lines) {
      if (!isReply(line)) {
        socket.say(line);
        world.time.advance(Duration.ofMillis(200));
      }
    }
  }

  @Test
  void aSilentClientIsPingedAsTheRealServerDoes() throws Exception {
    Recording recording = Recording.read(recording("verto-idle-ping"));
    VertoWorld world = new VertoWorld();
    FakeSocket socket = world.connect();
    play(world, socket, of(recording, true));
    assertEquals(1, told(socket.frames).size());
    world.time.advance(Duration.ofSeconds(31));
    assertEquals(told(of(recording, false)), told(socket.frames));
  }

  @Test
  void whoComesBackWithItsSessidIsToldWhatTheRealServerTells() throws Exception {
    Recording first = Recording.read(recording("verto-attach-1"));
    Recording second = Recording.read(recording("verto-attach-2"));
    Recording third = Recording.read(recording("verto-attach-3"));
    VertoWorld world = new VertoWorld();
    FakeSocket one = world.connect();
    play(world, one, of(first, true));
    // We show who the other side is as soon as the call is up, which the real server does for
    // bridged calls.
    assertEquals(
        told(of(first, false)),
        told(one.frames).stream().filter(each -> !each.startsWith("verto.display")).toList());
    one.leave();

    FakeSocket two = world.connect();
    play(world, two, of(second, true));
    FakeSocket three = world.connect();
    List<String> lines = of(third, true);
    int intruder = lines.indexOf(lines.stream().filter(l -> l.contains("1001@")).findFirst().get());
    play(world, three, lines.subList(0, intruder));
    assertEquals(told(of(second, false)), told(two.frames));
    assertFalse(two.isOpen(), "the older socket is closed");
    assertEquals(told(of(third, false)), told(three.frames));

    FakeSocket four = world.connect();
    four.say(lines.get(intruder));
    world.time.advance(Duration.ofSeconds(1));
    assertEquals(
        Map.of("error", Map.of("code", -32001, "message", "Session in use")),
        comparable(four.reply(1).orElseThrow()));
    assertFalse(four.isOpen(), "nobody takes another user's session");
    assertTrue(three.isOpen());
  }

  private static boolean isReply(String frame) {
    return frame.startsWith("{\"jsonrpc\":\"2.0\"")
        && !frame.contains("\"method\":\"verto.")
        && (frame.contains("\"result\":") || frame.contains("\"error\":"));
  }

  /** The real server writes the same member twice, which a reader takes for its last value. */
  private static Map<String, Object> object(String text) throws Exception {
    String once = text;
    int first = once.indexOf("\"message\":");
    if (first >= 0 && once.indexOf("\"message\":", first + 1) > 0) {
      once = once.replaceFirst("\"message\":\"[^\"]*\",", "");
    }
    return JsonReader.object(once, RootNumber.NONE);
  }

  private static Map<String, Object> comparable(Map<String, Object> reply) {
    Map<String, Object> same = new LinkedHashMap<>();
    for (String part : List.of("result", "error")) {
      if (reply.get(part) instanceof Map<?, ?> members) {
        Map<String, Object> kept = new LinkedHashMap<>();
        members.forEach((key, value) -> kept.put(String.valueOf(key), value));
        kept.keySet().removeAll(FREE);
        boolean listOnly =
            kept.containsKey("unauthorizedChannels") || kept.containsKey("notSubscribedChannels");
        if (part.equals("error") && listOnly) {
          // It sends the list alone, which is no JSON-RPC error.
          kept.remove("code");
          kept.remove("message");
        }
        same.put(part, kept);
      }
    }
    return same;
  }
}
