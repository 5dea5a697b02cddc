package io.jackfield.signaling.api.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** core-commands.md, "service", and its rows of protocol.md, "Permissions". */
class ServiceCommandsTest {

  private final ApiWorld world = new ApiWorld();
  private final FakeClient root = world.login("root");

  @Test
  void aServiceIsMadeWithTheOptionsGiven() {
    Map<String, Object> reply =
        root.ok(
            "core/service/create",
            Map.of(
                "name",
                "more",
                "start",
                "false",
                "ping_interval",
                "30",
                "plugins",
                List.of("call")));
    assertEquals(Map.of("service", "more", "listen", List.of("tcp:127.0.0.1:7000")), reply);
    assertEquals(
        List.of("create more false {plugins=[call], ping_interval=30}"), world.control.asked);
  }

  @Test
  void theOlderSpellingsReachTheSameCommands() {
    root.say(
        "{\"class\":\"core\",\"cmd\":\"create_service\",\"tid\":\"a\",\"data\":{\"name\":\"more\"}}");
    root.ok("core/stop_service", Map.of("service", "more"));
    root.ok("core/start_service", Map.of("service", "more"));
    root.ok("core/delete_service", Map.of("service", "more"));
    assertEquals(
        List.of("create more true {}", "stop more", "start more", "delete more"),
        world.control.asked);
  }

  @Test
  void anUpdateKeepsNullsApartFromWhatIsNotGiven() {
    Map<String, Object> changes = new HashMap<>();
    changes.put("service", "default");
    changes.put("admin_password", null);
    changes.put("allow_any_user", true);
    assertEquals(
        Map.of("service", "default", "restarted", List.of()),
        root.ok("core/service/update", changes));
    assertEquals(
        List.of("update default {admin_password=null, allow_any_user=true}"), world.control.asked);
  }

  @Test
  void everyWrongOptionIsNamed() {
    Map<String, Object> wrong =
        Map.ofEntries(
            Map.entry("name", "no spaces"),
            Map.entry("plugins", "call"),
            Map.entry("api_server", "udp:all:1"),
            Map.entry("api_server_timeout", 4),
            Map.entry("ping_interval", -1),
            Map.entry("max_message_size", 16 << 20),
            Map.entry("send_queue_max", 0),
            Map.entry("users", List.of(Map.of("user", "a"))),
            Map.entry("user_allow", List.of("everything")),
            Map.entry("sip_auth", "basic"),
            Map.entry("ring_timeout", 181),
            Map.entry("api_gelf_port", 65_536),
            Map.entry("log_level", "loud"),
            Map.entry("janus", "here"));
    wrong.forEach(
        (option, value) -> {
          Map<String, Object> data = new HashMap<>(Map.of("name", "more"));
          data.put(option, value);
          assertEquals(
              "Syntax error: " + option,
              root.refused(Reason.SYNTAX_ERROR, "core/service/create", data));
        });
    Map<String, Object> nothing = new HashMap<>(Map.of("name", "more"));
    nothing.put("admin_user", null);
    root.refused(Reason.SYNTAX_ERROR, "core/service/create", nothing);
    root.refused(Reason.MISSING_FIELD, "core/service/create", Map.of());
    root.refused(Reason.MISSING_FIELD, "core/service/delete", Map.of());
  }

  @Test
  void theCoreAdministratorMayDoAllAServicesOwnWhatIsItsOwnAndUsersNothing() {
    FakeClient admin = world.login("admin");
    FakeClient ana = world.login("ana");
    for (String cmd : List.of("create", "start", "delete")) {
      Map<String, Object> data = Map.of("name", "more", "service", "default");
      admin.refused(Reason.UNAUTHORIZED, "core/service/" + cmd, data);
      ana.refused(Reason.UNAUTHORIZED, "core/service/" + cmd, data);
    }
    admin.refused(Reason.UNAUTHORIZED, "core/service/list", Map.of());
    for (String cmd : List.of("get", "update", "stop")) {
      String path = "core/service/" + cmd;
      admin.ok(path, Map.of());
      admin.ok(path, Map.of("service", "default"));
      admin.refused(Reason.UNAUTHORIZED, path, Map.of("service", "core"));
      admin.refused(Reason.SERVICE_NOT_FOUND, path, Map.of("service", "nowhere"));
      ana.refused(Reason.UNAUTHORIZED, path, Map.of());
      ana.refused(Reason.UNAUTHORIZED, path, Map.of("service", "nowhere"));
      root.ok(path, Map.of("service", "core"));
      root.ok(path, Map.of("service", "nkmedia_core"));
    }
    // Or it could write and hear what it likes.
    for (String file : List.of("record_dir", "tls_certfile", "tls_keyfile", "tls_cacertfile")) {
      Map<String, Object> update = Map.of("service", "default", file, "/etc");
      admin.refused(Reason.UNAUTHORIZED, "core/service/update", update);
    }
    Map<String, Object> trust = Map.of("service", "default", "trusted_services", List.of("core"));
    admin.refused(Reason.UNAUTHORIZED, "core/service/update", trust);
    root.ok("core/service/update", trust);
  }

  @Test
  void listAndGetTellStateAndCounters() {
    assertEquals(
        List.of(
            Map.of(
                "service",
                "core",
                "status",
                "started",
                "connections",
                1,
                "sessions",
                2,
                "calls",
                3),
            Map.of(
                "service",
                "default",
                "status",
                "started",
                "connections",
                1,
                "sessions",
                2,
                "calls",
                3)),
        root.okAny("core/service/list", Map.of()));
    Map<String, Object> one = root.ok("core/service/get", Map.of("service", "default"));
    assertEquals("admin", one.get("admin_user"));
    assertEquals("started", one.get("status"));
    assertTrue(one.containsKey("listen"));
  }
}
