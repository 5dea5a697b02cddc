package io.jackfield.appliance.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The demo users' passwords, generated once and kept, so that a phone set up yesterday works today.
 */
final class DemoUsers {

  static final String ADMIN = "admin";
  static final String CORE_ADMIN = "core";
  static final List<String> USERS = List.of("1000", "1001", "1002", "1003");

  /**
   * No letter that looks like another, and none that needs quotes in YAML, JSON, a shell or a URI.
   */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int LENGTH = 12;

  private DemoUsers() {}

  /**
   * Reads the kept passwords, or makes and keeps them.
   *
   * @param file lines {@code user:password}
   * @return password by user, the administrators first
   * @throws IOException if the file cannot be read or written
   */
  static Map<String, String> load(Path file) throws IOException {
    Map<String, String> kept = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(':');
        // Written by hand, a line could carry anything into the configuration.
        if (colon > 0 && line.substring(colon + 1).matches("[A-Za-z0-9]{8,64}")) {
          kept.put(line.substring(0, colon), line.substring(colon + 1));
        }
      }
    }
    RandomGenerator random = new SecureRandom();
    Map<String, String> passwords = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(ADMIN, CORE_ADMIN));
    names.addAll(USERS);
    for (String name : names) {
      String password = kept.containsKey(name) ? kept.get(name) : generate(random);
      passwords.put(name, password);
      lines.add(name + ":" + password);
    }
    PrivateFile.write(file, String.join("\n", lines) + "\n");
    return passwords;
  }

  private static String generate(RandomGenerator random) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
