package io.jackfield.signaling.api.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.hook.HookResult;
import io.jackfield.gateway.hook.InviteHook;
import io.jackfield.gateway.hook.Verdict;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.signaling.api.ApiAccess;
import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.listen.ApiListen;
import io.jackfield.signaling.api.testing.ApiWorld;
import io.jackfield.signaling.api.testing.FakeClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("External API: introduction")
class SeedThreeCoverageTest {

  private static final String LOGIN = "{'class':'core','cmd':'login','data':{";

  private final ApiWorld world = new ApiWorld();
  private final Wire admin = new Wire(world, world.login("admin"));
  private final Wire ana = new Wire(world, world.login("ana"));

  private Wire stranger() {
    return new Wire(world, world.connect());
  }

  @Test
  @DisplayName("each service may publish the API over TCP, TLS, WS, WSS")
  void transports() {
    List<ApiListen> all =
        ApiListen.parseAll("tcp:all:9010, tls:all:9011, ws:all:9012/api, wss://127.0.0.1:9013/any")
            .orElseThrow();
    assertEquals(List.of(9010, 9011, 9012, 9013), all.stream().map(ApiListen::port).toList());
  }

  private Wire core() {
    Wire core = new Wire(world, world.connect(world.core));
    core.ok(LOGIN + "'user':'root','pass':'admin-secret'},'tid':1}");
    return core;
  }

  private static String service(String cmd, String data) {
    return "{'class':'core','cmd':'" + cmd + "_service','data':{" + data + "},'tid':1}";
  }

  @Test
  @DisplayName("server applications administer it: start, stop, update configuration")
  void serverApplicationsAdminister() {
    Wire core = core();
    core.okAlone(service("start", "'service':'default'"));
    core.ok(service("update", "'service':'default','allow_any_user':true"));
    core.okAlone(service("stop", "'service':'default'"));
    assertEquals(
        List.of("start default", "update default {allow_any_user=true}", "stop default"),
        world.control.asked);
  }

  @Test
  @DisplayName("core login allows administration such as creating services")
  void coreLoginAdministers() {
    core().ok(service("create", "'name':'mine'"));
    assertEquals(1, world.control.asked.size());
  }

  @Test
  @DisplayName("creating a service needs core started and listening, and administrator login")
  void creatingNeedsTheAdministrator() {
    for (Wire wire : List.of(admin, ana)) {
      assertEquals(Reason.UNAUTHORIZED.code(), wire.code(service("create", "'name':'mine'")));
    }
    Wire silent = new Wire(world, world.connect(world.core));
    assertEquals(Reason.NOT_AUTHENTICATED.code(), silent.code(service("create", "'name':'mine'")));
    assertEquals(List.of(), world.control.asked);
  }

  @Test
  @DisplayName("create_service command")
  void createService() {
    assertEquals("mine", core().ok(service("create", "'name':'mine'")).get("service"));
  }

  @Test
  @DisplayName("server applications receive events")
  void serverApplicationsReceiveEvents() {
    admin.okAlone("{'class':'core','cmd':'subscribe','data':{'class':'media'},'tid':1}");
    ana.ok("{'class':'media','cmd':'create','data':{'type':'p2p'},'tid':1}");
    admin.event("session", "created");
  }

  private void register(String callback) {
    admin.okAlone(
        "{'class':'core','cmd':'register_callback','data':{'class':'default','callback':'"
            + callback
            + "'},'tid':1}");
    admin.forget();
  }

  @Test
  @DisplayName("server applications authorise logins")
  void serverApplicationsAuthoriseLogins() {
    register("login");
    admin.client.grant("api_server_login", Wire.json("{'authorized':true}"));
    stranger().ok(LOGIN + "'user':'my_user','pass':'my_pass'},'tid':1}");
  }

  @Test
  @DisplayName("server applications process incoming calls")
  void serverApplicationsProcessCalls() {
    register("sip_invite");
    register("verto_invite");
    register("call_resolve");
    admin.client.grant("sip_invite", Wire.json("{'authorized':true,'callee':'ana'}"));
    assertEquals(Optional.of("ana"), answer(world.service.hooks().sipInvite().ask(question())));
    assertEquals(
        Map.of("call_id", "c", "dest", "100", "caller", "200", "remote", "udp:192.0.2.1:5060"),
        admin.asked("sip_invite"));
    admin.client.grant("verto_invite", Wire.json("{'authorized':false,'reason':'no'}"));
    assertEquals(
        Optional.of("no"), verdict(world.service.hooks().vertoInvite().ask(question())).reason());
    admin.client.grant(
        "call_resolve", Wire.json("{'destinations':[{'type':'user','callee':'ana'}]}"));
    Wire bo = new Wire(world, world.login("bo"));
    bo.ok(
        "{'class':'media','subclass':'call','cmd':'create','data':{'callee':'100',"
            + "'offer':{'sdp':'SDP','sdp_type':'rtp'}},'tid':1}");
    ana.asked("invite");
  }

