package io.jackfield.signaling.sip.registrar;

import java.time.Instant;
import java.util.Locale;

/**
 * How a registered contact stands.
 *
 * @param address address of record, {@code user@domain}
 * @param contact the contact's URI
 * @param transport {@code udp}, {@code tcp}, {@code tls}, {@code ws}, {@code wss}
 * @param from where it was registered from, {@code host:port}
 * @param expires when it ends
 * @param reachable whether a request would get to it now
 */
public record RegistrationStatus(
    String address,
    String contact,
    String transport,
    String from,
    Instant expires,
    boolean reachable) {

  static RegistrationStatus of(Binding binding) {
    return new RegistrationStatus(
        binding.aor(),
        binding.contact().toString(),
        binding.flow().kind().name().toLowerCase(Locale.ROOT),
        binding.flow().remote().getAddress().getHostAddress()
            + ':'
            + binding.flow().remote().getPort(),
        binding.expires(),
        binding.reachable());
  }
}
