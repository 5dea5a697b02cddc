package io.jackfield.signaling.sip.registrar;

import java.time.Duration;

/**
 * Rules of the registrar.
 *
 * @param enabled whether REGISTER is accepted; else 403
 * @param domain the domain of its addresses
 * @param forceDomain whether the domain of every REGISTER is taken for ours; else another one gets
 *     403
 * @param minExpires shorter ones get 423
 * @param defaultExpires for clients that name none
 * @param maxExpires longer ones are cut
 * @param maxContacts contacts of one address of record
 */
public record RegistrarConfig(
    boolean enabled,
    String domain,
    boolean forceDomain,
    Duration minExpires,
    Duration defaultExpires,
    Duration maxExpires,
    int maxContacts) {

  /** Checks the ranges. */
  public RegistrarConfig {
    if (minExpires.compareTo(defaultExpires) > 0 || defaultExpires.compareTo(maxExpires) > 0) {
      throw new IllegalArgumentException("registrar times must be in order: min, default, max");
    }
    if (maxContacts < 1) {
      throw new IllegalArgumentException("maxContacts must be at least 1");
    }
  }

  /** On, any domain taken for ours, 60 s, 1 h, 24 h, 10 contacts. */
  public static RegistrarConfig defaults(String domain) {
    return new RegistrarConfig(
        true, domain, true, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24), 10);
  }
}
