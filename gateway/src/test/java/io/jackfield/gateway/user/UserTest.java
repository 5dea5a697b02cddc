package io.jackfield.gateway.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void aSaltedHashKnowsItsPasswordAndNoOther() {
    SaltedHash hash = SaltedHash.of("s3cret", random);
    assertTrue(hash.matches("s3cret"));
    assertFalse(hash.matches("S3cret"));
    assertFalse(hash.matches(""));
    assertNotEquals(hash.hash(), SaltedHash.of("s3cret", random).hash());
  }

  @Test
  void ha1IsThatOfRfc7616() {
    // RFC 7616 section 3.9.1: user Mufasa, realm http-auth@example.org.
    assertEquals(
        "3d78807defe7de2157e2b0b6573a855f",
        DigestHa1.of("Mufasa", "http-auth@example.org", "Circle of Life").get("MD5"));
    assertEquals(
        "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232",
        DigestHa1.of("Mufasa", "http-auth@example.org", "Circle of Life").get("SHA-256"));
  }

  @Test
  void nothingSecretIsShown() {
    SaltedHash hash = SaltedHash.of("s3cret", random);
    User user = new User("1000", hash, DigestHa1.of("1000", "r", "s3cret"));
    assertEquals("User[1000]", user.toString());
    assertFalse(hash.toString().contains(hash.hash()));
  }

  @Test
  void aNameIsThereOnce() {
    User user = new User("1000", SaltedHash.of("x", random), DigestHa1.of("1000", "r", "x"));
    assertThrows(IllegalArgumentException.class, () -> new Users("r", List.of(user, user)));
    assertEquals(user, new Users("r", List.of(user)).find("1000").orElseThrow());
  }
}
