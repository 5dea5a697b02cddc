package io.jackfield.bench.start;

import io.jackfield.bench.Benchmark;
import io.jackfield.bench.tool.Child;
import io.jackfield.bench.tool.Launcher;
import io.jackfield.bench.tool.Options;
import io.jackfield.bench.tool.Poll;
import io.jackfield.bench.tool.ProcFs;
import io.jackfield.bench.tool.Samples;
import io.jackfield.bench.tool.Table;
import io.jackfield.bench.tool.Workspace;
import io.jackfield.media.embedded.dtls.DtlsCertificate;
import io.jackfield.media.embedded.dtls.DtlsPool;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Time to ready, memory idle, and the first call's DTLS. */
public final class StartBenchmark implements Benchmark {

  /** An address of the loopback network that nothing else on the machine is likely to use. */
  private static final String HOST = "127.9.0.2";

  private static final int WARM_CALLS = 40;
  private static final int IDLE_SECONDS = 5;
  private static final long IDLE_MILLIS_A_SECOND = 30;

  private final List<Double> ready = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> later = new ArrayList<>();
  private final List<Double> rss = new ArrayList<>();
  private final List<Double> pss = new ArrayList<>();

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String summary() {
    return "time to ready, idle memory, and how soon the first WebRTC call has DTLS";
  }

  @Override
  public void run(List<String> words) throws Exception {
    Options options = new Options(words, List.of("runs", "ports"));
    int runs = options.integer("runs", 5);
    Workspace workspace = Workspace.create();
    Path config = config(workspace, options.integer("ports", 10_000));
    int http = options.integer("ports", 10_000);
    SecureRandom random = new SecureRandom();
    // The peer's side must not be what is slow: it shakes hands with a gateway that does not count.
    try (DtlsPool pool =
        new DtlsPool(
            DtlsCertificate.create(random, Instant.now()), random, 1, Duration.ofSeconds(20))) {
      try (Child child = Launcher.start(workspace.folder(), config)) {
        Launcher.awaitReady(child, HOST, http, Duration.ofSeconds(60));
        for (int i = 0; i < WARM_CALLS; i++) {
          later.add(firstCall(http, pool));
        }
      }
      for (int i = 0; i < runs; i++) {
        try (Child child = started(workspace, config, http)) {
          child.mustLive();
          first.add(firstCall(http, pool));
        }
        try (Child child = started(workspace, config, http)) {
          awaitIdle(child);
          rss.add(ProcFs.rssMegabytes(child.pids()));
          pss.add(ProcFs.pssMegabytes(child.pids()));
        }
        System.out.printf(
            Locale.ROOT,
            "run %d: ready after %.0f and %.0f ms, first DTLS %.0f ms, idle %.0f MB (PSS %.0f)%n",
            i + 1,
            ready.get(2 * i),
            ready.get(2 * i + 1),
            first.get(i),
            rss.get(i),
            pss.get(i));
      }
    }
    report();
    workspace.delete();
  }

  private static Path config(Workspace workspace, int ports) throws Exception {
    return workspace.template(
        StartBenchmark.class,
        "jackfield.yaml",
        Map.of(
            "HOST",
            HOST,
            "HTTP",
            ports,
            "HTTPS",
            ports + 1,
            "WEBRTC",
            ports + 2,
            "SIP",
            ports + 3,
            "DATA",
            workspace.folder().resolve("data"),
            "LOG",
            workspace.folder().resolve("jackfield-log.txt")));
  }

  private Child started(Workspace workspace, Path config, int http) throws Exception {
    long from = System.nanoTime();
    Child child = Launcher.start(workspace.folder(), config);
    Launcher.awaitReady(child, HOST, http, Duration.ofSeconds(60));
    ready.add((System.nanoTime() - from) / 1e6);
    return child;
  }

  /** An echo session over the API; from its offer to DTLS up on our side, in ms. */
  private static double firstCall(int http, DtlsPool pool) throws Exception {
    try (ApiClient api = new ApiClient(URI.create("ws://" + HOST + ":" + http + "/api"));
        WebRtcPeer peer = new WebRtcPeer(HOST, pool)) {
      api.request(
          "core/user/login",
          json -> {
            json.writeStringField("user", "1000");
            json.writeStringField("password", "bench-1000");
          });
      String offer = peer.offer();
      long from = System.nanoTime();
      String reply =
          api.request(
              "media/session/create",
              json -> {
                json.writeStringField("type", "echo");
                json.writeBooleanField("wait_reply", true);
                json.writeObjectFieldStart("offer");
                json.writeStringField("sdp", offer);
                json.writeEndObject();
              });
      peer.connect(ApiClient.member(reply, "sdp"));
      double millis = (System.nanoTime() - from) / 1e6;
      String session = ApiClient.member(reply, "session_id");
      api.request("media/session/destroy", json -> json.writeStringField("session_id", session));
      return millis;
    }
  }

  /** Until it has had next to nothing to do for five seconds on end. */
  private static void awaitIdle(Child child) throws Exception {
    long[] used = new long[IDLE_SECONDS + 1];
    int[] seconds = {0};
    Poll.until(
        "the gateway is idle",
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        () -> {
          used[seconds[0]++ % used.length] = ProcFs.cpuMillis(child.pids());
          long newest = used[(seconds[0] - 1) % used.length];
          long oldest = used[seconds[0] % used.length];
          return seconds[0] >= used.length
              && newest - oldest <= IDLE_MILLIS_A_SECOND * IDLE_SECONDS;
        });
  }

  private void report() {
    Table table = new Table("Yardstick", "goal", "median", "worst");
    row(table, "start to ready, ms", "3000", ready);
    row(table, "resident idle, MB (RSS)", "200", rss);
    row(table, "resident idle, MB (PSS)", "200", pss);
    row(table, "first WebRTC offer to DTLS up, ms", "300", first);
    row(table, "the same when warm, ms", "-", later.subList(later.size() / 2, later.size()));
    System.out.println();
    System.out.print(table);
  }

  private static void row(Table table, String yardstick, String goal, List<Double> values) {
    Samples samples = new Samples(values);
    table.row(
        yardstick,
        goal,
        String.format(Locale.ROOT, "%.0f", samples.median()),
        String.format(Locale.ROOT, "%.0f", samples.quantile(1)));
  }
}
