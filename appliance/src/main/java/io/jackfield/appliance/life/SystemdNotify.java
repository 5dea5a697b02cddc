package io.jackfield.appliance.life;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd about our state (sd_notify(3)). The JDK has no datagram sockets in the file system,
 * so {@code systemd-notify} says it for us; the unit therefore sets {@code NotifyAccess=all}.
 */
public final class SystemdNotify {

  private static final Logger LOG = LoggerFactory.getLogger(SystemdNotify.class);
  private static final int TIMEOUT_SECONDS = 5;

  private final boolean wanted;
  private final Optional<Duration> patience;

  /**
   * Looks whether somebody listens.
   *
   * @param environment of the process; {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC} are set by
   *     systemd
   */
  public SystemdNotify(Map<String, String> environment) {
    this.wanted = !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
    this.patience =
        Optional.ofNullable(environment.get("WATCHDOG_USEC"))
            .filter(text -> wanted && text.matches("[1-9]\\d{0,14}"))
            .map(text -> Duration.of(Long.parseLong(text), ChronoUnit.MICROS));
  }

  /** How long it waits for a sign of life before it ends us; empty if it does not watch. */
  public Optional<Duration> patience() {
    return patience;
  }

  /** A sign of life. */
  public void alive() {
    say("WATCHDOG=1");
  }

  /** Start is over: all listeners are up. */
  public void ready() {
    say("--ready", "--status=ready");
  }

  /** Stop has begun. */
  public void stopping() {
    say("STOPPING=1", "--status=draining");
  }

  private void say(String... words) {
    if (!wanted) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("systemd-notify"));
    command.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        LOG.warn("systemd-notify did not end within {} s", TIMEOUT_SECONDS);
      } else if (process.exitValue() != 0) {
        LOG.warn("systemd-notify ended with status {}", process.exitValue());
      }
    } catch (IOException e) {
      LOG.warn("cannot run systemd-notify: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
