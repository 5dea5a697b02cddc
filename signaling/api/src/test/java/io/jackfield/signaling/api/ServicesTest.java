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

  private static Identity only(ApiServer server) {
    assertEquals(1, server.connections().size());
    return server.connections().iterator().next().identity().orElseThrow();
  }
}
