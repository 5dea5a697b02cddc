package io.jackfield.signaling.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Role;
import io.jackfield.signaling.api.connection.ApiConnection;
import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Several services beside the core service (protocol.md, "Login"). */
class ServicesTest {

  private static final Map<String, Object> ROOT =
      Map.of("user", "root", "password", "admin-secret");
  private static final Map<String, Object> ADMIN =
      Map.of("user", "admin", "password", "admin-secret");

  private final ApiWorld world = new ApiWorld();

  @Test
  void servicesFindEachOtherWhileTheyAreStarted() {
    ApiServer more = world.add("more");
    assertSame(more, world.services.find("more").orElseThrow());
    assertEquals(3, world.services.all().size());
    more.close();
    assertTrue(world.services.find("more").isEmpty());
  }

  @Test
  void theCoreAdministratorLogsInEverywhere() {
    ApiServer more = world.add("more");
    world.connect(more).ok("core/user/login", ROOT);
    world.connect(world.core).ok("core/user/login", ROOT);
    assertEquals(Role.CORE_ADMIN, only(more).role());
    assertEquals(Role.CORE_ADMIN, only(world.core).role());
  }

  @Test
  void theCoreServiceTakesItsAdministratorAlone() {
    FakeClient client = world.connect(world.core);
    long tid = client.send("core/user/login", ADMIN);
    world.time.advance(Duration.ofMillis(100));
    FakeClient.refusal(Reason.UNAUTHORIZED, "admin", client.reply(tid).orElseThrow());
  }

  @Test
  void withoutPasswordNobodyIsCoreAdministrator() {
    world.core.reconfigure(ApiOptions.of(new Account("root", Optional.empty())));
    FakeClient client = world.connect(world.core);
    long tid = client.send("core/user/login", Map.of("user", "root", "password", ""));
    world.time.advance(Duration.ofMillis(100));
    FakeClient.refusal(Reason.UNAUTHORIZED, "root", client.reply(tid).orElseThrow());
  }

  @Test
  void aConnectionThatGoesOverBelongsToTheOtherServiceAlone() {
    ApiServer more = world.add("more");
    AtomicReference<ApiConnection> moved = new AtomicReference<>();
    FakeClient client =
        world.connect(
            link -> {
              moved.set(world.core.connect(link));
              more.adopt(moved.get());
              more.adopt(moved.get());
              return moved.get();
            });
    assertEquals(0, world.core.statistics().connections());
    assertEquals(1, more.statistics().connections());
    client.ok("core/user/login", ADMIN);
    assertEquals("more", moved.get().service().name());
    assertEquals(Role.SERVICE_ADMIN, only(more).role());
    client.leave();
    assertEquals(0, more.statistics().connections());
    assertEquals(0, more.connections().size());
  }

  @Test
  void aServiceThatStopsClosesAllItsConnectionsWith1001() {
    ApiServer more = world.add("more");
    FakeClient in = world.connect(more);
    in.ok("core/user/login", ADMIN);
    FakeClient silent = world.connect(more);
    FakeClient elsewhere = world.login("ana");
    more.close();
    world.time.settle();
    assertEquals(Optional.of(1001), in.closeCode);
    assertEquals(Optional.of(1001), silent.closeCode);
    assertFalse(elsewhere.isClosed());
    assertEquals(Optional.of(1001), world.connect(more).closeCode);
  }

  @Test
  void newSettingsHoldAtOnceForThoseWhoAreConnected() {
    FakeClient ana = world.login("ana");
    ApiOptions none =
        ApiOptions.of(world.server.admin()).with(ApiAccess.defaults().withUserAllow(Set.of()));
    world.server.reconfigure(none);
    ana.refused(Reason.UNAUTHORIZED, "media/session/create", Map.of("type", "echo"));
  }

  private static Map<String, Object> joining(String service, String password) {
    return Map.of("service", service, "password", password);
  }

  @Test
  void fromTheCoreServiceAnAdministratorGoesOverToAnotherOne() {
    ApiServer more = world.add("more");
    FakeClient client = world.connect(world.core);
    String id =
        (String) client.ok("core/user/login", joining("more", "admin-secret")).get("session_id");
    assertEquals(new Identity(id, "admin", Role.SERVICE_ADMIN, Map.of(), Map.of()), only(more));
    assertEquals(0, world.core.statistics().connections());
    assertEquals(Set.of("admin"), client.ok("core/user/list", Map.of()).keySet());
    assertEquals(
        Map.of("class", "core", "subclass", "user_event", "type", "*", "obj_id", "admin"),
        ((List<?>) client.okAny("core/event/get_subscriptions", Map.of())).get(0));
    client.leave();
    assertEquals(0, more.connections().size());
  }

  @Test
  void theFormOfSeedZeroJoinsTheServiceItNames() {
    world.add("more");
    for (String name : List.of("more", "nkmedia_core")) {
      FakeClient client = world.connect(world.core);
      client.say(
          "{\"class\":\"nkmedia\",\"cmd\":\"login\",\"tid\":1,\"data\":{\"service\":\""
              + name
              + "\",\"password\":\"admin-secret\"}}");
      assertEquals("ok", client.reply(1).orElseThrow().get("result"), name);
    }
    assertEquals(Role.CORE_ADMIN, only(world.core).role());
  }

  @Test
  void onTheCoreListenerAdministratorsAloneLogIn() {
    world
        .add("more")
        .service()
        .hooks()
        .login()
        .add(
            question -> {
              throw new AssertionError();
            });
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            joining("more", "wrong"),
            Map.of("service", "more", "user", "ana", "password", "secret"),
            Map.of("user", "ana", "password", "secret"))) {
      FakeClient client = world.connect(world.core);
      long tid = client.send("core/user/login", wrong);
      world.time.advance(Duration.ofMillis(100));
      FakeClient.refusal(Reason.UNAUTHORIZED, wrong.toString(), client.reply(tid).orElseThrow());
    }
    world
        .connect(world.core)
        .refused(Reason.SERVICE_NOT_FOUND, "core/user/login", joining("none", "admin-secret"));
  }

  @Test
  void fromAnotherServiceNobodyGoesOver() {
    world.add("more");
    world
        .connect()
        .refused(Reason.SERVICE_NOT_FOUND, "core/user/login", joining("more", "admin-secret"));
  }

  private static Identity only(ApiServer server) {
    assertEquals(1, server.connections().size());
    return server.connections().iterator().next().identity().orElseThrow();
  }
}
