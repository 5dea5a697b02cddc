package io.jackfield.signaling.api.testing;

import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.route.DialPlan;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.service.ServiceParts;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SimTime;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.ApiOptions;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.connection.ApiConnection;
import io.jackfield.signaling.api.connection.Link;
import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.core.ApiServices;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A service with its API in virtual time: a real gateway core, a fake engine, fake clients. */
public final class ApiWorld {

  /** An audio description that parses. */
  public static final String SDP =
      "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 5000 RTP/AVP 0 8\r\n";

  /** The same of a browser: ICE and DTLS. */
  public static final String WEBRTC_SDP =
      "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n"
          + "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\n"
          + "a=fingerprint:sha-256 "
          + "AA:".repeat(31)
          + "AA\r\na=rtcp-mux\r\n";

  /** An offer of a phone-like client, as JSON. */
  public static final Map<String, Object> OFFER = Map.of("sdp", SDP, "sdp_type", "rtp");

  private static final SaltedHash SECRET = quick("secret");
  private static final SaltedHash ADMIN = quick("admin-secret");

  private static final List<User> USERS =
      List.of(new User("ana", SECRET, Map.of()), new User("bo", SECRET, Map.of()));
  private static final ApiOptions OPTIONS =
      ApiOptions.of(new Account("admin", Optional.of(ADMIN)))
          .with(ApiLimits.defaults().withTimes(Duration.ZERO, Duration.ofSeconds(180)));

  public final SimTime time;
  public final EventBus events = new EventBus();
  public final FakeServices control = new FakeServices();
  public final ApiServices services = new ApiServices(control);

  /** The core service; its administrator is {@code root}. */
  public final ApiServer core;

  /** Service {@code default}, the one clients connect to unless said otherwise. */
  public final LocalService service;

  public final ApiServer server;
  public final FakeEngine engine;
  private final Executor passwordPool;
  private int lastLink;
  private int lastId;

  public ApiWorld() {
    this(false);
  }

  /** A world whose engine answers when the far side is known, or at once. */
  public ApiWorld(boolean lateAnswer) {
    this(options -> options, Runnable::run, FakeEngine.Manners.GOOD, lateAnswer);
  }

  public ApiWorld(
      UnaryOperator<ApiOptions> change, Executor passwordPool, FakeEngine.Manners manners) {
    this(change, passwordPool, manners, false);
  }

  private ApiWorld(
      UnaryOperator<ApiOptions> change,
      Executor passwordPool,
      FakeEngine.Manners manners,
      boolean lateAnswer) {
    Random random = new Random(7);
    time = new SimTime(random, 4);
    engine = new FakeEngine(time, random, manners, lateAnswer);
    this.passwordPool = passwordPool;
    core = add("core", List.of(), ApiOptions.of(new Account("root", Optional.of(ADMIN))));
    service = make("default", USERS);
    server = open(service, change.apply(OPTIONS));
  }

  /** One more service, with the users and the administrator of {@code default}. */
  public ApiServer add(String name) {
    return add(name, USERS, OPTIONS);
  }

  /** The same with other media engines, or none. */
  public ApiServer add(String name, List<MediaEngine> engines) {
    return open(make(name, USERS, engines), OPTIONS);
  }

  private ApiServer add(String name, List<User> users, ApiOptions options) {
    return open(make(name, users), options);
  }

  private LocalService make(String name, List<User> users) {
    return make(name, users, List.of(engine));
  }

  private LocalService make(String name, List<User> users, List<MediaEngine> engines) {
    return new LocalService(
        new ServiceParts(
            name,
            time,
            time,
            () -> "id-" + ++lastId,
            events,
            engines,
            new DialPlan(Map.of()),
            record -> {},
            new Users("jackfield", users)));
  }

  private ApiServer open(LocalService target, ApiOptions options) {
    return ApiServer.open(target, options, services, this::nanos, passwordPool);
  }

  /** One iteration: these tests are about logins, not about the strength of the hash. */
  private static SaltedHash quick(String password) {
    byte[] salt = new byte[16];
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, 1, 256);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      return new SaltedHash(1, base64.encodeToString(salt), base64.encodeToString(hash));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  long nanos() {
    return Duration.between(Instant.EPOCH, time.instant()).toNanos();
  }

  /** A connection that has not logged in. */
  public FakeClient connect() {
    return connect(server::connect);
  }

  /** A connection to another service that has not logged in. */
  public FakeClient connect(ApiServer other) {
    return connect(other::connect);
  }

  /** A connection made in another way. */
  public FakeClient connect(Function<Link, ApiConnection> how) {
    FakeClient client = new FakeClient(this, "link-" + ++lastLink);
    client.open(how);
    return client;
  }

  /** A connection of a user. */
  public FakeClient login(String user) {
    FakeClient client = connect();
    String password = user.equals("admin") || user.equals("root") ? "admin-secret" : "secret";
    client.ok("core/user/login", Map.of("user", user, "password", password));
    client.heard.clear();
    return client;
  }
}
