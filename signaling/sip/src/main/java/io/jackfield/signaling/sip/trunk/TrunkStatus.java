package io.jackfield.signaling.sip.trunk;

import java.util.Map;

/**
 * How a trunk stands.
 *
 * @param name its name
 * @param registration {@code none}, {@code trying}, {@code registered}, or {@code failed: } and why
 * @param addresses each address and whether calls are sent there
 * @param calls on it now, both ways
 */
public record TrunkStatus(
    String name, String registration, Map<String, Boolean> addresses, int calls) {

  static final String NOT_REGISTERED = "none";

  /** Copies the map. */
  public TrunkStatus {
    addresses = Map.copyOf(addresses);
  }

  /** Whether a call could be sent there. */
  public boolean up() {
    return addresses.containsValue(true);
  }

  /** Whether it has the registration it is to have. */
  public boolean registered() {
    return registration.equals(NOT_REGISTERED) || registration.equals(TrunkRegistration.REGISTERED);
  }
}
