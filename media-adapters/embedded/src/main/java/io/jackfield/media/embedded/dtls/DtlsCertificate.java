package io.jackfield.media.embedded.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/** A self-signed ECDSA P-256 certificate and its key (RFC 8827 6.5). Immutable. */
public final class DtlsCertificate {

  private static final Duration VALIDITY = Duration.ofDays(30);

  private final AsymmetricKeyParameter key;
  private final byte[] encoded;
  private final Fingerprint fingerprint;

  private DtlsCertificate(AsymmetricKeyParameter key, byte[] encoded) {
    this.key = key;
    this.encoded = encoded;
    this.fingerprint = Fingerprint.of("sha-256", encoded);
  }

  /**
   * Makes a key and a certificate over it, valid from a day ago, as peers' clocks differ.
   *
   * @param random the source of the key
   * @param now the time
   * @return the certificate
   */
  public static DtlsCertificate create(SecureRandom random, Instant now) {
    try {
      ECKeyPairGenerator generator = new ECKeyPairGenerator();
      generator.init(
          new ECKeyGenerationParameters(
              new ECNamedDomainParameters(
                  SECObjectIdentifiers.secp256r1,
                  ECNamedCurveTable.getByOID(SECObjectIdentifiers.secp256r1)),
              random));
      AsymmetricCipherKeyPair pair = generator.generateKeyPair();
      SubjectPublicKeyInfo info =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic());
      AlgorithmIdentifier signature =
          new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
      AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
      // The name says nothing on purpose: the certificate is known by its fingerprint alone.
      X500Name name = new X500Name("CN=WebRTC");
      byte[] der =
          new X509v3CertificateBuilder(
                  name,
                  new BigInteger(63, random),
                  Date.from(now.minus(Duration.ofDays(1))),
                  Date.from(now.plus(VALIDITY)),
                  name,
                  info)
              .build(new BcECContentSignerBuilder(signature, digest).build(pair.getPrivate()))
              .getEncoded();
      return new DtlsCertificate(pair.getPrivate(), der);
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("no certificate could be made", e);
    }
  }

  /** The SHA-256 fingerprint for {@code a=fingerprint}. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  AsymmetricKeyParameter key() {
    return key;
  }

  byte[] encoded() {
    return encoded;
  }
}
