package io.jackfield.signaling.sip.abuse;

import io.jackfield.signaling.sip.stack.Network;
import java.time.Duration;
import java.util.List;

/**
 * Limits of the abuse defence.
 *
 * @param offences a source may have in a minute; 0 bans nobody
 * @param strangers requests without proof of who asks that a source may have answered in a minute
 *     while none of its requests proves it; 0 for any number
 * @param banTime of a first ban, doubled with each further one, up to a day
 * @param trusted networks that are never banned
 */
public record AbuseConfig(int offences, int strangers, Duration banTime, List<Network> trusted) {

  /** Copies the list and checks the ranges. */
  public AbuseConfig {
    trusted = List.copyOf(trusted);
    if (offences < 0 || strangers < 0 || banTime.isNegative()) {
      throw new IllegalArgumentException("limits of the abuse defence must not be negative");
    }
  }

  /** 20 offences, 200 strangers, 10 minutes, nobody trusted. */
  public static AbuseConfig defaults() {
    return new AbuseConfig(20, 200, Duration.ofMinutes(10), List.of());
  }
}
