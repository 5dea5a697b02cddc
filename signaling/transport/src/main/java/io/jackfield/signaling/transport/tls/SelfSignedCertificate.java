package io.jackfield.signaling.transport.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes an ECDSA P-256 certificate for ourselves (RFC 5280). The JDK has no public way to do so and
 * the few bytes of DER are simpler than a library for them.
 */
final class SelfSignedCertificate {

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  private SelfSignedCertificate() {}

  static KeyMaterial make(List<String> names, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
      byte[] content = content(names, now, algorithm, pair);
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(pair.getPrivate());
      signer.update(content);
      byte[] certificate = Der.sequence(content, algorithm, Der.bits(0, signer.sign()));
      X509Certificate parsed =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate));
      return new KeyMaterial(pair.getPrivate(), List.of(parsed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks ECDSA P-256", e);
    }
  }

  /** The TBSCertificate of RFC 5280 section 4.1. */
  private static byte[] content(List<String> names, Instant now, byte[] algorithm, KeyPair pair) {
    byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(names.get(0)))));
    BigInteger serial = new BigInteger(127, new SecureRandom()).setBit(126);
    Instant from = now.minus(Duration.ofHours(1));
    return Der.sequence(
        Der.tagged(0, Der.integer(BigInteger.TWO)),
        Der.integer(serial),
        algorithm,
        name,
        Der.sequence(Der.time(from), Der.time(from.plus(Duration.ofDays(365)))),
        name,
        pair.getPublic().getEncoded(),
        Der.tagged(3, extensions(names)));
  }

  private static byte[] extensions(List<String> names) {
    byte[][] alternatives =
        names.stream().map(SelfSignedCertificate::alternative).toArray(byte[][]::new);
    byte[] digitalSignature = Der.bits(7, new byte[] {(byte) 0x80});
    return Der.sequence(
        extension(BASIC_CONSTRAINTS, true, Der.sequence()),
        extension(KEY_USAGE, true, digitalSignature),
        extension(
            EXTENDED_KEY_USAGE,
            false,
            Der.sequence(Der.oid(SERVER_AUTHENTICATION), Der.oid(CLIENT_AUTHENTICATION))),
        extension(SUBJECT_ALTERNATIVE_NAME, false, Der.sequence(alternatives)));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] alternative(String name) {
    if (name.contains(":") || name.matches("[0-9.]+")) {
      try {
        // Only literals come here, so nothing is looked up.
        return Der.value(IP_ADDRESS, InetAddress.getByName(name).getAddress());
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an IP address: " + name, e);
      }
    }
    return Der.value(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
  }
}
