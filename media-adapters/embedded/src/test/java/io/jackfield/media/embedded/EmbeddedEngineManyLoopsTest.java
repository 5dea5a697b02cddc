package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.RtpClient;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on an engine whose legs live on different loops, and joins that cross. */
class EmbeddedEngineManyLoopsTest extends EmbeddedEngineContractTest {
  private static final int LEGS = 6;
  private static final int CHANGES = 60;

  @Override
  protected MediaEngine start() throws Exception {
    return EmbeddedEngine.open(
        EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 27100, 29499),
        OptionalInt.of(3));
  }

  @Override
  protected void stop(MediaEngine running) {
    ((EmbeddedEngine) running).close();
  }

  /** Each seed is one schedule of two threads that change the types of the same legs at once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverCrossesBothLegsOfAPairAgreeInTheEnd(long seed) throws Exception {
    MediaEngine engine = engine();
    List<RtpClient> clients = new ArrayList<>();
    List<MediaLeg> legs = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < LEGS; i++) {
        RtpClient client = new RtpClient(PCMU);
        MediaLeg leg = engine.open(id(i), new LegEvents());
        client.learn(get(leg.createAnswer(new LegType.Park(), client.offer(), Optional.empty())));
        clients.add(client);
        legs.add(leg);
      }
      Future<?> one = threads.submit(() -> change(legs, new Random(seed)));
      Future<?> two = threads.submit(() -> change(legs, new Random(-seed)));
      one.get(20, TimeUnit.SECONDS);
      two.get(20, TimeUnit.SECONDS);
      for (MediaLeg leg : legs) {
        get(leg.stats());
      }
      hearAsPaired((EmbeddedEngine) started(), clients);
      for (MediaLeg leg : legs) {
        get(leg.close());
      }
      assertEquals(0, engine.load());
    } finally {
      threads.shutdownNow();
      clients.forEach(RtpClient::close);
    }
  }

  private static SessionId id(int leg) {
    return new SessionId("leg-" + leg);
  }

  private static void change(List<MediaLeg> legs, Random random) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      int leg = random.nextInt(LEGS);
      int peer = random.nextInt(LEGS);
      LegType type = leg == peer ? new LegType.Park() : new LegType.Bridge(id(peer));
      all.add(legs.get(leg).setType(type).toCompletableFuture());
    }
    all.forEach(CompletableFuture::join);
  }

  /** Each client sends its own mark: its partner hears it and nobody else does. */
  private static void hearAsPaired(EmbeddedEngine engine, List<RtpClient> clients)
      throws Exception {
    for (int i = 0; i < LEGS; i++) {
      clients.get(i).send(0, 100 + i);
    }
    for (int i = 0; i < LEGS; i++) {
      Optional<SessionId> partner = engine.partners().of(id(i));
      if (partner.isPresent()) {
        int from = Integer.parseInt(partner.get().value().substring(4));
        assertEquals(Optional.of(id(i)), engine.partners().of(partner.get()));
        assertEquals(100 + from, clients.get(i).receive().mark());
      }
      assertTrue(clients.get(i).receive(60).isEmpty(), "nothing else is heard");
    }
  }
}
