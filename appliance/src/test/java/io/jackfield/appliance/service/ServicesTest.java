package io.jackfield.appliance.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.appliance.Gateway;
import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.ConfigLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** core-commands.md, "service": the whole gateway, spoken to on a plain socket. */
class ServicesTest {

  private static final String CREATE = "core/service/create";
  private static final String UPDATE = "core/service/update";

  @TempDir Path folder;
  private Gateway gateway;
  private ApiLine root;

  static Config config(Path folder) throws Exception {
    return new ConfigLoader()
        .text(
            "test",
            """
            node: {data_dir: "%s", drain_timeout: 0, event_loops: 2}
            http: {listen: "127.0.0.1:0", tls_listen: "127.0.0.1:0"}
            media: {host: 127.0.0.1, webrtc_port: 0}
            log: {level: error}
            core: {admin_user: root, admin_password: rootpw, api_server: "tcp:127.0.0.1:0"}
            services:
              default:
                admin_password: adminpw
                users: [{user: ana, password: hush}]
                sip_listen: ["sip:127.0.0.1:0"]
                verto_listen: none
                api_server: "tcp:127.0.0.1:0"
            """
                .formatted(folder))
        .load();
  }

  @BeforeEach
  void open() throws Exception {
    gateway = Gateway.start(config(folder));
    root = line("core").login("root", "rootpw");
  }

  @AfterEach
  void close() throws Exception {
    root.close();
    gateway.stop();
  }

  private void restart() throws Exception {
    close();
    open();
  }

  private ApiLine line(String service) throws Exception {
    return new ApiLine(gateway.api(service).get(0));
  }

