package io.jackfield.signaling.transport.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMaterialTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private Path certificate;
  private Path key;
  private final KeyMaterial made =
      KeyMaterial.selfSigned(List.of("gateway.example", "127.0.0.1", "::1"), NOW);

  @BeforeEach
  void write() throws Exception {
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
    PemText.write(made, folder);
  }

  @Test
  void aSelfSignedCertificateIsWellFormed() throws Exception {
    X509Certificate parsed = made.chain().get(0);
    parsed.verify(parsed.getPublicKey());
    parsed.checkValidity(Date.from(NOW.plus(Duration.ofDays(364))));
    assertEquals("CN=gateway.example", parsed.getSubjectX500Principal().getName());
    assertEquals(
        "[[2, gateway.example], [7, 127.0.0.1], [7, 0:0:0:0:0:0:0:1]]",
        parsed.getSubjectAlternativeNames().toString());
    assertTrue(parsed.getKeyUsage()[0]);
    assertEquals(-1, parsed.getBasicConstraints());
    assertTrue(made.fingerprint().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"), made.fingerprint());
    assertFalse(made.toString().contains("PRIVATE"));
  }

  @Test
  void aCertificateBeyond2049HasAFourDigitYear() throws Exception {
    Instant late = Instant.parse("2060-01-01T00:00:00Z");
    X509Certificate parsed = KeyMaterial.selfSigned(List.of("a"), late).chain().get(0);
    parsed.checkValidity(Date.from(late));
  }

  @Test
  void filesAreReadBack() {
    KeyMaterial read = KeyMaterial.load(certificate, key);
    assertEquals(made.chain(), read.chain());
    assertArrayEquals(made.key().getEncoded(), read.key().getEncoded());
  }

  @Test
  void olderFormsOfKeysAreRead() throws Exception {
    byte[] pkcs8 = made.key().getEncoded();
    Files.writeString(
        key,
        PemText.block("EC PARAMETERS", PemText.curve(pkcs8))
            + PemText.block("EC PRIVATE KEY", PemText.inside(pkcs8)));
    assertArrayEquals(pkcs8, KeyMaterial.load(certificate, key).key().getEncoded());

    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    Files.writeString(
        key, PemText.block("RSA PRIVATE KEY", PemText.inside(pair.getPrivate().getEncoded())));
    assertFault("is not the key of the certificate");
  }

  @Test
  void faultsNameTheFile() throws Exception {
    Files.writeString(
        key,
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n" + "-----END ENCRYPTED PRIVATE KEY-----\n");
    assertFault("key.pem is encrypted");
    Files.writeString(
        key,
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n"
            + "-----END RSA PRIVATE KEY-----\n");
    assertFault("key.pem is encrypted");
    Files.writeString(key, "nothing");
    assertFault("key.pem has no private key");
    Files.writeString(key, PemText.block("EC PRIVATE KEY", new byte[] {1, 2, 3}));
    assertFault("key.pem has an unreadable key");
    Files.delete(key);
    assertFault("key.pem does not exist");
    Files.writeString(certificate, PemText.block("CERTIFICATE", new byte[] {1, 2, 3}));
    assertFault("cert.pem has an unreadable certificate");
    Files.writeString(certificate, "");
    assertFault("cert.pem has no certificate");
  }

  private void assertFault(String words) {
    UncheckedIOException fault =
        assertThrows(UncheckedIOException.class, () -> KeyMaterial.load(certificate, key));
    assertTrue(fault.getMessage().contains(words), fault.getMessage());
    assertTrue(fault.getMessage().startsWith(folder.toString()), fault.getMessage());
  }
}
