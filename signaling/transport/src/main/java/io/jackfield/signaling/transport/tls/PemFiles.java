package io.jackfield.signaling.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys in PEM (RFC 7468). Blocks. */
final class PemFiles {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \\1-----", Pattern.DOTALL);
  private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
  private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
  private static final int MAX_FILE = 1 << 20;

  private PemFiles() {}

  private record Block(String label, byte[] content) {}

  static KeyMaterial load(Path certificate, Path key) {
    List<X509Certificate> chain = certificates(certificate);
    PrivateKey privateKey = key(key);
    if (!belongTogether(privateKey, chain.get(0).getPublicKey())) {
      throw fault(key, "is not the key of the certificate in " + certificate, null);
    }
    return new KeyMaterial(privateKey, chain);
  }

  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(file)) {
        if (block.label.equals("CERTIFICATE")) {
          chain.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.content)));
        }
      }
    } catch (CertificateException e) {
      throw fault(file, "has an unreadable certificate", e);
    }
    if (chain.isEmpty()) {
      throw fault(file, "has no certificate in PEM", null);
    }
    return chain;
  }

  private static PrivateKey key(Path file) {
    for (Block block : blocks(file)) {
      try {
        switch (block.label) {
          case "PRIVATE KEY":
            return parse(file, block.content);
          case "RSA PRIVATE KEY":
            return parse(file, wrap(Der.oid(RSA_ENCRYPTION), Der.nothing(), block.content));
          case "EC PRIVATE KEY":
            byte[] parameters =
                Der.child(block.content, 0xA0)
                    .or(() -> namedCurve(file))
                    .orElseThrow(() -> fault(file, "does not name its curve", null));
            return parse(file, wrap(Der.oid(EC_PUBLIC_KEY), parameters, block.content));
          case "ENCRYPTED PRIVATE KEY":
            throw fault(file, "is encrypted; give a key without a password", null);
          default:
            break;
        }
      } catch (IllegalArgumentException e) {
        throw fault(file, "has an unreadable key", e);
      }
    }
    throw fault(file, "has no private key in PEM", null);
  }

  private static Optional<byte[]> namedCurve(Path file) {
    return blocks(file).stream()
        .filter(block -> block.label.equals("EC PARAMETERS"))
        .map(Block::content)
        .findFirst();
  }

  /** Puts a key of an older form into PKCS#8 (RFC 5958 section 2). */
  private static byte[] wrap(byte[] algorithm, byte[] parameters, byte[] key) {
    return Der.sequence(
        Der.integer(BigInteger.ZERO), Der.sequence(algorithm, parameters), Der.octets(key));
  }

  private static PrivateKey parse(Path file, byte[] pkcs8) {
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // A PKCS#8 key does not say its Java name; each kind refuses the others' keys.
        continue;
      }
    }
    throw fault(file, "has a key that is neither RSA, EC nor Ed25519", null);
  }

  private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      byte[] sample = "sample".getBytes(StandardCharsets.US_ASCII);
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(sample);
      byte[] signature = signer.sign();
      signer.initVerify(publicKey);
      signer.update(sample);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      // Keys of different kinds cannot even be tried with each other.
      return false;
    }
  }

  private static List<Block> blocks(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw fault(file, "is too long for a PEM file", null);
      }
      Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      List<Block> blocks = new ArrayList<>();
      while (matcher.find()) {
        if (matcher.group(2).contains("Proc-Type")) {
          throw fault(file, "is encrypted; give a key without a password", null);
        }
        blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
      }
      return blocks;
    } catch (NoSuchFileException e) {
      throw fault(file, "does not exist", e);
    } catch (IOException e) {
      throw fault(file, "cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw fault(file, "is not Base64", e);
    }
  }

  private static UncheckedIOException fault(Path file, String what, Exception cause) {
    return new UncheckedIOException(file + " " + what, new IOException(what, cause));
  }
}
