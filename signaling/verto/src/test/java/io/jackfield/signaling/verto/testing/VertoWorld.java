package io.jackfield.signaling.verto.testing;

import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.route.DialPlan;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.service.ServiceParts;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SimTime;
import io.jackfield.gateway.store.CallRecord;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.verto.VertoOptions;
import io.jackfield.signaling.verto.VertoPorts;
import io.jackfield.signaling.verto.VertoServer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A service with its Verto side in virtual time: a real gateway core, a fake engine, fake sockets.
 */
public final class VertoWorld {

  /** A browser's audio, complete. */
  public static final String SDP =
      "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n"
          + "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\n"
          + "a=fingerprint:sha-256 "
          + "AA:".repeat(31)
          + "AA\r\na=rtcp-mux\r\n";

  /** A number that echoes. */
  public static final String ECHO = "9196";

  /** Password of every user. */
  public static final String PASSWORD = "1234";

  /** The recordings dial numbers of their server's own. */
  private static final DialPlan DIAL_PLAN =
      new DialPlan(
          Stream.of(ECHO, "gw_in", "echo", "early")
              .collect(Collectors.toMap(number -> number, number -> new LegType.Echo())));

  private static final SaltedHash SECRET = quick(PASSWORD);

  public final SimTime time;
  public final LocalService service;
  public final VertoServer server;
  public final FakeEngine engine;
  public final List<CallRecord> records = new ArrayList<>();
  private int lastSocket;
  private int lastId;

  public VertoWorld() {
    this(options -> options, Runnable::run, FakeEngine.Manners.GOOD);
  }

  public VertoWorld(
      UnaryOperator<VertoOptions> change, Executor passwordPool, FakeEngine.Manners manners) {
    Random random = new Random(7);
    time = new SimTime(random, 4);
    engine = new FakeEngine(time, random, manners, false);
    service =
        new LocalService(
            new ServiceParts(
                "default",
                time,
                time,
                this::nextId,
                new EventBus(),
                List.of(engine),
                DIAL_PLAN,
                records::add,
                new Users(
                    "fs.example",
                    Stream.of("1000", "1001", "1002")
                        .map(name -> new User(name, SECRET, Map.of()))
                        .toList())));
    server =
        VertoServer.open(
            service,
            service::users,
            change.apply(VertoOptions.defaults()),
            time,
            passwordPool,
            new VertoPorts(this::nextId, this::nanos, time));
  }

  private String nextId() {
    return "id-" + ++lastId;
  }

  /** One iteration: these tests are not about the strength of the hash. */
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

  /** A socket that has not logged in. */
  public FakeSocket connect() {
    FakeSocket socket = new FakeSocket(this, "ws-" + ++lastSocket);
    socket.open();
    return socket;
  }

  /** A logged-in socket with a session of its own. */
  public FakeSocket login(String user) {
    return login(user, "sess-" + user);
  }

  /** A logged-in socket of that session. */
  public FakeSocket login(String user, String sessid) {
    FakeSocket socket = connect();
    socket.ok("login", Map.of("login", user, "passwd", PASSWORD, "sessid", sessid));
    return socket;
  }
}
