package io.jackfield.bench.sip;

import io.jackfield.bench.tool.Child;
import io.jackfield.bench.tool.ProcFs;
import io.jackfield.bench.tool.Samples;
import io.jackfield.bench.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Caller and callee: Debian's SIPp with our scenarios. */
final class Sipp {

  private static final Duration REGISTER_LIMIT = Duration.ofSeconds(30);
  private static final Duration CALLS_LIMIT = Duration.ofMinutes(3);

  private final Workspace workspace;
  private final Ports ports;
  private final Path caller;
  private final Path callee;
  private final Path register;
  private int runs;

  /**
   * Writes the scenarios.
   *
   * @param holdMillis from ACK to BYE
   */
  Sipp(Workspace workspace, Ports ports, int holdMillis) throws IOException {
    this.workspace = workspace;
    this.ports = ports;
    Map<String, ?> values =
        Map.of("HOST", Ports.HOST, "HOLD", holdMillis, "MEDIA", ports.phonesMedia());
    caller = workspace.template(Sipp.class, "uac.xml", values);
    callee = workspace.template(Sipp.class, "uas.xml", values);
    register = workspace.template(Sipp.class, "register.xml", values);
  }

  /** Registers the callee and lets it answer until it is closed. */
  Child callee(Contender with) throws IOException, InterruptedException, TimeoutException {
    Child registering =
        start(
            "register",
            with,
            register,
            with.calleePort(),
            List.of("-m", "1", "-recv_timeout", "5000"));
    try (registering) {
      int status = registering.await(REGISTER_LIMIT);
      with.mustLive();
      if (status != 0) {
        throw new IllegalStateException(
            "cannot register with " + with.name() + "\n" + registering.output());
      }
    }
    return start("callee", with, callee, with.calleePort(), List.of());
  }

  /** Places calls, one after another at the rate, and waits for the last one's end. */
  Step calls(Contender with, int rate, int calls)
      throws IOException, InterruptedException, TimeoutException {
    Path figures = workspace.folder().resolve("figures-" + ++runs + ".csv");
    long before = ProcFs.cpuMillis(with.pids());
    Child calling =
        start(
            "caller",
            with,
            caller,
            ports.caller(),
            List.of(
                "-r",
                Integer.toString(rate),
                "-m",
                Integer.toString(calls),
                "-l",
                Integer.toString(calls),
                "-recv_timeout",
                "5000",
                "-trace_stat",
                "-fd",
                "1",
                "-stf",
                figures.toString(),
                "-trace_rtt",
                "-rtt_freq",
                "1"));
    try (calling) {
      int status = calling.await(CALLS_LIMIT);
      with.mustLive();
      if (status != 0 && status != 1) { // 1: at least one call failed
        throw new IllegalStateException("SIPp ended with " + status + "\n" + calling.output());
      }
    }
    double cpu = ProcFs.cpuMillis(with.pids()) - before;
    Map<String, String> last = lastLine(figures);
    return new Step(
        rate,
        reached(figures),
        calls,
        Long.parseLong(last.get("FailedCall(C)")),
        Long.parseLong(last.get("Retransmissions(C)")),
        responseTimes(calling.pid()),
        cpu / calls,
        ProcFs.pssMegabytes(with.pids()));
  }

  private Child start(String name, Contender with, Path scenario, int port, List<String> options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sipp",
                Ports.HOST + ":" + with.sipPort(),
                "-sf",
                scenario.toString(),
                "-i",
                Ports.HOST,
                "-p",
                Integer.toString(port),
                "-nostdin",
                "-buff_size",
                "2000000",
                // Otherwise it gives up by itself when the machine is busy.
                "-watchdog_interval",
                "0"));
    command.addAll(options);
    return Child.start(name, workspace.folder(), Map.of("TERM", "dumb"), command);
  }

  private static Map<String, String> lastLine(Path figures) throws IOException {
    List<String> lines = Files.readAllLines(figures);
    return columns(lines.get(0), lines.get(lines.size() - 1));
  }

  private static Map<String, String> columns(String heads, String line) {
    List<String> names = Arrays.asList(heads.split(";"));
    List<String> cells = Arrays.asList(line.split(";"));
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
      values.put(names.get(i), cells.get(i));
    }
    return values;
  }

  /** The median of the full seconds in which calls were begun; for short runs what SIPp says. */
  private static double reached(Path figures) throws IOException {
    List<String> lines = Files.readAllLines(figures);
    List<Double> rates = new ArrayList<>();
    double most = 0;
    for (String line : lines.subList(1, lines.size())) {
      double rate = Double.parseDouble(columns(lines.get(0), line).get("CallRate(P)"));
      most = Math.max(most, rate);
      rates.add(rate);
    }
    double limit = most / 2;
    return new Samples(rates.stream().filter(rate -> rate >= limit).toList()).median();
  }

  /** SIPp's file of response times: date, ms, number of the timer. */
  private Samples responseTimes(long pid) throws IOException {
    Path file = workspace.folder().resolve("uac_" + pid + "_rtt.csv");
    if (Files.notExists(file)) {
      return new Samples(List.of()); // no call was answered
    }
    try (Stream<String> lines = Files.lines(file)) {
      return new Samples(
          lines.skip(1).map(line -> Double.parseDouble(line.split(";")[1])).toList());
    }
  }
}
