package io.jackfield.signaling.sip;

import io.jackfield.gateway.user.DigestHa1;
import io.jackfield.signaling.sip.auth.DigestAlgorithm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Passwords that holders of the hook {@code sip_register} gave, as digest HA1s: what such a user's
 * calls are checked by as long as it is registered. Any thread.
 */
final class HookedUsers {

  /** The oldest is forgotten first; its phone's next registration brings it back. */
  private static final int MOST = 100_000;

  private final String realm;
  private final Predicate<String> registered;
  private final Map<String, Map<String, String>> hashes =
      Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * Knows nobody yet.
   *
   * @param registered whether a user is registered now
   */
  HookedUsers(String realm, Predicate<String> registered) {
    this.realm = realm;
    this.registered = registered;
  }

  /** The HA1s of a password by algorithm name; not kept. */
  Map<String, String> hash(String user, String password) {
    return DigestHa1.of(user, realm, password);
  }

  void remember(String user, Map<String, String> ha1) {
    synchronized (hashes) {
      hashes.remove(user);
      hashes.put(user, ha1);
      if (hashes.size() > MOST) {
        hashes.remove(hashes.keySet().iterator().next());
      }
    }
  }

  void forget(String user) {
    hashes.remove(user);
  }

  /** Empty for a user that is not registered by such a password. */
  Optional<String> ha1(String user, DigestAlgorithm algorithm) {
    return Optional.ofNullable(hashes.get(user))
        .filter(known -> registered.test(user))
        .map(known -> known.get(algorithm.wireName()));
  }
}
