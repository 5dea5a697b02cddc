package io.jackfield.appliance.cli;

import io.jackfield.appliance.Gateway;
import io.jackfield.appliance.StartException;
import io.jackfield.appliance.config.Adjustments;
import io.jackfield.appliance.config.Config;
import io.jackfield.appliance.config.ConfigException;
import io.jackfield.appliance.demo.Demo;
import io.jackfield.appliance.demo.DemoJanus;
import io.jackfield.appliance.life.StopSignal;
import io.jackfield.appliance.life.SystemdNotify;
import io.jackfield.appliance.life.Watchdog;
import io.jackfield.appliance.log.LogSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jackfield run}: the gateway, until SIGTERM or Ctrl-C. */
@Command(name = "run", description = "Runs the gateway until SIGTERM or Ctrl-C.")
final class RunCommand implements Callable<Integer> {

  private static final List<String> ENGINES = List.of("embedded", "janus");

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;

  @Option(
      names = "--demo",
      paramLabel = "FOLDER",
      description =
          "Adds demo users and an echo number, listens on loopback, keeps its files in FOLDER.")
  private Path demoFolder;

  @Option(names = "--port-offset", paramLabel = "N", description = "Adds N to every port.")
  private int portOffset;

  @Option(names = "--public", description = "Listens on all addresses.")
  private boolean everywhere;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "Adds a media engine; \"embedded\" is always there, \"janus\" starts one (with --demo).")
  private List<String> engines = List.of();

  @Option(
      names = "--exit-when-ready",
      hidden = true,
      description =
          "Stops as soon as everything is up; builds use it to record which classes load.")
  private boolean exitWhenReady;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    for (String engine : engines) {
      if (!ENGINES.contains(engine)) {
        err.println(
            "jackfield: unknown engine \""
                + engine
                + "\"; there are: "
                + String.join(", ", ENGINES));
        return 2;
      }
    }
    if (engines.contains("janus") && demoFolder == null) {
      err.println("jackfield: --engine janus goes with --demo; else configure janus: in the file");
      return 2;
    }
    try {
      Optional<Demo> demo =
          demoFolder == null ? Optional.empty() : Optional.of(Demo.in(demoFolder));
      Optional<DemoJanus> janus =
          engines.contains("janus")
              ? Optional.of(DemoJanus.start(demoFolder, portOffset))
              : Optional.empty();
      // However this process ends, short of being killed.
      janus.ifPresent(j -> Runtime.getRuntime().addShutdownHook(new Thread(j::close)));
      String engine = janus.map(DemoJanus::configuration).orElse("");
      Config config =
          adjusted(options.load(demo.map(d -> d.configuration() + engine), System.getenv()));
      LogSetup.install(config.log());
      return run(config, demo);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return 2;
    } catch (StartException | IOException e) {
      err.println("jackfield: " + e.getMessage());
      return 1;
    }
  }

  private int run(Config config, Optional<Demo> demo) throws StartException, IOException {
    SystemdNotify systemd = new SystemdNotify(System.getenv());
    Gateway gateway = Gateway.start(config);
    Optional<Watchdog> watchdog =
        systemd.patience().map(time -> Watchdog.start(time, gateway::faults, systemd::alive));
    StopSignal stop =
        StopSignal.install(
            () -> {
              systemd.stopping();
              if (demo.isPresent()) {
                demo.get().withdraw();
              }
              gateway.stop();
              // Until everything is closed: draining may take longer than systemd's patience.
              watchdog.ifPresent(Watchdog::close);
              LogSetup.close();
            });
    systemd.ready();
    if (demo.isPresent()) {
      demo.get().announce(config, sinceStart(), spec.commandLine().getOut());
    }
    if (!exitWhenReady) {
      stop.await();
    }
    return 0;
  }

  private Config adjusted(Config config) throws ConfigException {
    Adjustments.Reach reach =
        everywhere
            ? Adjustments.Reach.PUBLIC
            : demoFolder == null ? Adjustments.Reach.CONFIGURED : Adjustments.Reach.LOOPBACK;
    return new Adjustments(portOffset, reach).apply(config);
  }

  /** Since the JVM's start: the process itself may have been the script that built all this. */
  private static Duration sinceStart() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Duration.ofMillis(System.currentTimeMillis() - started);
  }
}
