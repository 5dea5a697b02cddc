package io.jackfield.media.embedded.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyDerivationTest {

  private static final HexFormat HEX = HexFormat.of();

  /** RFC 3711 B.3. */
  @Test
  void derivesTheKeysOfTheRfc() {
    KeyDerivation derivation =
        new KeyDerivation(
            new CryptoTools(),
            HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139"),
            HEX.parseHex("0ec675ad498afeebb6960b3aabe6"));

    assertEquals(
        "c61e7a93744f39ee10734afe3ff7a087",
        HEX.formatHex(derivation.derive(KeyDerivation.RTP_KEY, 16)));
    assertEquals(
        "30cbbc08863d8c85d49db34a9ae1",
        HEX.formatHex(derivation.derive(KeyDerivation.RTP_SALT, 14)));
    assertEquals(
        "cebe321f6ff7716b6fd4ab49af256a156d38baa4",
        HEX.formatHex(derivation.derive(KeyDerivation.RTP_AUTH, 20)));
  }
}