  private static InviteHook.Question question() {
    return new InviteHook.Question(new CallId("c"), "100", "200", "udp:192.0.2.1:5060");
  }

  private InviteHook.Answer settled(CompletionStage<HookResult<InviteHook.Answer>> stage) {
    world.time.settle();
    return stage.toCompletableFuture().join().answer().orElseThrow();
  }

  private Optional<String> answer(CompletionStage<HookResult<InviteHook.Answer>> stage) {
    return settled(stage).callee();
  }

  private Verdict verdict(CompletionStage<HookResult<InviteHook.Answer>> stage) {
    return settled(stage).verdict();
  }

  @Test
  @DisplayName("client applications (browsers) use the API")
  void clientApplications() {
    ana.ok("{'class':'media','cmd':'create','data':{'type':'p2p'},'tid':1}");
  }

  @Test
  @DisplayName("hundreds of thousands of clients on one box")
  void noThreadForAConnection() {
    int before = Thread.activeCount();
    for (int i = 0; i < 2_000; i++) {
      world.connect();
    }
    assertEquals(before, Thread.activeCount(), "no thread per connection");
  }

  @Test
  @DisplayName("offered methods and events set by service configuration")
  void methodsAndEventsAreConfigured() {
    ApiWorld closed =
        new ApiWorld(
            o -> o.with(o.access().withUserAllow(Set.of())),
            Runnable::run,
            FakeEngine.Manners.GOOD);
    Wire user = new Wire(closed, closed.login("ana"));
    assertEquals(
        Reason.UNAUTHORIZED.code(),
        user.code("{'class':'media','cmd':'create','data':{'type':'p2p'},'tid':1}"));
    assertEquals(
        Reason.UNAUTHORIZED.code(),
        user.code("{'class':'core','cmd':'subscribe','data':{'class':'media'},'tid':1}"));
    assertEquals(Set.of(), ApiAccess.defaults().trustedServices());
  }

  @Test
  @DisplayName("JSON messages; other encodings later")
  void jsonMessages() {
    Wire wire = stranger();
    wire.client.say("<ping/>");
    assertEquals(Optional.of(1007), wire.closed());
  }

  @Test
  @DisplayName("requests from either side, each must be answered")
  void requestsFromEitherSide() {
    ana.okAlone("{'class':'core','cmd':'ping','tid':1}");
    ana.client.answers = request -> Optional.empty();
    ana.ok("{'class':'media','cmd':'create','data':{'type':'p2p'},'tid':1}");
    world.time.advance(Duration.ofSeconds(5));
    assertEquals(Optional.of(4000), ana.closed());
  }

  @Test
  @DisplayName("request class: subsystem; core served by the service layer; plugins add classes")
  void classes() {
    assertEquals(
        Reason.NOT_IMPLEMENTED.code(), ana.code("{'class':'other','cmd':'login','tid':1}"));
    assertEquals(Reason.UNKNOWN_COMMAND.code(), ana.code("{'class':'core','cmd':'other','tid':1}"));
  }

  @Test
  @DisplayName("request cmd")
  void cmd() {
    ana.client.say(Wire.json("{'class':'core','tid':1}"));
    assertEquals(Optional.of(1002), ana.closed());
  }

  @Test
  @DisplayName("request data optional, {}")
  void data() {
    ana.okAlone("{'class':'core','cmd':'ping','tid':1}");
    ana.okAlone("{'class':'core','cmd':'ping','data':{},'tid':1}");
  }

  @Test
  @DisplayName("request tid unique, number or text")
  void tid() {
    for (String tid : List.of("1", "1.5", "'a'")) {
      ana.forget();
      ana.client.say(Wire.json("{'class':'core','cmd':'ping','tid':" + tid + "}"));
      assertEquals(1, ana.client.heard.size());
      assertEquals(tid.replace("'", ""), ana.client.heard.get(0).get("tid").toString());
    }
    ana.client.say(Wire.json("{'class':'core','cmd':'ping','tid':[1]}"));
    assertEquals(Optional.of(1002), ana.closed());
  }

