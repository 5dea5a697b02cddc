package io.jackfield.bench.api;

import io.jackfield.bench.tool.ProcFs;
import io.jackfield.bench.tool.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** One event to many subscribers, some times. */
final class FanOut {

  private static final int WAIT_SECONDS = 30;
  private static final Duration BETWEEN = Duration.ofMillis(500);

  /**
   * What came of it.
   *
   * @param millis from sending the event to its arrival, for each subscriber and event, in ms
   * @param cpuMillis user and system time of the server an event, answers included, in ms
   */
  record Result(Samples millis, double cpuMillis) {}

  private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
  private volatile long sentAt;
  private volatile boolean counting;
  private volatile CountDownLatch missing = new CountDownLatch(0);

  /**
   * Measures.
   *
   * @param warm events that do not count
   * @param rounds events that do
   */
  Result run(URI address, int subscribers, int warm, int rounds, List<Long> server)
      throws Exception {
    Sender sender = new Sender();
    long cpu = 0;
    try (WsClients clients = new WsClients(address, null);
        WsClients one = new WsClients(address, null)) {
      for (int i = 0; i < subscribers; i++) {
        clients.connect(new Subscriber(clients, "subscriber-" + i));
      }
      clients.awaitReady();
      sender.clients = one;
      one.connect(sender);
      one.awaitReady();
      for (int round = 0; round < warm + rounds; round++) {
        if (round == warm) {
          counting = true;
          cpu = ProcFs.cpuMillis(server);
        }
        missing = new CountDownLatch(subscribers);
        sentAt = System.nanoTime();
        sender.send(round);
        if (!missing.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
          throw new TimeoutException(missing.getCount() + " subscribers did not hear the event");
        }
        // The answers of the subscribers follow.
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
      cpu = ProcFs.cpuMillis(server) - cpu;
    }
    return new Result(new Samples(millis), (double) cpu / rounds);
  }

  /** Logs in, subscribes, hears and answers. */
  private final class Subscriber implements Talk {
    private final WsClients clients;
    private final String user;
    private boolean subscribed;

    Subscriber(WsClients clients, String user) {
      this.clients = clients;
      this.user = user;
    }

    @Override
    public void opened(WsClient client) {
      client.say(ApiWords.login(user));
    }

    @Override
    public void said(WsClient client, String text) {
      if (ApiWords.isRequest(text)) {
        if (counting) {
          millis.add((System.nanoTime() - sentAt) / 1e6);
        }
        missing.countDown();
        client.say(ApiWords.agreed(text));
      } else if (ApiWords.isReply(text)) {
        if (subscribed) {
          clients.ready();
        } else {
          subscribed = true;
          client.say(ApiWords.request("core/event/subscribe", "{\"class\":\"bench\"}", 2));
        }
      }
    }
  }

  /** Publishes. */
  private static final class Sender implements Talk {
    private WsClients clients;
    private WsClient client;
    private boolean in;

    @Override
    public void opened(WsClient now) {
      client = now;
      client.say(ApiWords.login("sender"));
    }

    @Override
    public void said(WsClient from, String text) {
      if (ApiWords.isReply(text) && !in) {
        in = true;
        clients.ready();
      }
    }

    void send(int round) {
      client.say(
          ApiWords.request(
              "core/event/send_event",
              "{\"class\":\"bench\",\"type\":\"news\",\"body\":{\"round\":" + round + "}}",
              round + 2));
    }
  }
}
