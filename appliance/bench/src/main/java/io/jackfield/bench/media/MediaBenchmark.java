package io.jackfield.bench.media;

import io.jackfield.bench.Benchmark;
import io.jackfield.bench.relay.RelayKeys;
import io.jackfield.bench.tool.JavaChild;
import io.jackfield.bench.tool.Options;
import io.jackfield.bench.tool.ProcFs;
import io.jackfield.bench.tool.Samples;
import io.jackfield.bench.tool.Table;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.srtp.CryptoTools;
import io.jackfield.media.embedded.srtp.SrtpContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What rooms, conferences and transcoding cost, and how late a relayed packet comes. */
public final class MediaBenchmark implements Benchmark {

  private static final String HOST = "127.0.0.77";
  private static final int PORTS = 30000;
  private static final List<String> OPTIONS =
      List.of("seconds", "rounds", "warm", "listeners", "members", "streams", "sessions", "only");

  private int seconds;
  private int rounds;
  private int warm;

  @Override
  public String name() {
    return "media";
  }

  @Override
  public String summary() {
    return "listeners and conference members a core, CPU a transcoded stream, delay of the relay"
        + " [--seconds 5 --rounds 3 --warm 20 --only listen,conference,transcode,relay]";
  }

  @Override
  public void run(List<String> words) throws Exception {
    Options options = new Options(words, OPTIONS);
    seconds = options.integer("seconds", 5);
    rounds = options.integer("rounds", 3);
    warm = options.integer("warm", 20);
    List<String> only =
        List.of(options.text("only", "listen,conference,transcode,relay").split(","));
    Table table = new Table("What", "How many", "CPU, % of a core", "Each, ms/s", "A core", "Lost");
    if (only.contains("listen")) {
      int listeners = options.integer("listeners", 200);
      cost(table, "listener, Opus", scenario(Scenario.Kind.LISTEN, listeners), 0);
      cost(
          table,
          "listener, Opus and 400 kbit/s video",
          scenario(Scenario.Kind.WATCH, listeners),
          0);
    }
    if (only.contains("conference")) {
      int members = options.integer("members", 32);
      conference(table, members, AudioCodec.OPUS, 2);
      conference(table, members, AudioCodec.OPUS, members);
      conference(table, members, AudioCodec.PCMU, 2);
      conference(table, members, AudioCodec.PCMU, members);
    }
    if (only.contains("transcode")) {
      int streams = options.integer("streams", 20);
      transcode(table, streams, AudioCodec.OPUS, AudioCodec.PCMU);
      transcode(table, streams, AudioCodec.PCMU, AudioCodec.OPUS);
      transcode(table, streams, AudioCodec.G722, AudioCodec.PCMU);
      transcode(table, streams, AudioCodec.PCMU, AudioCodec.G722);
    }
    if (!only.equals(List.of("relay"))) {
      System.out.print(table);
    }
    if (only.contains("relay")) {
      delay(options.integer("sessions", 500));
    }
  }

  private static Scenario scenario(Scenario.Kind kind, int count) {
    return new Scenario(kind, count, AudioCodec.OPUS, AudioCodec.OPUS);
  }

  private void conference(Table table, int members, AudioCodec codec, int speakers)
      throws IOException {
    String what = "conference member, " + codec + ", " + speakers + " speak";
    cost(table, what, new Scenario(Scenario.Kind.CONFERENCE, members, codec, codec), speakers);
  }

  private void transcode(Table table, int streams, AudioCodec from, AudioCodec to)
      throws IOException {
    String what = "stream, " + from + " to " + to;
    cost(table, what, new Scenario(Scenario.Kind.TRANSCODE, streams, from, to), streams);
  }

  /** Measures CPU time and adds a row. */
  private void cost(Table table, String what, Scenario scenario, int speakers) throws IOException {
    InetAddress address = InetAddress.getByName(HOST);
    try (MediaLoad load = new MediaLoad(address);
        JavaChild engine = start(scenario, load)) {
      List<MediaLoad.Stream> streams = streams(scenario, engine.line(), address, speakers);
      load.run(streams, warm, false);
      List<Double> costs = new ArrayList<>();
      long missing = 0;
      long wanted = 0;
      for (int i = 0; i < rounds; i++) {
        long before = load.received();
        long cpu = ProcFs.cpuMillis(List.of(engine.pid()));
        long sent = load.run(streams, seconds, false);
        costs.add((ProcFs.cpuMillis(List.of(engine.pid())) - cpu) / (double) seconds);
        long fan = scenario.kind().hasListeners() ? scenario.count() : 1;
        wanted += sent * fan;
        missing += sent * fan - (load.received() - before);
      }
      double each = new Samples(costs).median() / scenario.count();
      table.row(
          what,
          Integer.toString(scenario.count()),
          String.format(Locale.ROOT, "%.1f", each * scenario.count() / 10),
          String.format(Locale.ROOT, "%.2f", each),
          String.format(Locale.ROOT, "%.0f", 1000 / each),
          String.format(Locale.ROOT, "%.2f %%", Math.max(0, missing) * 100.0 / wanted));
    }
  }

