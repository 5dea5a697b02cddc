package io.jackfield.bench.relay;

import io.jackfield.bench.Benchmark;
import io.jackfield.bench.tool.JavaChild;
import io.jackfield.media.embedded.srtp.SdesKey;
import io.jackfield.media.embedded.srtp.SrtpProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** CPU per relayed packet of our relay and of rtpengine, in turns on the same load. */
public final class RelayBenchmark implements Benchmark {

  private static final String HOST = "127.0.0.77";
  private static final int OWN_PORTS = 30000;
  private static final int ENGINE_PORTS = 40000;

  private int sessions = 500;
  private int seconds = 8;
  private int runs = 5;
  private int warm = 20;
  private boolean both;
  private boolean alone;
  private List<SrtpProfile> profiles = List.of(SrtpProfile.values());

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public String summary() {
    return "CPU per packet SRTP to RTP beside rtpengine"
        + " [--sessions=500 --seconds=8 --runs=5 --both --alone --profile=NAME]";
  }

  @Override
  public void run(List<String> options) throws Exception {
    options.forEach(this::option);
    System.out.printf(
        Locale.ROOT,
        "%d G.711 sessions at 50 packets/s, SRTP %s RTP, %d runs of %d s each%n",
        sessions,
        both ? "<->" : "->",
        runs,
        seconds);
    System.out.printf(
        "%-26s %-11s %12s %10s %9s %7s%n",
        "profile", "relay", "us a packet", "spread", "lost", "ratio");
    for (SrtpProfile profile : profiles) {
      measure(profile);
    }
  }

  private void option(String option) {
    String[] parts = option.split("=", 2);
    switch (parts[0]) {
      case "--sessions" -> sessions = Integer.parseInt(parts[1]);
      case "--seconds" -> seconds = Integer.parseInt(parts[1]);
      case "--runs" -> runs = Integer.parseInt(parts[1]);
      case "--warm" -> warm = Integer.parseInt(parts[1]);
      case "--both" -> both = true;
      case "--alone" -> alone = true;
      case "--profile" -> profiles = List.of(SrtpProfile.valueOf(parts[1]));
      default -> throw new IllegalArgumentException("unknown option " + option);
    }
  }

  private void measure(SrtpProfile profile) throws Exception {
    InetAddress address = InetAddress.getByName(HOST);
    Path log = Files.createTempFile("rtpengine", ".log");
    try (RelayLoad load = new RelayLoad(address);
        JavaChild own = startOwn(profile, load);
        RtpEngine engine =
            alone
                ? null
                : new RtpEngine(
                    address, ENGINE_PORTS - 1, ENGINE_PORTS, ENGINE_PORTS + 7999, log)) {
      List<Measured> all = new ArrayList<>();
      all.add(new Measured(ownTarget(profile, own, address), load, profile));
      if (engine != null) {
        all.add(
            new Measured(
                engine.prepare(profile, sessions, load.securePort(), load.plainPort()),
                load,
                profile));
      }
      for (Measured one : all) {
        load.run(one.sender, warm, both);
      }
      for (int i = 0; i < runs; i++) {
        for (Measured one : all) {
          one.run(load, seconds, both);
        }
      }
      double ownMedian = all.get(0).median();
      for (Measured one : all) {
        System.out.printf(
            Locale.ROOT,
            "%-26s %-11s %12.2f %4.1f-%4.1f %8.3f%% %7s%n",
            profile,
            one.target.name(),
            one.median(),
            Collections.min(one.costs),
            Collections.max(one.costs),
            one.lost * 100.0 / one.sent,
            one == all.get(0) ? "" : String.format(Locale.ROOT, "%.2f", ownMedian / one.median()));
      }
    } finally {
      Files.delete(log);
    }
  }

  /** One relay and its figures. */
  private static final class Measured {
    private final RelayTarget target;
    private final RelayLoad.Sender sender;
    private final List<Double> costs = new ArrayList<>();
    private long sent;
    private long lost;

    Measured(RelayTarget target, RelayLoad load, SrtpProfile profile) {
      this.target = target;
      this.sender = load.sender(target, profile);
    }

    void run(RelayLoad load, int seconds, boolean both) throws IOException {
      long before = load.received();
      double cpu = ProcessCpu.micros(target.pid());
      long count = load.run(sender, seconds, both);
      cpu = ProcessCpu.micros(target.pid()) - cpu;
      long arrived = load.received() - before;
      costs.add(cpu / Math.max(1, arrived));
      sent += count;
      lost += count - arrived;
    }

    double median() {
      List<Double> sorted = new ArrayList<>(costs);
      Collections.sort(sorted);
      return sorted.get(sorted.size() / 2);
    }
  }

  private JavaChild startOwn(SrtpProfile profile, RelayLoad load) throws IOException {
    String flags = System.getProperty("relay.java", "-Xmx256m -XX:+UseSerialGC");
    return JavaChild.start(
        RelayServer.class,
        List.of(flags.split(" ")),
        List.of(
            HOST,
            profile.name(),
            Integer.toString(sessions),
            Integer.toString(load.securePort()),
            Integer.toString(load.plainPort()),
            Integer.toString(OWN_PORTS)));
  }

  private RelayTarget ownTarget(SrtpProfile profile, JavaChild own, InetAddress address) {
    List<RelayTarget.Session> made = new ArrayList<>();
    for (String pair : own.line().split(" ")) {
      String[] ports = pair.split(":");
      SdesKey key = RelayKeys.relay(profile, made.size());
      made.add(
          new RelayTarget.Session(
              new InetSocketAddress(address, Integer.parseInt(ports[0])),
              new InetSocketAddress(address, Integer.parseInt(ports[1])),
              key));
    }
    return new RelayTarget("jackfield", own.pid(), made);
  }
}
