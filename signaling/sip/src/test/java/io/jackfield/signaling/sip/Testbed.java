package io.jackfield.signaling.sip;

import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.hook.Hooks;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.room.Rooms;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.text.TextLimits;
import io.jackfield.gateway.text.TextMessages;
import io.jackfield.gateway.user.DigestHa1;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.sip.registrar.RegistrationStore;
import io.jackfield.signaling.sip.stack.ListeningAddress;
import io.jackfield.signaling.transport.Transport;
import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.connection.Listener;
import io.jackfield.signaling.transport.http.HttpOptions;
import io.jackfield.signaling.transport.http.HttpRoutes;
import io.jackfield.signaling.transport.http.HttpServer;
import io.jackfield.signaling.transport.netty.NettyTransport;
import io.jackfield.signaling.transport.tls.TlsIdentity;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A SIP server on loopback with a scripted gateway behind it. */
final class Testbed implements AutoCloseable {

  static final String DOMAIN = "jackfield";
  private static final long PATIENCE_SECONDS = 20;

  final Transport transport = new NettyTransport(TransportConfig.defaults());
  final ScriptedCalls calls = new ScriptedCalls();
  final Hooks hooks = new Hooks(bound -> 0);
  final EventBus events = new EventBus();
  final TextMessages messages = new TextMessages(new TextLimits(2_000, 1, 3), Clock.systemUTC());
  final SipServer server;
  final int udp;
  final int tcp;
  final int tls;
  final int ws;

  private Testbed(UnaryOperator<SipConfigBuilder> change) throws Exception {
    this(change, RegistrationStore.NONE);
  }

  Testbed(UnaryOperator<SipConfigBuilder> change, RegistrationStore registrations)
      throws Exception {
    this(change, registrations, TestService.USERS);
  }

  private Testbed(
      UnaryOperator<SipConfigBuilder> change, RegistrationStore registrations, Users users)
      throws Exception {
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
    SipConfigBuilder config =
        change.apply(
            SipConfig.of(
                DOMAIN,
                List.of(
                    SipConfig.Listen.udp(any),
                    SipConfig.Listen.tcp(any),
                    SipConfig.Listen.tls(any, TlsIdentity.selfSigned("localhost")))));
    server =
        new SipServer(
            transport,
            new TestService(calls, hooks, events, messages, users),
            config.build(),
            registrations,
            Clock.systemUTC(),
            new SecureRandom());
    List<ListeningAddress> listening =
        server.start().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    udp = listening.get(0).port();
    tcp = listening.get(1).port();
    tls = listening.size() > 2 ? listening.get(2).port() : 0;
    HttpServer http =
        transport.httpServer(
            HttpOptions.defaults(),
            HttpRoutes.builder().webSocket("/", server.webSocketEndpoint()).build());
    Listener listener =
        http.listen(any).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    ws = listener.local().getPort();
  }

  /** With authentication, as by default. */
  static Testbed secured() throws Exception {
    return new Testbed(config -> config);
  }

  /** Without authentication. */
  static Testbed open() throws Exception {
    return new Testbed(config -> config.digest(false));
  }

  /** With authentication and these users in place of the usual. */
  static Testbed of(Users users) throws Exception {
    return new Testbed(config -> config, RegistrationStore.NONE, users);
  }

  static Testbed with(UnaryOperator<SipConfigBuilder> change) throws Exception {
    return new Testbed(change);
  }

  /** Waits until something holds. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
      }
      // Not a spin: what is waited for needs the processor too.
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() throws ExecutionException, TimeoutException {
    try {
      server.close(Duration.ofSeconds(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
      transport.close(Duration.ofSeconds(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  record TestService(
      ScriptedCalls scripted, Hooks hooks, EventBus events, TextMessages messages, Users users)
      implements Service {

    static final Users USERS =
        new Users(DOMAIN, List.of(user("1000", "secret0"), user("1001", "secret1")));

    private static User user(String name, String password) {
      return new User(
          name, SaltedHash.of(password, new SecureRandom()), DigestHa1.of(name, DOMAIN, password));
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public Sessions sessions() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Calls calls() {
      return scripted;
    }

    @Override
    public Rooms rooms() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<MediaEngine> engines() {
      return List.of();
    }

    @Override
    public void addResolver(String type, DestinationResolver resolver) {
      scripted.resolvers.put(type, resolver);
    }

    @Override
    public Hooks hooks() {
      return hooks;
    }
  }
}
