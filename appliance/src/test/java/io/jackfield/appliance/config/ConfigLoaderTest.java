package io.jackfield.appliance.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.limit.CallCap;
import io.jackfield.signaling.sip.stack.SourceAcl;
import io.jackfield.signaling.sip.trunk.CallerId;
import io.jackfield.signaling.sip.trunk.Srtp;
import io.jackfield.signaling.sip.trunk.TrunkConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

  @TempDir Path folder;

  private static Config load(String yaml) throws ConfigException {
    return new ConfigLoader().text("t.yaml", yaml).load();
  }

  private static List<String> problems(String yaml) {
    return assertThrows(ConfigException.class, () -> load(yaml)).problems();
  }

  @Test
  void filesOfConfDAreLaidOverTheMainFileInNameOrder() throws Exception {
    Path main = folder.resolve("jackfield.yaml");
    Files.writeString(main, "node: {drain_timeout: 1s, event_loops: 3}\n");
    Path parts = Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(parts.resolve("20.yaml"), "node: {drain_timeout: 3s}\n");
    Files.writeString(parts.resolve("10.yaml"), "node: {drain_timeout: 2s}\n");
    Files.writeString(parts.resolve("30.yaml.off"), "nonsense: {\n");

    NodeConfig node = new ConfigLoader().file(main).load().node();

    assertEquals(Duration.ofSeconds(3), node.drainTimeout());
    assertEquals(3, node.eventLoops());
  }

  @Test
  void janusEnginesKeepTheirOrderAndHideTheirSecrets() throws Exception {
    Config config =
        load(
            "janus:\n"
                + "  - {url: \"ws://127.0.0.1:8188\", secret: hidden}\n"
                + "  - {name: far, url: \"wss://janus.example.org/ws\"}\n");
    assertEquals(
        List.of("janus-1", "far"), config.janus().stream().map(JanusConfig::name).toList());
    assertEquals("hidden", config.janus().get(0).secret().orElseThrow());
    assertFalse(config.janus().toString().contains("hidden"));
    assertEquals(List.of(), load("node: {}\n").janus());
  }

  @Test
  void aJanusWithoutAnAddressOrWithAnothersNameIsRefused() {
    assertEquals(
        List.of("t.yaml:1: janus[].url: expected an address such as ws://127.0.0.1:8188"),
        problems("janus: [{name: x, url: \"http://localhost\"}]\n"));
    assertEquals(
        1, problems("janus: [{name: x, url: \"ws://a\"}, {name: x, url: \"ws://b\"}]\n").size());
  }

  @Test
  void environmentWinsOverFilesAndReachesTheDefaultService() throws Exception {
    Config config =
        new ConfigLoader()
            .text("t.yaml", "node: {drain_timeout: 1s}\n")
            .environment(
                Map.of(
                    "JACKFIELD_NODE_DRAIN_TIMEOUT", "7s",
                    "JACKFIELD_SERVICES_DEFAULT_SIP_DOMAIN", "example.org",
                    "JACKFIELD_HTTP_LISTEN", "[127.0.0.1:1, 127.0.0.1:2]",
                    "HOME", "/root"))
            .load();

    assertEquals(Duration.ofSeconds(7), config.node().drainTimeout());
    assertEquals("example.org", config.defaultService().sip().domain());
    assertEquals(
        List.of(new HostPort("127.0.0.1", 1), new HostPort("127.0.0.1", 2)),
        config.http().listen());
  }

  @Test
  void unknownVariableIsRefusedWithTheNearestName() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> new ConfigLoader().environment(Map.of("JACKFIELD_NODE_DATADIR", "/x")));
    assertEquals(
        List.of("unknown variable JACKFIELD_NODE_DATADIR; did you mean JACKFIELD_NODE_DATA_DIR?"),
        e.problems());
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsLine() {
    assertEquals(
        List.of(
            "t.yaml:2: unknown key http.listne; did you mean listen?",
            "t.yaml:4: node.drain_timeout: expected a duration such as 250ms, 30s, 5m, 12h,"
                + " found \"5\"",
            "t.yaml:5: unknown key services.*.entirely_other"),
        problems(
            """
            http:
              listne: 1
            node:
              drain_timeout: 5
            services: {default: {entirely_other: 1}}
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http: {listen: nowhere}|t.yaml:1: http.listen: expected addresses such as 127.0.0.1:8080,"
            + " found \"nowhere\"",
        "http: 3|t.yaml:1: http: expected keys and values",
        "node: {event_loops: -1}|t.yaml:1: node.event_loops: expected a whole number from 0 to 256,"
            + " found \"-1\"",
        "log: {level: loud}|t.yaml:1: log.level: expected one of debug, error, info, trace, warn,"
            + " found \"loud\"",
        "media: {rtp_port_min: 3000, rtp_port_max: 2000}|t.yaml:1: media.rtp_port_max: must be above"
            + " rtp_port_min",
        "tls: {key_file: /k}|t.yaml:1: tls.certificate_file: needs key_file beside it, and the other"
            + " way round",
        "services: {default: {users: [{user: a}]}}|t.yaml:1: services.*.users[].password: user \"a\""
            + " needs a password",
        "services: {default: {sip_listen: 'http:x'}}|t.yaml:1: services.*.sip_listen: expected"
            + " listeners such as sip:all:5060, found \"http:x\"",
        "services: {default: {verto_listen: 'verto:all;transport=tcp'}}|t.yaml:1:"
            + " services.*.verto_listen: expected listeners such as verto:all:8082, found"
            + " \"verto:all;transport=tcp\"",
        "services: {default: {verto_idle_timeout: 0s}}|t.yaml:1: services.*.verto_idle_timeout: must"
            + " be longer than 0s",
        "services: {default: {routes: [{when: {number: '('}, to: echo}]}}|t.yaml:1:"
            + " services.*.routes[].when.number: expected a regular expression, found \"(\"",
        "services: {default: {routes: [{to: 'trunk:none'}]}}|t.yaml:1: services.*.routes[].to:"
            + " there is no trunk \"none\"",
        "services: {default: {routes: [{when: {from: trunk:x}, to: echo}]}}|t.yaml:1:"
            + " services.*.routes[].when.from: there is no trunk \"x\"",
        "services: {default: {trunks: [{name: a, address: 'b c'}]}}|t.yaml:1:"
            + " services.*.trunks[].address: expected a host, host:port or a domain, found \"b c\"",
        "services: {default: {trunks: [{name: a, address: b, register: true}]}}|t.yaml:1:"
            + " services.*.trunks[].register: a trunk to register with needs username and"
            + " password",
        "services: {default: {trunks: [{name: a, address: b, inbound: x}]}}|t.yaml:1:"
            + " services.*.trunks: trunk \"a\": there is no route \"x\"",
        "services: {default: {trunks: [{name: a, address: b, match: c}]}}|t.yaml:1:"
            + " services.*.trunks[].match: expected addresses or networks such as 192.0.2.0/24,"
            + " found c",
        "services: {default: {trunks: [{name: a, address: b, caller_id: pai, trusted: false}]}}|"
            + "t.yaml:1: services.*.trunks[].trusted: caller_id pai and rpid are for trusted trunks"
            + " alone",
        "services: {default: {routes: [{to: echo, set: {headers: {Via: x}}}]}}|t.yaml:1:"
            + " services.*.routes[].set.headers: \"Via\" is none a route may set",
        "services: {default: {trunks: [{name: a, address: b, dtmf: inband}]}}|t.yaml:1:"
            + " services.*.trunks[].dtmf: no media engine here makes tones; expected rfc4733 or"
            + " info",
      })
  void mistakesAreToldInWords(String yaml, String problem) {
    assertEquals(List.of(problem), problems(yaml));
  }

  @Test
  void aTrunkIsReadWhole() throws Exception {
    TrunkConfig trunk =
        load("""
            services:
              default:
                trunks:
                  - name: carrier
                    address: sip.carrier.example:5061
                    transport: tls
                    username: "4930"
                    password: s3cret
                    register: true
                    register_expires: 5m
                    caller_id: pai
                    codecs: [pcma, pcmu]
                    dtmf: info
                    srtp: required
                    max_calls: 30
                    match: [192.0.2.0/24, "2001:db8::1", user:pbx]
                    inbound: in
                routes:
                  - {name: in, when: {from: trunk:carrier, number: '4930(\\d+)'}, to: $1}
            """)
            .defaultService()
            .sip()
            .trunks()
            .get(0);
    assertEquals("sip:sip.carrier.example:5061;transport=tls", trunk.uri());
    assertEquals(Duration.ofMinutes(5), trunk.registerExpires());
    assertEquals(CallerId.PAI, trunk.callerId());
    assertTrue(trunk.trusted());
    assertEquals(List.of("pcma", "pcmu"), trunk.codecs());
    assertFalse(trunk.digitsInMedia());
    assertEquals(Srtp.REQUIRED, trunk.srtp());
    assertEquals(30, trunk.maxCalls());
    assertEquals(2, trunk.match().size());
    assertEquals(List.of("pbx"), trunk.matchUsers());
    assertEquals("in", trunk.inbound().orElseThrow());
    assertFalse(trunk.toString().contains("s3cret"));
  }

  @Test
  void limitsAreReadForServiceUsersAndSources() throws Exception {
    ServiceConfig service =
        load("""
            services:
              default:
                max_calls: 100
                max_cps: 10
                users: [{user: a, password: b, max_calls: 2}, {user: c, password: d}]
                sip_max_transactions: 50
                sip_listen: ['sip:all:5060;allow=10.0.0.0/8;allow=fd00::/8;deny=10.1.0.0/16', 'sip:all:5061']
            """)
            .defaultService();
    assertEquals(new CallCap(100, 10), service.cap());
    assertEquals(new CallCap(2, 0), service.users().get(0).cap());
    assertEquals(CallCap.NONE, service.users().get(1).cap());
    assertEquals(50, service.sip().limits().transactions());
    SourceAcl acl = service.sip().listen().get(0).acl();
    assertEquals(2, acl.allow().size());
    assertEquals("10.1.0.0/16", acl.deny().get(0).toString());
    assertEquals(SourceAcl.ALL, service.sip().listen().get(1).acl());
    assertEquals(
        service.sip().listen().get(0),
        SipListen.parse(service.sip().listen().get(0).toString()).orElseThrow());
    assertTrue(SipListen.parse("sip:all:5060;allow=nonsense").isEmpty());
    assertTrue(SipListen.parse("sip:all:80;transport=ws;allow=10.0.0.0/8").isEmpty());
  }

  @Test
  void secondUserOfTheSameNameIsRefused() {
    assertEquals(
        List.of("t.yaml:4: services.*.users[].user: user \"a\" stands twice"),
        problems(
            """
            services:
              default:
                users: [{user: a, password: b},
                  {user: a, password: c}]
            """));
  }

  @Test
  void brokenYamlIsToldWithItsLine() {
    String problem = problems("node:\n  data_dir: [\n").get(0);
    assertEquals("t.yaml:3: not valid YAML", problem.substring(0, 24));
    assertEquals(List.of("t.yaml:1: expected keys and values"), problems("just words"));
  }

  @Test
  void secretComesFromAFile() throws Exception {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "hush\n");
    Config config = load("services: {default: {admin_password_file: \"" + secret + "\"}}");
    assertEquals("hush", config.defaultService().adminPassword().orElseThrow());
  }

  @Test
  void missingSecretFileIsAMistake() {
    assertEquals(
        List.of(
            "t.yaml:1: services.*.admin_password_file: cannot read /no/such (NoSuchFileException)"),
        problems("services: {default: {admin_password_file: /no/such}}"));
  }

  @Test
  void passwordsNeverStandInPrintedConfigurations() throws Exception {
    Config config =
        load("services: {default: {admin_password: hush1, users: [{user: a, password: hush2}]}}");
    assertFalse(config.toString().contains("hush"));
    assertFalse(config.defaultService().users().toString().contains("hush"));
  }

  @Test
  void listenersAreReadInEverySpelling() throws Exception {
    Config config =
        load(
            "services: {default: {sip_listen: 'sip:all, sip:127.0.0.1:5070;transport=tcp,"
                + " sips:[::1]'}}");
    assertEquals(
        "[sip:all:5060, sip:127.0.0.1:5070;transport=tcp, sips:[::1]:5061]",
        config.defaultService().sip().listen().toString());
    assertEquals(
        "[verto:all:8082, verto:[::1]:8081;transport=ws, verto:127.0.0.1:90]",
        load("services: {default: {verto_listen: 'verto:all, verto:[::1];transport=WS,"
                + " verto:127.0.0.1:90;transport=wss'}}")
            .defaultService()
            .verto()
            .listen()
            .toString());
  }

  @Test
  void noneSwitchesAListenerOff() throws Exception {
    assertEquals(List.of(), load("http: {tls_listen: none}").http().tlsListen());
  }
}
