package io.jackfield.appliance.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The program as a whole.
 *
 * @param dataDir where files that must outlive the process are kept
 * @param publicAddress the IP address others reach this host by; empty to use the one it sends from
 * @param eventLoops threads that carry signalling and calls; 0 for one a processor, with two or
 *     fewer for one in all
 * @param drainTimeout how long calls may go on after SIGTERM
 * @param controlSocket where the commands of this machine ask; empty for nowhere
 */
public record NodeConfig(
    Path dataDir,
    Optional<String> publicAddress,
    int eventLoops,
    Duration drainTimeout,
    Optional<Path> controlSocket) {

  static NodeConfig read(Section section) {
    try (section) {
      return new NodeConfig(
          Path.of(section.text("data_dir", "/var/lib/jackfield")),
          section.text("public_address"),
          section.integer("event_loops", 0, 256, 0),
          section.duration("drain_timeout", Duration.ofSeconds(60)),
          Optional.of(section.text("control_socket", "/run/jackfield/control.sock"))
              .filter(file -> !file.equals("none"))
              .map(Path::of));
    }
  }
}
