package io.jackfield.bench.api;

import io.jackfield.bench.tool.ProcFs;
import io.jackfield.bench.tool.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Some connections, each of which has the same number of requests open at any time. */
final class RequestLoad {

  /**
   * What came of it.
   *
   * @param perSecond replies a second
   * @param micros latencies in us
   * @param cpuMicros user and system time of the server a request, in us
   */
  record Result(double perSecond, Samples micros, double cpuMicros) {}

  /** What a connection says first. */
  private final IntFunction<List<String>> greeting;

  private final Dialect dialect;
  private final int depth;
  private volatile boolean going = true;
  private volatile boolean counting;

  /**
   * Plans a load.
   *
   * @param greeting what connection N says first, and waits for the reply of; empty for nothing
   * @param depth requests open at any time on each connection
   */
  RequestLoad(IntFunction<List<String>> greeting, Dialect dialect, int depth) {
    this.greeting = greeting;
    this.dialect = dialect;
    this.depth = depth;
  }

  /** Runs it. */
  Result run(
      URI address,
      String subprotocol,
      int connections,
      Duration warm,
      Duration time,
      List<Long> server)
      throws Exception {
    List<Asker> askers = new ArrayList<>();
    try (WsClients clients = new WsClients(address, subprotocol)) {
      for (int i = 0; i < connections; i++) {
        Asker asker = new Asker(clients, greeting.apply(i));
        askers.add(asker);
        clients.connect(asker);
      }
      clients.awaitReady();
      askers.forEach(Asker::begin);
      LockSupport.parkNanos(warm.toNanos());
      long cpu = ProcFs.cpuMillis(server);
      long from = System.nanoTime();
      counting = true;
      LockSupport.parkNanos(time.toNanos());
      counting = false;
      long nanos = System.nanoTime() - from;
      double cpuMillis = ProcFs.cpuMillis(server) - cpu;
      going = false;
      if (clients.open() < connections) {
        throw new IllegalStateException(
            connections - clients.open() + " of " + connections + " connections were lost");
      }
      List<Double> micros = new ArrayList<>();
      for (Asker asker : askers) {
        asker.addTo(micros);
      }
      return new Result(
          micros.size() * 1e9 / nanos, new Samples(micros), cpuMillis * 1000 / micros.size());
    }
  }

  /** One connection. */
  private final class Asker implements Talk {
    private final WsClients clients;
    private final List<String> greetings;
    private final long[] sentAt = new long[depth];
    private int greeted;
    private long last;
    private long[] nanos = new long[64];
    private int count;
    private WsClient client;

    Asker(WsClients clients, List<String> greetings) {
      this.clients = clients;
      this.greetings = greetings;
    }

    @Override
    public void opened(WsClient now) {
      client = now;
      greet();
    }

    private void greet() {
      if (greeted < greetings.size()) {
        client.say(greetings.get(greeted++));
      } else {
        greeted++;
        clients.ready();
      }
    }

    /** From another thread, before anything is sent: the connection is quiet. */
    void begin() {
      for (int i = 0; i < depth; i++) {
        ask();
      }
    }

    private void ask() {
      long number = ++last;
      sentAt[(int) (number % depth)] = System.nanoTime();
      client.say(dialect.request(number));
    }

    @Override
    public void said(WsClient from, String text) {
      if (greeted <= greetings.size()) {
        if (ApiWords.isReply(text)) {
          greet();
        }
        return;
      }
      if (ApiWords.isRequest(text)) {
        client.say(ApiWords.agreed(text));
        return;
      }
      long number = dialect.replyTo(text);
      if (number == 0) {
        return; // an ack
      }
      if (counting) {
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = System.nanoTime() - sentAt[(int) (number % depth)];
      }
      if (going) {
        ask();
      }
    }

    void addTo(List<Double> micros) {
      for (int i = 0; i < count; i++) {
        micros.add(nanos[i] / 1e3);
      }
    }
  }
}
