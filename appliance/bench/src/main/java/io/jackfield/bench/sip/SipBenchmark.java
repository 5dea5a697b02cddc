package io.jackfield.bench.sip;

import io.jackfield.bench.Benchmark;
import io.jackfield.bench.tool.Child;
import io.jackfield.bench.tool.Options;
import io.jackfield.bench.tool.Samples;
import io.jackfield.bench.tool.Table;
import io.jackfield.bench.tool.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Calls a second and CPU a call, beside Kamailio with rtpengine. */
public final class SipBenchmark implements Benchmark {

  private static final int LOW_RATE = 50;

  @Override
  public String name() {
    return "sip";
  }

  @Override
  public String summary() {
    return "B2BUA calls a second and CPU a call, media anchored, beside Kamailio with rtpengine";
  }

  @Override
  public void run(List<String> words) throws Exception {
    Options options =
        new Options(
            words,
            List.of(
                "rates", "seconds", "warm", "rounds", "hold", "ports", "count", "only", "keep"));
    Ports ports = new Ports(options.integer("ports", 10_000), options.integer("count", 20_000));
    int seconds = options.integer("seconds", 5);
    int rounds = options.integer("rounds", 3);
    int warm = options.integer("warm", 20_000);
    String only = options.text("only", "both");
    Workspace workspace = Workspace.create();
    System.out.println("logs: " + workspace.folder());
    Sipp sipp = new Sipp(workspace, ports, options.integer("hold", 250));

    List<AutoCloseable> started = new ArrayList<>();
    try {
      List<Contender> contenders = new ArrayList<>();
      if (!only.equals("jackfield")) {
        contenders.add(KamailioWithRtpengine.start(workspace, ports));
      }
      if (!only.equals("kamailio")) {
        contenders.add(Gateway.start(workspace, ports));
      }
      started.addAll(contenders);
      for (Contender contender : contenders) {
        Child callee = sipp.callee(contender);
        started.add(0, callee);
        warmUp(sipp, contender, contender.warmUpCalls(warm));
      }
      Map<Contender, List<Step>> low = low(sipp, contenders, rounds, seconds);
      Map<Contender, List<Step>> high =
          high(sipp, contenders, options.integers("rates", RATES), seconds);
      report(low, high);
    } finally {
      for (AutoCloseable one : started) {
        one.close();
      }
    }
    if (options.text("keep", "no").equals("no")) {
      workspace.delete();
    }
  }

  private static final String RATES =
      "200,400,600,800,1000,1200,1400,1600,1800,2000,2200,2400,2800,3200";

  /** Rising rates, so that a compiler at run time sees what it will have to do. */
  private static void warmUp(Sipp sipp, Contender contender, int calls) throws Exception {
    for (int rate : List.of(100, 200, 400)) {
      if (calls >= 100) {
        Step step = sipp.calls(contender, rate, calls * rate / 700);
        System.out.println("warm-up " + line(contender, step));
      }
    }
  }

  private static Map<Contender, List<Step>> low(
      Sipp sipp, List<Contender> contenders, int rounds, int seconds) throws Exception {
    Map<Contender, List<Step>> all = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : contenders) {
        Step step = sipp.calls(contender, LOW_RATE, LOW_RATE * seconds * 2);
        System.out.println(line(contender, step));
        all.computeIfAbsent(contender, c -> new ArrayList<>()).add(step);
      }
    }
    return all;
  }

  /** Each rate in turn, one server after the other, until neither carries more. */
  private static Map<Contender, List<Step>> high(
      Sipp sipp, List<Contender> contenders, List<Integer> rates, int seconds) throws Exception {
    Map<Contender, List<Step>> all = new LinkedHashMap<>();
    List<Contender> left = new ArrayList<>(contenders);
    for (int rate : rates) {
      for (Contender contender : List.copyOf(left)) {
        Step step = attempt(sipp, contender, rate, seconds);
        if (!step.carried()) {
          // Once more: the machine may have had other things to do.
          step = attempt(sipp, contender, rate, seconds);
        }
        if (step.carried()) {
          all.computeIfAbsent(contender, c -> new ArrayList<>()).add(step);
        } else {
          left.remove(contender);
        }
      }
    }
    return all;
  }

  private static Step attempt(Sipp sipp, Contender contender, int rate, int seconds)
      throws Exception {
    Step step = sipp.calls(contender, rate, rate * seconds);
    System.out.println(line(contender, step));
    return step;
  }

  private static String line(Contender contender, Step step) {
    return String.format(
        Locale.ROOT,
        "%-20s %5d calls/s: %5.0f reached, %d of %d failed, %d repeated, set-up p50 %.1f p99 %.1f"
            + " ms, CPU %.2f ms a call, %.0f MB",
        contender.name(),
        step.rate(),
        step.reached(),
        step.failed(),
        step.calls(),
        step.repeated(),
        step.setUp().median(),
        step.setUp().quantile(0.99),
        step.cpuMillis(),
        step.megabytes());
  }

  private static void report(Map<Contender, List<Step>> low, Map<Contender, List<Step>> high) {
    List<String> heads = new ArrayList<>(List.of("Yardstick"));
    low.keySet().forEach(contender -> heads.add(contender.name()));
    heads.add("ratio");
    Table table = new Table(heads.toArray(String[]::new));
    row(table, "calls/s carried", "%.0f", high, steps -> steps.get(steps.size() - 1).rate());
    row(
        table,
        "CPU ms a call there",
        "%.2f",
        high,
        steps -> steps.get(steps.size() - 1).cpuMillis());
    row(table, "CPU ms a call at 50/s", "%.2f", low, steps -> median(steps, Step::cpuMillis));
    row(table, "set-up p50 ms at 50/s", "%.2f", low, steps -> median(steps, s -> p(s, 0.5)));
    row(table, "set-up p99 ms at 50/s", "%.2f", low, steps -> median(steps, s -> p(s, 0.99)));
    row(table, "PSS MB at 50/s", "%.0f", low, steps -> median(steps, Step::megabytes));
    System.out.println();
    System.out.print(table);
  }

  private static double p(Step step, double share) {
    return step.setUp().quantile(share);
  }

  private static double median(List<Step> steps, ToDoubleFunction<Step> figure) {
    return new Samples(steps.stream().map(figure::applyAsDouble).toList()).median();
  }

  private static void row(
      Table table,
      String yardstick,
      String format,
      Map<Contender, List<Step>> steps,
      ToDoubleFunction<List<Step>> figure) {
    List<String> cells = new ArrayList<>(List.of(yardstick));
    List<Double> values = new ArrayList<>();
    steps
        .values()
        .forEach(
            one -> {
              values.add(figure.applyAsDouble(one));
              cells.add(String.format(Locale.ROOT, format, values.get(values.size() - 1)));
            });
    while (cells.size() < (table.columns() - 1)) {
      cells.add("-");
    }
    cells.add(
        values.size() == 2
            ? String.format(Locale.ROOT, "%.2f", values.get(1) / values.get(0))
            : "-");
    table.row(cells.toArray(String[]::new));
  }
}