  @Test
  @DisplayName("response result, per-command answers")
  void results() {
    String id = "one";
    Wire one = stranger();
    one.ok(LOGIN + "'user':'ana','pass':'secret','session_id':'" + id + "'},'tid':1}");
    one.client.answer("do", Wire.json("{'result':'done','tid':TID}"));
    assertEquals(
        Reason.INVALID_REPLY.code(),
        admin.code(
            "{'class':'core','subclass':'session','cmd':'cmd','data':{'session_id':'one',"
                + "'class':'app','cmd':'do'},'tid':1}"));
    assertEquals("ok", ana.ask("{'class':'core','cmd':'ping','tid':1}").get("result"));
  }

  @Test
  @DisplayName("response data optional")
  void responseData() {
    assertFalse(ana.ask("{'class':'core','cmd':'ping','tid':1}").containsKey("data"));
  }

  @Test
  @DisplayName("response tid equals the request's")
  void responseTid() {
    assertEquals(Tid.of(1), ana.ask("{'class':'core','cmd':'ping','tid':1}").get("tid"));
  }

  @Test
  @DisplayName("error: result: \"error\", data.error, data.code")
  void errors() {
    assertEquals(
        Map.of(
            "result",
            "error",
            "data",
            Map.of("error", "Unauthorized", "code", 100030),
            "tid",
            Tid.of(1)),
        ana.ask("{'class':'core','subclass':'user','cmd':'list','tid':1}"));
  }

  /** A holder of the login hook that acks alone keeps a login open. */
  private Wire slowLogin() {
    register("login");
    admin.client.answers = request -> Optional.of(Wire.json("{'ack':" + request.get("tid") + "}"));
    Wire wire = stranger();
    wire.client.say(Wire.json(LOGIN + "'user':'guest','pass':'x'},'tid':1}"));
    return wire;
  }

  @Test
  @DisplayName("responses at once; otherwise ack {\"ack\": tid}")
  void acks() {
    assertEquals(List.of(Map.of("ack", Tid.of(1))), slowLogin().client.heard);
  }

  @Test
  @DisplayName("connection closed without response in 5 s")
  void closedWithoutResponse() {
    ana.client.answers = request -> Optional.empty();
    ana.ok("{'class':'media','cmd':'create','data':{'type':'p2p'},'tid':1}");
    world.time.advance(Duration.ofMillis(4_999));
    assertEquals(Optional.empty(), ana.closed());
    world.time.advance(Duration.ofMillis(1));
    assertEquals(Optional.of(4000), ana.closed());
  }

  @Test
  @DisplayName("each ack extends by 3 minutes")
  void acksExtend() {
    slowLogin();
    world.time.advance(Duration.ofSeconds(179));
    assertEquals(Optional.empty(), admin.closed());
    world.time.advance(Duration.ofSeconds(2));
    assertEquals(Optional.of(4000), admin.closed());
  }

  @Test
  @DisplayName("periodic server ping, same rule")
  void ping() {
    ApiWorld pinged =
        new ApiWorld(o -> o.with(ApiLimits.defaults()), Runnable::run, FakeEngine.Manners.GOOD);
    Wire user = new Wire(pinged, pinged.login("ana"));
    pinged.time.advance(Duration.ofSeconds(60));
    assertEquals(60, user.asked("ping").get("time"));
    user.client.answers = request -> Optional.empty();
    pinged.time.advance(Duration.ofSeconds(65));
    assertEquals(Optional.of(4000), user.closed());
  }

  @Test
  @DisplayName("login right after connecting")
  void loginRightAfterConnecting() {
    Wire wire = stranger();
    assertEquals(
        Reason.NOT_AUTHENTICATED.code(), wire.code("{'class':'core','cmd':'ping','tid':1}"));
    wire.ok(LOGIN + "'user':'ana','pass':'secret'},'tid':1}");
    Wire silent = stranger();
    world.time.advance(Duration.ofSeconds(30));
    assertEquals(Optional.of(1008), silent.closed());
  }

  @Test
  @DisplayName("login supplies a user; a user may have many connections")
  void manyConnections() {
    stranger().ok(LOGIN + "'user':'ana','pass':'secret'},'tid':1}");
    Map<String, Object> connections =
        admin.ok("{'class':'core','subclass':'user','cmd':'get','data':{'user':'ana'},'tid':1}");
    assertEquals(2, connections.size());
  }

