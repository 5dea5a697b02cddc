package io.jackfield.signaling.api.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.signaling.api.command.Command;
import io.jackfield.signaling.api.command.Field;
import io.jackfield.signaling.api.envelope.MessageWriter;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged frames and nonsense values from a fixed seed: none may end in an uncaught exception, an
 * internal error or something left behind.
 */
class ApiFuzzTest {

  private static final int FRAMES = Integer.getInteger("jackfield.api.frames", 20_000);
  private static final int BATCH = 50;
  private static final String ODD = "{}[]\",:\\0123456789eE+-.truefalsn\u0000\u00e9\ud83d\ude00 \t";

  private final Random random = new Random(20_260);
  private final ApiWorld world = new ApiWorld();
  private final List<String> corpus = new ArrayList<>();
  private final List<Object> nasty = new ArrayList<>();
  private long lastTid;

  @Test
  void noFrameIsTooBadToBeAnswered() {
    collect();
    FakeClient victim = world.login("ana");
    FakeClient other = world.login("bo");
    int closed = 0;
    for (int sent = 0; sent < FRAMES; sent += BATCH) {
      // Damage closes most connections, so it comes last.
      int whole = random.nextInt(BATCH);
      for (int i = 0; i < BATCH; i++) {
        victim.queue(i < whole ? nonsense() : damaged());
      }
      world.time.settle();
      check(victim);
      check(other);
      if (random.nextInt(20) == 0) {
        world.time.advance(Duration.ofSeconds(random.nextInt(40)));
      }
      if (victim.isClosed()) {
        closed++;
        victim = world.login(random.nextInt(5) == 0 ? "admin" : "ana");
      }
      if (other.isClosed()) {
        other = world.login("bo");
      }
    }
    assertTrue(closed > 10, "damage that nobody notices proves nothing: " + closed);
    assertTrue(world.server.statistics().requests() > FRAMES / 4, "frames that were requests");
    victim.leave();
    other.leave();
    world.time.advance(Duration.ofSeconds(200));
    assertEquals(0, world.service.counts().calls(), "calls");
    assertEquals(0, world.service.counts().sessions(), "sessions");
    assertEquals(0, world.server.statistics().legs(), "legs");
    assertEquals(0, world.server.statistics().connections(), "connections");
    // A room made by command outlives its maker; there is nothing else to wait for.
    for (Map<String, Object> room : world.service.rooms().list()) {
      RoomId id = new RoomId((String) room.get("room_id"));
      world.service.rooms().destroy(id, Failure.of(Reason.API_STOP));
    }
    world.time.settle();
    assertEquals(0, world.service.counts().rooms(), "rooms");
    assertEquals(0, world.time.timers(), "timers");
  }

  private static void check(FakeClient client) {
    for (Map<String, Object> message : client.heard) {
      if ("error".equals(message.get("result"))) {
        Map<?, ?> data = (Map<?, ?>) message.get("data");
        assertTrue(
            !data.get("code").equals(Reason.INTERNAL_ERROR_REF.code()),
            () -> "internal error: " + message);
      }
    }
    client.heard.clear();
  }

  private void collect() {
    for (Command command : world.server.commands().commands()) {
      Map<String, Object> data = new HashMap<>();
      for (Field field : command.fields()) {
        data.put(field.name(), "x");
      }
      corpus.add(
          MessageWriter.request(
              command.eventClass(), command.subclass(), command.cmd(), data, Tid.of(1)));
    }
    corpus.add("{\"result\":\"ok\",\"tid\":1,\"data\":{\"subscribe\":true}}");
    corpus.add("{\"ack\":1}");
    corpus.add(
        "{\"class\":\"core\",\"cmd\":\"event\",\"tid\":\"a\",\"data\":{\"class\":\"media\"}}");
    nasty.addAll(
        List.of("", " ", "*", "x", "s-1", "c-1", "bo", "ana", 0, 1, -1, 180, 5_000, 1.5, true));
    nasty.addAll(
        List.of(
            Long.MAX_VALUE,
            "false",
            "y".repeat(200),
            Map.of(),
            Map.of("sdp", ApiWorld.SDP),
            Map.of("sdp", ApiWorld.WEBRTC_SDP, "trickle_ice", true),
            Map.of("sdp", "v=0"),
            Map.of("sdp", 1, "sdp_type", List.of()),
            List.of(1, Map.of("a", List.of())),
            "echo",
            "bridge",
            "park",
            "p2p",
            "user",
            "media",
            "candidate:1 1 udp 1 127.0.0.1 9 typ host"));
  }

  /** A frame with a few characters changed, lost, doubled or moved. */
  private String damaged() {
    StringBuilder text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
    for (int i = random.nextInt(3); i >= 0 && text.length() > 1; i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(6));
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, ODD.charAt(random.nextInt(ODD.length())));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, text.substring(at, end));
        case 3 -> text.insert(at, ODD.charAt(random.nextInt(ODD.length())));
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }

  /** A well-formed request with values that mean nothing, or too much. */
  private String nonsense() {
    List<Command> all = List.copyOf(world.server.commands().commands());
    Command command = all.get(random.nextInt(all.size()));
    Map<String, Object> data = new HashMap<>();
    for (Field field : command.fields()) {
      if (field.mandatory() ? random.nextInt(20) > 0 : random.nextInt(4) == 0) {
        value(field).ifPresentOrElse(v -> data.put(field.name(), v), () -> data.put("zz", 1));
      }
    }
    return MessageWriter.request(
        command.eventClass(), command.subclass(), command.cmd(), data, Tid.of(++lastTid + 1_000));
  }

  private Optional<Object> value(Field field) {
    if (random.nextInt(6) == 0) {
      return Optional.of(nasty.get(random.nextInt(nasty.size())));
    }
    List<String> words = field.type().values();
    return switch (field.type().name()) {
      case "boolean" -> Optional.of(random.nextBoolean());
      case "integer" -> Optional.of(field.type().min().orElseThrow() + random.nextInt(3));
      case "object" -> Optional.of(Map.of("name", "n"));
      case "description" -> Optional.of(random.nextBoolean() ? ApiWorld.OFFER : Map.of());
      case "id" -> Optional.of(field.name().charAt(0) + "-" + random.nextInt(3));
      default ->
          words.isEmpty()
              ? Optional.of(random.nextBoolean() ? "bo" : "user")
              : Optional.of(words.get(random.nextInt(words.size())));
    };
  }
}
