package io.jackfield.signaling.api.fuzz;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.connection.CloseCode;
import io.jackfield.signaling.api.connection.CloseCodes;
import io.jackfield.signaling.api.document.ApiDescription;
import io.jackfield.signaling.api.envelope.MessageWriter;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.Contract;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A real gateway core in which one connection after the other lives its life, beside a client that
 * is always there. Each must have every request answered, or be closed with a code of the
 * documents; when it is gone nothing of it is left, and the other one was not disturbed.
 */
final class FuzzWorld {

  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(181);
  private static final Set<Integer> CODES =
      CloseCodes.table().stream().map(CloseCode::code).collect(Collectors.toSet());

  private final ApiWorld world = new ApiWorld();
  private final ApiDescription description = world.server.description();
  private final ApiDescription coreDescription = world.core.description();
  private FakeClient bystander = world.login("bo");
  private int subscriptions = world.events.size();

  /** One connection from its beginning to its end. */
  void live(FuzzInput input) {
    ApiServer server = input.who() == FuzzInput.Who.CORE_ADMINISTRATOR ? world.core : world.server;
    FuzzClient client =
        new FuzzClient(
            server.streams(),
            world.time.of("fuzz"),
            new Contract(server.commands(), server == world.core ? coreDescription : description),
            input.answers());
    switch (input.who()) {
      case USER -> login(client, input, "ana", "secret");
      case ADMINISTRATOR -> login(client, input, "admin", "admin-secret");
      case CORE_ADMINISTRATOR -> login(client, input, "root", "admin-secret");
      case STRANGER -> {}
    }
    input.said().forEach(client::say);
    world.time.advance(LONGEST_REQUEST);
    client.check();
    client
        .closeCode()
        .ifPresent(code -> check(CODES.contains(code), "closed with the code " + code));
    client.leave();
    world.time.settle();
    checkOther();
    destroyRooms();
    checkNothingLeft();
  }

  private static void login(FuzzClient client, FuzzInput input, String user, String password) {
    client.say(
        input.mode(),
        MessageWriter.request(
            "core",
            "user",
            "login",
            Map.of("user", user, "password", password),
            Tid.ofText("login")));
  }

  /** Only who may do so can have closed it. */
  private void checkOther() {
    if (bystander.isClosed()) {
      check(bystander.closeCode.get() == 1000, "the other client: " + bystander.closeCode);
      bystander = world.login("bo");
      subscriptions = world.events.size();
    }
    bystander.ok("core/ping", Map.of());
    bystander.heard.clear();
  }

  /** A room made by command outlives its maker. */
  private void destroyRooms() {
    for (ApiServer server : List.of(world.server, world.core)) {
      for (Map<String, Object> room : server.service().rooms().list()) {
        RoomId id = new RoomId((String) room.get("room_id"));
        server.service().rooms().destroy(id, Failure.of(Reason.API_STOP));
      }
    }
    world.time.settle();
  }

  private void checkNothingLeft() {
    check(world.service.counts().calls() == 0, "calls: " + world.service.counts());
    check(world.service.counts().sessions() == 0, "sessions: " + world.service.counts());
    check(world.service.counts().rooms() == 0, "rooms: " + world.service.counts());
    check(world.service.counts().waiting() == 0, "who waits: " + world.service.counts());
    check(world.engine.load() == 0, "legs of the engine: " + world.engine.load());
    check(world.engine.rooms().isEmpty(), "rooms of the engine: " + world.engine.rooms());
    check(world.server.statistics().connections() == 1, "connections");
    check(world.server.statistics().loggedIn() == 1, "who is logged in");
    check(world.server.statistics().legs() == 0, "legs of calls");
    check(world.core.statistics().connections() == 0, "connections of the core service");
    check(world.events.size() == subscriptions, "subscriptions: " + world.events.size());
    check(world.time.timers() == 0, "timers: " + world.time.timers());
    check(!world.service.hooks().login().held(), "holders of hooks");
    world.control.asked.clear();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
