package io.jackfield.appliance.service;

import io.jackfield.appliance.config.UserConfig;
import io.jackfield.gateway.user.DigestHa1;
import io.jackfield.gateway.user.SaltedHash;
import io.jackfield.gateway.user.User;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Passwords on their way into the store and out of it: what goes in is a salted hash, of users the
 * digest HA1s besides. Hashing takes milliseconds: not on an event loop.
 */
final class Secrets {

  static final String ADMIN_PASSWORD = "admin_password";
  static final String USERS = "users";
  static final String VERTO_USERS = "verto_users";

  private final SecureRandom random = new SecureRandom();

  SaltedHash hash(String password) {
    return SaltedHash.of(password, random);
  }

  User user(UserConfig user, String realm) {
    return user(user.user(), user.password(), realm);
  }

  private User user(String name, String password, String realm) {
    return new User(name, hash(password), DigestHa1.of(name, realm, password));
  }

  /** An option as the API gives it, in the form in which it is kept. */
  Object kept(String option, Object value, String realm) {
    if (option.equals(ADMIN_PASSWORD)) {
      return written(hash((String) value));
    }
    if (option.equals(USERS) || option.equals(VERTO_USERS)) {
      return ((List<?>) value).stream().map(each -> keptUser((Map<?, ?>) each, realm)).toList();
    }
    return value;
  }

  private Map<String, Object> keptUser(Map<?, ?> given, String realm) {
    User user = user((String) given.get("user"), (String) given.get("password"), realm);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("user", user.name());
    map.put("password", written(user.password()));
    map.put("ha1", user.ha1());
    return map;
  }

  private static Map<String, Object> written(SaltedHash hash) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("iterations", hash.iterations());
    map.put("salt", hash.salt());
    map.put("hash", hash.hash());
    return map;
  }

  static SaltedHash readHash(Object kept) {
    Map<?, ?> map = (Map<?, ?>) kept;
    return new SaltedHash(
        ((Number) map.get("iterations")).intValue(),
        (String) map.get("salt"),
        (String) map.get("hash"));
  }

  static List<User> readUsers(Object kept) {
    return ((List<?>) kept)
        .stream()
            .map(each -> (Map<?, ?>) each)
            .map(
                user ->
                    new User(
                        (String) user.get("user"),
                        readHash(user.get("password")),
                        readHa1((Map<?, ?>) user.get("ha1"))))
            .toList();
  }

  private static Map<String, String> readHa1(Map<?, ?> kept) {
    Map<String, String> ha1 = new LinkedHashMap<>();
    kept.forEach((algorithm, value) -> ha1.put((String) algorithm, (String) value));
    return ha1;
  }
}