  private static JavaChild start(Scenario scenario, MediaLoad load) throws IOException {
    return JavaChild.start(
        MediaServer.class,
        List.of("-Xmx512m", "-XX:+UseSerialGC"),
        List.of(
            HOST,
            scenario.text(),
            Integer.toString(load.address().getPort()),
            Integer.toString(PORTS)));
  }

  private static List<MediaLoad.Stream> streams(
      Scenario scenario, String line, InetAddress address, int speakers) {
    AudioCodec codec = scenario.from();
    Voice voice = new Voice(codec, true);
    Voice silence = new Voice(codec, false);
    CryptoTools tools = new CryptoTools();
    List<MediaLoad.Stream> streams = new ArrayList<>();
    int[] ports = Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
    for (int i = 0; i < ports.length; i++) {
      boolean picture = scenario.kind() == Scenario.Kind.WATCH && i == 1;
      boolean speaks = i < speakers || scenario.kind().hasListeners();
      Optional<SrtpContext> protection =
          scenario.kind() == Scenario.Kind.RELAY
              ? Optional.of(new SrtpContext(RelayKeys.load(MediaServer.PROFILE, i), tools))
              : Optional.empty();
      streams.add(
          new MediaLoad.Stream(
              new InetSocketAddress(address, ports[i]),
              picture ? MediaServer.VP8.payloadType() : Voice.format(codec).payloadType(),
              picture ? 1800 : codec.clockRate() / 50,
              picture ? Voice.picture() : speaks ? voice : silence,
              protection));
    }
    return streams;
  }

  /** Measures how late packets come through the relay, and past it on the same socket. */
  private void delay(int sessions) throws IOException {
    Scenario scenario =
        new Scenario(Scenario.Kind.RELAY, sessions, AudioCodec.PCMU, AudioCodec.PCMU);
    InetAddress address = InetAddress.getByName(HOST);
    Table table = new Table("Delay, us", "p50", "p99", "Packets", "Lost");
    try (MediaLoad load = new MediaLoad(address);
        JavaChild engine = start(scenario, load)) {
      List<MediaLoad.Stream> relayed = streams(scenario, engine.line(), address, 0);
      // The same work for the load, and the way back to its own socket.
      List<MediaLoad.Stream> direct =
          relayed.stream()
              .map(
                  s ->
                      new MediaLoad.Stream(
                          own(load), s.type(), s.clock(), s.voice(), Optional.empty()))
              .toList();
      load.run(relayed, warm, true);
      Delays through = new Delays();
      Delays past = new Delays();
      for (int i = 0; i < rounds; i++) {
        through.measure(load, relayed, seconds);
        past.measure(load, direct, seconds);
      }
      through.row(table, "through the relay, " + sessions + " sessions, SRTP to RTP");
      past.row(table, "past it");
      table.row(
          "added",
          String.format(Locale.ROOT, "%.0f", through.at(0.5) - past.at(0.5)),
          String.format(Locale.ROOT, "%.0f", through.at(0.99) - past.at(0.99)),
          "",
          "");
    }
    System.out.print(table);
  }

  private static InetSocketAddress own(MediaLoad load) {
    try {
      return load.address();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The delays of one way; the medians of the rounds count. */
  private static final class Delays {
    private final List<Samples> all = new ArrayList<>();
    private long sent;

    void measure(MediaLoad load, List<MediaLoad.Stream> streams, int seconds) throws IOException {
      load.takeDelays();
      sent += load.run(streams, seconds, true);
      all.add(new Samples(Arrays.stream(load.takeDelays()).boxed().toList()));
    }

    double at(double share) {
      return new Samples(all.stream().map(s -> s.quantile(share)).toList()).median();
    }

    void row(Table table, String what) {
      long came = all.stream().mapToLong(Samples::size).sum();
      table.row(
          what,
          String.format(Locale.ROOT, "%.0f", at(0.5)),
          String.format(Locale.ROOT, "%.0f", at(0.99)),
          Long.toString(came),
          String.format(Locale.ROOT, "%.2f %%", (sent - came) * 100.0 / sent));
    }
  }
}