  private static Map<String, Object> more(Object... options) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", "more");
    for (int i = 0; i < options.length; i += 2) {
      data.put((String) options[i], options[i + 1]);
    }
    return data;
  }

  private static Map<String, Object> named(String service, Object... options) {
    Map<String, Object> data = more(options);
    data.remove("name");
    data.put("service", service);
    return data;
  }

  private String status(String service) throws Exception {
    for (Object each : (List<?>) root.okAny("core/service/list", Map.of())) {
      if (service.equals(((Map<?, ?>) each).get("service"))) {
        return (String) ((Map<?, ?>) each).get("status");
      }
    }
    return "unknown";
  }

  private static final Map<String, Object> BO = Map.of("user", "bo", "password", "bopw");

  @Test
  void aServiceIsMadeUsedStoppedStartedAndDeleted() throws Exception {
    root.ok("core/event/subscribe", Map.of("class", "core", "subclass", "service"));
    Map<String, Object> made =
        root.ok(CREATE, more("api_server", "tcp:127.0.0.1:0", "users", List.of(BO)));
    assertEquals("more", made.get("service"));
    root.event("created more");
    root.event("started more");
    try (ApiLine bo = line("more").login("bo", "bopw");
        ApiLine core = line("more").login("root", "rootpw")) {
      bo.ok("media/session/create", Map.of("type", "park"));
      assertEquals("started", status("more"));
      root.ok("core/service/stop", named("more"));
      root.event("stopped more");
      bo.closed();
      core.closed();
    }
    assertEquals("stopped", status("more"));
    assertEquals(List.of(), root.ok("core/service/get", named("more")).get("listen"));
    root.ok("core/service/stop", named("more"));
    root.ok("core/service/start", named("more"));
    root.ok("core/service/start", named("more"));
    line("more").login("bo", "bopw").close();
    root.ok("core/service/delete", named("more"));
    root.event("deleted more");
    assertEquals("unknown", status("more"));
    assertEquals("100020 Service not found", root.refused("core/service/get", named("more")));
    root.ok(CREATE, more("start", false));
    assertEquals("stopped", status("more"));
  }

  @Test
  void anUpdateHoldsAtOnceAndClosesNobody() throws Exception {
    root.ok(CREATE, more("api_server", "tcp:127.0.0.1:0", "admin_password", "one"));
    try (ApiLine admin = line("more").login("admin", "one")) {
      assertEquals(
          List.of(),
          admin
              .ok(UPDATE, Map.of("admin_password", "two", "allow_any_user", true))
              .get("restarted"));
      assertEquals("100030 Unauthorized", admin.refused(UPDATE, named("default")));
      line("more").login("anybody", "x").close();
      line("more").login("admin", "two").close();
    }
    Map<String, Object> back = named("more");
    back.put("allow_any_user", null);
    root.ok(UPDATE, back);
    assertEquals(false, root.ok("core/service/get", named("more")).get("allow_any_user"));
  }

  @Test
  void listenersAreOpenedAgainAndWhoCameThroughTheOldOnesStays() throws Exception {
    root.ok(CREATE, more("api_server", "tcp:127.0.0.1:0", "admin_password", "one"));
    String first = gateway.api("more").get(0);
    try (ApiLine admin = line("more").login("admin", "one")) {
      Map<String, Object> reply = admin.ok(UPDATE, Map.of("api_server", "ws:127.0.0.1:0"));
      assertEquals(gateway.api("more"), reply.get("restarted"));
      assertThrows(IOException.class, () -> new ApiLine(first));
      assertEquals("ws:127.0.0.1:0", admin.ok("core/service/get", Map.of()).get("api_server"));
    }
  }

  @Test
  void aChangeThatCannotBeMadeChangesNothing() throws Exception {
    root.ok(CREATE, more("api_server", "tcp:127.0.0.1:0", "admin_password", "one"));
    String before = gateway.api("more").get(0);
    String taken = gateway.api("default").get(0);
    String refused =
        root.refused(UPDATE, named("more", "api_server", taken, "admin_password", "two"));
    assertTrue(refused.startsWith("100022 Could not listen: " + taken.substring(4)), refused);
    assertEquals(List.of(before), gateway.api("more"));
    line("more").login("admin", "one").close();
    restart();
    line("more").login("admin", "one").close();
    refused =
        root.refused(CREATE, Map.of("name", "other", "api_server", gateway.api("default").get(0)));
    assertTrue(refused.startsWith("100022 "), refused);
    assertEquals("unknown", status("other"));
  }

  @Test
  void whatAServiceCannotHaveHereIsRefusedByName() throws Exception {
    for (Map.Entry<String, Object> each :
        Map.of(
                "janus",
                List.of(Map.of("url", "ws://127.0.0.1:1")),
                "plugins",
                List.of("kurento"),
                "log_level",
                "debug")
            .entrySet()) {
      String refused = root.refused(CREATE, more(each.getKey(), each.getValue()));
      assertTrue(refused.startsWith("100006 Not implemented: "), refused);
      assertTrue(refused.contains(each.getKey()) || refused.contains("kurento"), refused);
    }
    assertEquals(
        "100044 Syntax error: api_server_timeout: at least 5s and longer than ping_interval (PT1M)",
        root.refused(CREATE, more("api_server_timeout", 30)));
    root.ok(CREATE, more("janus", List.of(), "plugins", List.of("embedded", "call")));
    assertEquals(
        List.of("embedded", "call"), root.ok("core/service/get", named("more")).get("plugins"));
  }

  @Test
  void namesAreTakenOnceAndWhatIsConfiguredStays() throws Exception {
    assertEquals("100021 Service already exists", root.refused(CREATE, Map.of("name", "default")));
    assertEquals("100021 Service already exists", root.refused(CREATE, Map.of("name", "core")));
    assertEquals("100040 Invalid operation", root.refused("core/service/delete", named("core")));
    assertEquals("100040 Invalid operation", root.refused("core/service/stop", named("core")));
    assertEquals("100040 Invalid operation", root.refused("core/service/delete", named("default")));
    assertEquals("100020 Service not found", root.refused("core/service/start", named("nowhere")));
    root.ok("core/service/stop", named("default"));
    assertEquals("stopped", status("default"));
    restart();
    assertEquals("started", status("default"));
  }

  @Test
  void servicesOutliveTheProcessAndTheirPasswordsAreNowhere() throws Exception {
    root.ok(
        CREATE,
        more(
            "api_server", "tcp:127.0.0.1:0",
            "admin_password", "very-secret-1",
            "users", List.of(Map.of("user", "bo", "password", "very-secret-2"))));
    root.ok(CREATE, Map.of("name", "resting", "start", false, "ring_timeout", 7));
    restart();
    line("more").login("admin", "very-secret-1").close();
    line("more").login("bo", "very-secret-2").close();
    assertEquals("stopped", status("resting"));
    Map<String, Object> view = root.ok("core/service/get", named("more"));
    assertFalse(view.containsKey("admin_password"));
    assertEquals(List.of(Map.of("user", "bo")), view.get("users"));
    assertEquals(7, root.ok("core/service/get", named("resting")).get("ring_timeout"));
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("very-secret"), file.toString());
      }
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("jackfield.db"))));
  }

  @Test
  void changesToConfiguredServicesLieOverTheConfigurationUntilTheyAreTakenBack() throws Exception {
    root.ok(UPDATE, named("default", "ring_timeout", 9, "users", List.of(BO)));
    root.ok(UPDATE, named("core", "admin_password", "other"));
    close();
    gateway = Gateway.start(config(folder));
    root = line("core").login("root", "other");
    assertEquals(9, root.ok("core/service/get", named("default")).get("ring_timeout"));
    try (ApiLine any = line("default")) {
      any.login("bo", "bopw");
    }
    Map<String, Object> back = new HashMap<>(named("default"));
    back.put("ring_timeout", null);
    back.put("users", null);
    root.ok(UPDATE, back);
    assertEquals(30, root.ok("core/service/get", named("default")).get("ring_timeout"));
    line("default").login("ana", "hush").close();
    Map<String, Object> core = new HashMap<>(named("core"));
    core.put("admin_password", null);
    root.ok(UPDATE, core);
    line("core").login("root", "rootpw").close();
  }

  @Test
  void aServiceCanHaveSipOfItsOwn() throws Exception {
    List<Object> users = new ArrayList<>(List.of(BO));
    root.ok(
        CREATE,
        more("sip_listen", "sip:127.0.0.1:0", "sip_domain", "more.example", "users", users));
    Map<String, Object> view = root.ok("core/service/get", named("more"));
    assertEquals("sip:127.0.0.1:0", view.get("sip_listen"));
    assertEquals(
        "100044 Syntax error: sip_domain: give users again, their digests are of the old domain",
        root.refused(UPDATE, named("more", "sip_domain", "new.example")));
    root.ok(UPDATE, named("more", "sip_domain", "new.example", "users", users));
  }

  @Test
  void filesOfTheMachineAreTheCoreAdministratorsMatter() throws Exception {
    root.ok(CREATE, more("api_server", "tcp:127.0.0.1:0", "admin_password", "one"));
    root.ok(UPDATE, named("more", "record_dir", "/tmp/recordings"));
    assertEquals("/tmp/recordings", root.ok("core/service/get", named("more")).get("record_dir"));
    try (ApiLine admin = line("more").login("admin", "one")) {
      for (String option : List.of("record_dir", "tls_certfile", "tls_keyfile", "tls_cacertfile")) {
        assertEquals("100030 Unauthorized", admin.refused(UPDATE, Map.of(option, "/etc")));
      }
    }
  }

  @Test
  void sessionsThatNameNoBitrateHaveThatOfTheService() throws Exception {
    root.ok(
        CREATE,
        more("api_server", "tcp:127.0.0.1:0", "users", List.of(BO), "default_bitrate", 300));
    try (ApiLine bo = line("more").login("bo", "bopw")) {
      Map<String, Object> made = bo.ok("media/session/create", Map.of("type", "park"));
      assertEquals(300, bo.ok("media/session/get_info", made).get("bitrate"));
      made = bo.ok("media/session/create", Map.of("type", "park", "bitrate", 0));
      assertEquals(0, bo.ok("media/session/get_info", made).get("bitrate"));
    }
  }

  @Test
  void howSipShowsItselfIsToldAndJudged() throws Exception {
    root.ok(CREATE, more("sip_listen", "sip:127.0.0.1:0", "sip_local_host", "sip.example"));
    Map<String, Object> view = root.ok("core/service/get", named("more"));
    assertEquals("sip.example", view.get("sip_local_host"));
    assertEquals(true, view.get("sip_use_external_ip"));
    assertEquals(
        "100044 Syntax error: sip_local_host: expected a host name or an IP address",
        root.refused(UPDATE, named("more", "sip_local_host", "no host")));
  }

  @Test
  void whatClientsLogGoesToTheServersOfTheirServices() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(20_000);
      root.ok(
          CREATE,
          more(
              "api_server",
              "tcp:127.0.0.1:0",
              "users",
              List.of(BO),
              "api_gelf_server",
              "127.0.0.1",
              "api_gelf_port",
              server.getLocalPort()));
      ApiLine bo = line("more").login("bo", "bopw");
      bo.ok("core/session/log", Map.of("source", "phone", "message", "first"));
      String first = received(server);
      assertTrue(first.contains("\"short_message\":\"first\""), first);
      assertTrue(first.contains("\"_srv_id\":\"more\""), first);
      assertEquals(
          server.getLocalPort(), root.ok("core/service/get", named("more")).get("api_gelf_port"));
      // An update moves it elsewhere for those who are connected too.
      try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        other.setSoTimeout(20_000);
        root.ok(UPDATE, named("more", "api_gelf_port", other.getLocalPort()));
        bo.ok("core/session/log", Map.of("source", "phone", "message", "second"));
        assertTrue(received(other).contains("second"));
      }
      bo.close();
    }
  }

  private static String received(DatagramSocket server) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    server.receive(packet);
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(packet.getData(), 0, packet.getLength()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
