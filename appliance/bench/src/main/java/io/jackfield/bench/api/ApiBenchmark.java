package io.jackfield.bench.api;

import io.jackfield.bench.Benchmark;
import io.jackfield.bench.tool.Options;
import io.jackfield.bench.tool.Table;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The External API: rate and latency, idle connections, one event to many. */
public final class ApiBenchmark implements Benchmark {

  private static final int KIB = 1024;
  private static final int FEW = 1;
  private static final int MANY = 1_000;
  private static final int PIPELINE = 32;
  private static final int WARM_EVENTS = 5;
  private static final int EVENTS = 10;
  private static final int GOAL = 200_000;

  @Override
  public String name() {
    return "api";
  }

  @Override
  public String summary() {
    return "requests a second and latency beside Janus, memory of idle connections, one event to many";
  }

  @Override
  public void run(List<String> words) throws Exception {
    Options options =
        new Options(
            words,
            List.of("only", "seconds", "warm", "connections", "processes", "subscribers", "ports"));
    List<String> only = List.of(options.text("only", "requests,ws,wss,fanout").split(","));
    int ports = options.integer("ports", 10_100);
    if (only.contains("requests")) {
      requests(options, ports);
    }
    if (only.contains("ws")) {
      idle(options, ports, false);
    }
    if (only.contains("wss")) {
      idle(options, ports, true);
    }
    if (only.contains("fanout")) {
      fanOut(options, ports);
    }
  }

  private static void requests(Options options, int ports) throws Exception {
    Duration time = Duration.ofSeconds(options.integer("seconds", 5));
    Duration warm = Duration.ofSeconds(options.integer("warm", 5));
    OpenFiles.check(MANY);
    Table table =
        new Table("Connections", "open each", "request", "a second", "p50 us", "p99 us", "CPU us");
    try (ApiGateway gateway = ApiGateway.start(ports);
        JanusServer janus = JanusServer.start(ports + ApiGateway.PORTS)) {
      for (int[] shape : new int[][] {{FEW, 1}, {FEW, PIPELINE}, {MANY, 1}}) {
        for (ApiCommand command :
            List.of(
                new ApiCommand("core/core/ping", "{}"),
                new ApiCommand("core/event/get_subscriptions", "{}"))) {
          RequestLoad load =
              new RequestLoad(i -> List.of(ApiWords.login("asker-" + i)), command, shape[1]);
          row(
              table,
              shape,
              "Jackfield " + command.path(),
              load.run(gateway.ws(), null, shape[0], warm, time, gateway.pids()));
        }
        RequestLoad load = new RequestLoad(i -> List.of(), new JanusPing(), shape[1]);
        row(
            table,
            shape,
            "Janus ping",
            load.run(janus.ws(), JanusServer.SUBPROTOCOL, shape[0], warm, time, janus.pids()));
      }
    }
    System.out.print(table);
  }

  private static void row(Table table, int[] shape, String request, RequestLoad.Result result) {
    table.row(
        String.valueOf(shape[0]),
        String.valueOf(shape[1]),
        request,
        number("%.0f", result.perSecond()),
        number("%.0f", result.micros().quantile(0.5)),
        number("%.0f", result.micros().quantile(0.99)),
        number("%.1f", result.cpuMicros()));
  }

  /** Several gateways side by side share nothing but the machine. */
  private static void idle(Options options, int ports, boolean secure) throws Exception {
    int connections = options.integer("connections", 15_000);
    int processes = options.integer("processes", 1);
    OpenFiles.check(connections);
    List<ApiGateway> gateways = new ArrayList<>();
    List<Crowd> crowds = new ArrayList<>();
    try {
      for (int i = 0; i < processes; i++) {
        ApiGateway gateway = ApiGateway.start(ports + i * ApiGateway.PORTS);
        gateways.add(gateway);
        URI address = secure ? gateway.wss() : gateway.ws();
        crowds.add(new Crowd(address.toString()));
      }
      idle(gateways, crowds, connections, secure);
    } finally {
      crowds.forEach(Crowd::close);
      gateways.forEach(ApiGateway::close);
    }
  }

  private static void idle(
      List<ApiGateway> gateways, List<Crowd> crowds, int connections, boolean secure)
      throws Exception {
    Table table =
        new Table(
            secure ? "WSS idle" : "WS idle",
            "resident MB",
            "KB each since before",
            "live heap MB",
            "KB each");
    int processes = gateways.size();
    int[] steps = {connections / 30, connections / 3, connections * 2 / 3, connections};
    double[] resident = new double[steps.length];
    double[] live = new double[steps.length];
    for (int step = 0; step < steps.length; step++) {
      for (Crowd crowd : crowds) {
        crowd.grow(steps[step]);
      }
      for (ApiGateway gateway : gateways) {
        ApiGateway.Memory memory = gateway.memory();
        resident[step] += memory.residentMegabytes();
        live[step] += memory.liveMegabytes();
      }
      table.row(
          String.valueOf(steps[step] * processes),
          number("%.1f", resident[step]),
          since(processes, steps, resident, step),
          number("%.1f", live[step]),
          since(processes, steps, live, step));
    }
    System.out.print(table);
    // The first ones load classes and warm pools.
    double each = kilobytes(processes, steps, resident, 1, steps.length - 1);
    double fixed = resident[1] - each * steps[1] * processes / KIB;
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f KB a connection from %d to %d; %d would take %.1f GB by that slope%n%n",
        secure ? "WSS" : "WS",
        each,
        steps[1],
        steps[steps.length - 1],
        GOAL,
        (fixed + each * GOAL / KIB) / KIB);
  }

  private static String since(int processes, int[] steps, double[] megabytes, int step) {
    return step == 0 ? "" : number("%.1f", kilobytes(processes, steps, megabytes, step - 1, step));
  }

  private static double kilobytes(
      int processes, int[] steps, double[] megabytes, int from, int to) {
    return (megabytes[to] - megabytes[from]) * KIB / ((steps[to] - steps[from]) * processes);
  }

  private static void fanOut(Options options, int ports) throws Exception {
    int subscribers = options.integer("subscribers", 10_000);
    OpenFiles.check(subscribers);
    try (ApiGateway gateway = ApiGateway.start(ports)) {
      FanOut.Result result =
          new FanOut().run(gateway.ws(), subscribers, WARM_EVENTS, EVENTS, gateway.pids());
      Table table = new Table("One event to", "p50 ms", "p99 ms", "last ms", "CPU ms");
      table.row(
          String.valueOf(subscribers),
          number("%.0f", result.millis().median()),
          number("%.0f", result.millis().quantile(0.99)),
          number("%.0f", result.millis().quantile(1)),
          number("%.0f", result.cpuMillis()));
      System.out.print(table);
    }
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
