package io.jackfield.signaling.api.testing;

import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.route.DialPlan;
import io.jackfield.gateway.service.LocalService;
import io.jackfield.gateway.service.ServiceParts;
import io.jackfield.gateway.sim.FakeEngine;
import io.jackfield.gateway.sim.SimTime;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.api.ApiLimits;
import io.jackfield.signaling.api.ApiOptions;
import io.jackfield.signaling.api.ApiServer;
import io.jackfield.signaling.api.core.Account;
import io.jackfield.signaling.api.core.ApiServices;
import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.netty.NettyTransport;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A service with its API on real sockets; users ana and bo, messages of 4,096 bytes at most. */
public final class SocketWorld {

  public static final Duration PATIENCE = Duration.ofSeconds(15);

  public final NettyTransport transport;
  public final LocalService service;
  public final ApiServer server;

  /** The one loop of the transport, so that the engine of the simulation has one thread. */
  private record LoopOwner(Loop loop) implements Owner {
    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return loop.schedule(delay, task)::cancel;
    }

    @Override
    public boolean inOwner() {
      return loop.inLoop();
    }

    @Override
    public void execute(Runnable task) {
      loop.execute(task);
    }
  }

  public SocketWorld() {
    this(ApiLimits.defaults().withSizes(4_096, 1_000));
  }

  public SocketWorld(ApiLimits limits) {
    TransportConfig defaults = TransportConfig.defaults();
    transport =
        new NettyTransport(
            new TransportConfig(1, false, defaults.closeTimeout(), defaults.certificateCheck()));
    Owner owner = new LoopOwner(transport.loops().get(0));
    Random random = new Random(1);
    SaltedHash secret = SaltedHash.of("secret", new SecureRandom());
    service =
        new LocalService(
            new ServiceParts(
                "default",
                key -> owner,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                new EventBus(),
                List.of(
                    new FakeEngine(new SimTime(random, 1), random, FakeEngine.Manners.GOOD, false)),
                new DialPlan(Map.of()),
                record -> {},
                new Users(
                    "jackfield",
                    List.of(new User("ana", secret, Map.of()), new User("bo", secret, Map.of())))));
    server =
        ApiServer.open(
            service,
            ApiOptions.of(new Account("admin", Optional.empty())).with(limits),
            new ApiServices(new FakeServices()));
  }

  /** Waits. */
  public static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Stops everything. */
  public void close() throws Exception {
    server.close();
    await(transport.close(Duration.ofSeconds(2)));
  }
}