  @Test
  @DisplayName("unique session_id per connection, made by the server")
  void uniqueIds() {
    Set<Object> ids = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      ids.add(stranger().ok(LOGIN + "'user':'ana','pass':'secret'},'tid':1}").get("session_id"));
    }
    assertEquals(20, ids.size());
  }

  @Test
  @DisplayName("login may change session_id (session recovery)")
  void sessionRecovery() {
    Wire wire = stranger();
    String text = LOGIN + "'user':'ana','pass':'secret','session_id':'mine'},'tid':1}";
    assertEquals("mine", wire.ok(text).get("session_id"));
    assertEquals(Reason.DUPLICATED_SESSION_ID.code(), stranger().code(text));
    wire.client.leave();
    assertEquals("mine", stranger().ok(text).get("session_id"));
    register("login");
    admin.client.grant(
        "api_server_login", Wire.json("{'authorized':true,'session_id':'recovered'}"));
    assertEquals(
        "recovered",
        stranger().ok(LOGIN + "'user':'token','pass':'x'},'tid':1}").get("session_id"));
  }

  @Test
  @DisplayName("core listener: only the system-wide administrator, by configuration")
  void theCoreListener() {
    new Wire(world, world.connect(world.core))
        .ok(LOGIN + "'user':'root','pass':'admin-secret'},'tid':1}");
    FakeClient other = world.connect(world.core);
    other.say(Wire.json(LOGIN + "'user':'ana','pass':'secret'},'tid':1}"));
    world.time.advance(Duration.ofMillis(100));
    assertEquals("error", other.reply(1).orElseThrow().get("result"));
  }

  @Test
  @DisplayName("other services attend the login by server logic or by callback api_server_login")
  void otherServicesAttendTheLogin() {
    register("login");
    admin.client.grant("api_server_login", Wire.json("{'authorized':'true'}"));
    Wire wire = stranger();
    wire.ok(LOGIN + "'user':'my_user','pass':'my_pass'},'tid':1}");
    assertEquals("my_user", admin.asked("api_server_login").get("user"));
    assertEquals("my_pass", admin.asked("api_server_login").get("pass"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "media", "app"})
  @DisplayName("event = request with cmd event, in every class")
  void eventsInEveryClass(String eventClass) {
    ana.okAlone("{'class':'" + eventClass + "','cmd':'event','data':{'type':'x'},'tid':1}");
  }

  @Test
  @DisplayName("events answered at once, ok without data")
  void eventsAreAnswered() {
    ana.okAlone("{'class':'core','cmd':'event','data':{'class':'app','type':'x'},'tid':1}");
  }

  @Test
  @DisplayName("event fields class, type, obj, obj_id")
  void eventFields() {
    ana.okAlone("{'class':'core','cmd':'subscribe','data':{'class':'app','obj':'thing'},'tid':1}");
    ana.forget();
    admin.okAlone(
        "{'class':'core','cmd':'send_event','data':{'class':'app','type':'stop','obj':'thing',"
            + "'obj_id':'7'},'tid':1}");
    assertEquals(
        Map.of("class", "app", "type", "stop", "subclass", "thing", "obj", "thing", "obj_id", "7"),
        ana.event("thing", "stop"));
  }

  @Test
  @DisplayName("event field service when from another service")
  void eventsOfAnotherService() {
    Wire core = new Wire(world, world.connect(world.core));
    core.ok(LOGIN + "'user':'root','pass':'admin-secret'},'tid':1}");
    core.okAlone("{'class':'core','cmd':'subscribe','data':{'class':'media'},'tid':1}");
    ana.ok("{'class':'media','cmd':'create','data':{'type':'p2p'},'tid':1}");
    assertEquals("default", core.event("session", "created").get("service"));
    assertFalse(ana.event("session", "created").containsKey("service"));
  }

  @Test
  @DisplayName("subscribe to class, type, obj, obj_id")
  void subscribeToAll() {
    ana.okAlone(
        "{'class':'core','cmd':'subscribe','data':{'class':'app','type':'t','obj':'o',"
            + "'obj_id':'i'},'tid':1}");
    ana.forget();
    for (String data :
        List.of(
            "'class':'app','type':'t','obj':'o','obj_id':'i'",
            "'class':'app','type':'t','obj':'o','obj_id':'j'",
            "'class':'app','type':'t','obj':'p','obj_id':'i'",
            "'class':'app','type':'u','obj':'o','obj_id':'i'",
            "'class':'apq','type':'t','obj':'o','obj_id':'i'")) {
      admin.okAlone("{'class':'core','cmd':'send_event','data':{" + data + "},'tid':1}");
    }
    assertEquals(1, ana.client.events().size());
  }

  @Test
  @DisplayName("matching and * wildcards")
  void wildcards() {
    ana.okAlone(
        "{'class':'core','cmd':'subscribe','data':{'class':'app','type':'t','obj':'*',"
            + "'obj_id':'*'},'tid':1}");
    ana.okAlone(
        "{'class':'core','cmd':'subscribe','data':{'class':'app','type':'*','obj':'sess*'},'tid':1}");
    ana.forget();
    admin.okAlone(
        "{'class':'core','cmd':'send_event','data':{'class':'app','type':'t','obj':'any'},'tid':1}");
    admin.okAlone(
        "{'class':'core','cmd':'send_event','data':{'class':'app','obj':'session'},'tid':1}");
    assertEquals(List.of("app/any/t"), ana.client.events());
  }

  @Test
  @DisplayName("core/subscribe without subclass")
  void subscribeWithoutSubclass() {
    ana.okAlone("{'class':'core','cmd':'subscribe','data':{'class':'app'},'tid':1}");
    ana.okAlone("{'class':'core','cmd':'unsubscribe','data':{'class':'app'},'tid':1}");
  }

  @Test
  @DisplayName("subscription example: all sessions, all types of class media")
  void theExample() {
    admin.okAlone(
        "{'class':'core','cmd':'subscribe','data':{'class':'media','obj':'session',"
            + "'obj_id':'*','type':'*'},'tid':1}");
    String id =
        (String)
            ana.ok("{'class':'media','cmd':'create','data':{'type':'p2p'},'tid':1}")
                .get("session_id");
    ana.okAlone("{'class':'media','cmd':'destroy','data':{'session_id':'" + id + "'},'tid':1}");
    assertEquals("session", admin.event("session", "created").get("obj"));
    assertEquals("session", admin.event("session", "destroyed").get("obj"));
  }

  @Test
  @DisplayName("callbacks can be subscribed like events")
  void callbacksAreRegistered() {
    register("login");
    assertEquals(
        List.of(Map.of("class", "default", "callback", "login")),
        admin.ask("{'class':'core','subclass':'callback','cmd':'list','tid':1}").get("data"));
    admin.okAlone(
        "{'class':'core','cmd':'unregister_callback','data':{'class':'default',"
            + "'callback':'login'},'tid':1}");
    assertFalse(world.service.hooks().login().held());
  }

  @Test
  @DisplayName("callbacks to allow registering users and subscriptions")
  void callbacksForUsersAndSubscriptions() {
    for (String callback : List.of("login", "sip_register", "subscribe")) {
      register(callback);
    }
    assertTrue(world.service.hooks().sipRegister().held());
    admin.client.grant("api_subscribe_allow", Wire.json("{'authorized':false}"));
    assertEquals(
        Reason.UNAUTHORIZED.code(),
        ana.code("{'class':'core','cmd':'subscribe','data':{'class':'app'},'tid':1}"));
  }

  @Test
  @DisplayName("register_callback with class (service) and callback")
  void registerCallback() {
    admin.okAlone(
        "{'class':'core','cmd':'register_callback','data':{'class':'default',"
            + "'callback':'login'},'tid':1}");
    assertEquals(
        Reason.SERVICE_NOT_FOUND.code(),
        admin.code(
            "{'class':'core','cmd':'register_callback','data':{'class':'myservice',"
                + "'callback':'login'},'tid':1}"));
  }

  @Test
  @DisplayName("callback request api_server_login with user, pass")
  void callbackRequest() {
    otherServicesAttendTheLogin();
  }

  @Test
  @DisplayName("callback reply authorized (text or boolean), reason")
  void callbackReply() {
    register("login");
    for (String no : List.of("false", "'false'")) {
      admin.client.grant(
          "api_server_login", Wire.json("{'authorized':" + no + ",'reason':'Invalid password'}"));
      FakeClient client = world.connect();
      client.say(Wire.json(LOGIN + "'user':'my_user','pass':'my_pass'},'tid':1}"));
      world.time.advance(Duration.ofMillis(100));
      assertEquals(
          Map.of("code", 100030, "error", "Invalid password"),
          client.reply(1).orElseThrow().get("data"));
    }
  }
}
