package io.jackfield.signaling.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** Writes PEM files for tests, also in the older forms of keys. */
public final class PemText {

  private PemText() {}

  /** One block. */
  public static String block(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** The inside of a PKCS#8 key: PKCS#1 for RSA, SEC1 for EC. */
  static byte[] inside(byte[] pkcs8) {
    return Der.child(pkcs8, Der.OCTET_STRING).orElseThrow();
  }

  /** The curve named in a PKCS#8 key, as an encoded object identifier. */
  static byte[] curve(byte[] pkcs8) {
    byte[] algorithm = Der.child(pkcs8, Der.SEQUENCE).orElseThrow();
    // Two object identifiers: the algorithm (9 bytes with its header for EC), then the curve.
    return java.util.Arrays.copyOfRange(algorithm, 9, algorithm.length);
  }

  /** Writes certificate and key (PKCS#8) into a folder as cert.pem and key.pem. */
  public static void write(KeyMaterial material, Path folder) throws IOException {
    try {
      Files.writeString(
          folder.resolve("cert.pem"),
          block("CERTIFICATE", material.chain().get(0).getEncoded()),
          StandardCharsets.US_ASCII);
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
    Files.writeString(
        folder.resolve("key.pem"),
        block("PRIVATE KEY", material.key().getEncoded()),
        StandardCharsets.US_ASCII);
  }
}
