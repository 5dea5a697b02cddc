package io.jackfield.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.ConfigException;
import io.jackfield.appliance.config.ConfigLoader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on ports the system picks. */
class GatewayTest {

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private Config config(String http, Path data) throws ConfigException {
    return new ConfigLoader()
        .text(
            "test",
            """
            node: {data_dir: "%s", drain_timeout: 1s, event_loops: 2}
            http: {listen: "%s", tls_listen: "127.0.0.1:0"}
            media: {host: 127.0.0.1, webrtc_port: 0}
            services:
              default:
                users: [{user: ana, password: hush}]
                sip_listen: ["sip:127.0.0.1:0", "sip:127.0.0.1:0;transport=tcp"]
                verto_listen: ["verto:127.0.0.1:0;transport=ws", "verto:127.0.0.1:0"]
                sip_domain: example.org
                api_server: "tcp:127.0.0.1:0, tls:127.0.0.1:0"
            """
                .formatted(data, http))
        .load();
  }

  private HttpResponse<String> get(InetSocketAddress at, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + at.getPort() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void serves(InetSocketAddress at, String path, int status, String part) throws Exception {
    HttpResponse<String> response = get(at, path);
    assertEquals(status, response.statusCode(), path);
    assertTrue(response.body().contains(part), path + ": " + response.body());
  }

  @Test
  void servesItsPagesAndLeavesNothingBehind() throws Exception {
    Gateway gateway = Gateway.start(config("127.0.0.1:0", folder));
    InetSocketAddress at = gateway.web().get(0);
    try {
      assertEquals(2, gateway.web().size());
      serves(at, "/healthz", 200, "\"healthy\":true");
      serves(at, "/readyz", 200, "\"ready\":true");
      serves(at, "/metrics", 200, "jackfield_sip_registrations{service=\"default\"} 0");
      serves(at, "/metrics", 200, "jackfield_verto_connections{service=\"default\"} 0");
      serves(at, "/metrics", 200, "jackfield_engine_ready{engine=\"embedded\"} 1");
      serves(at, "/", 200, "Jackfield");
      serves(at, "/phone/", 200, "<html");
      serves(at, "/phone/config.json", 200, "\"domain\":\"example.org\"");
      serves(at, "/no/such/page", 404, "");
    } finally {
      gateway.stop();
    }
    assertThrows(ConnectException.class, () -> get(at, "/healthz"));
    Optional<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("cdr") && thread.isAlive())
            .findAny();
    assertEquals(Optional.empty(), left);
  }

  @Test
  void servesTheApiDocumentThatStandsInTheTreeToAnyPage() throws Exception {
    Gateway gateway = Gateway.start(config("127.0.0.1:0", folder));
    try {
      HttpResponse<String> document = get(gateway.web().get(0), "/api/asyncapi.json");
      assertEquals(200, document.statusCode());
      assertEquals("*", document.headers().firstValue("access-control-allow-origin").orElse(""));
      assertEquals("nosniff", document.headers().firstValue("x-content-type-options").orElse(""));
      assertEquals(
          Files.readString(Path.of("..", "docs", "api", "asyncapi.json")), document.body());
    } finally {
      gateway.stop();
    }
  }

  @Test
  void aPortInUseIsNamedAndEverythingElseClosedAgain() throws Exception {
    Gateway first = Gateway.start(config("127.0.0.1:0", folder));
    try {
      String taken = "127.0.0.1:" + first.web().get(0).getPort();
      StartException e =
          assertThrows(StartException.class, () -> Gateway.start(config(taken, folder)));
      assertTrue(e.getMessage().contains(taken), e.getMessage());
      assertTrue(e.getMessage().contains("in use"), e.getMessage());
    } finally {
      first.stop();
    }
  }

  @Test
  void aDataFolderThatCannotBeWrittenIsNamed() throws Exception {
    Path occupied = Files.createFile(folder.resolve("file"));
    StartException e =
        assertThrows(StartException.class, () -> Gateway.start(config("127.0.0.1:0", occupied)));
    assertTrue(e.getMessage().contains(occupied.toString()), e.getMessage());
  }
}
