package io.jackfield.gateway.sdp;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The hash of a certificate (RFC 8122 5).
 *
 * @param algorithm hash name in lower case, {@code sha-256}
 * @param value the bytes in upper case hexadecimal with colons between
 */
public record Fingerprint(String algorithm, String value) {
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();
  private static final int MAX_BYTES = 64;

  /**
   * Brings both to their one spelling.
   *
   * @throws SdpException if the value is no hexadecimal or has not the hash's length
   */
  public Fingerprint {
    algorithm = Text.word(algorithm, "fingerprint algorithm").toLowerCase(Locale.ROOT);
    value = value.toUpperCase(Locale.ROOT);
    int length = parseHex(value).length;
    int wanted = length(algorithm);
    if (length > MAX_BYTES || wanted != 0 && wanted != length) {
      throw new SdpException("fingerprint of " + wanted + " bytes expected, got " + length);
    }
  }

  /** The fingerprint with this digest. */
  public static Fingerprint of(String algorithm, byte[] digest) {
    return new Fingerprint(algorithm, HEX.formatHex(digest));
  }

  /**
   * Parses the value of {@code a=fingerprint}.
   *
   * @throws SdpException if it is not one
   */
  public static Fingerprint parse(String text) {
    List<String> words = Text.words(text);
    if (words.size() != 2) {
      throw new SdpException("fingerprint '<hash> <hex bytes>' expected, got " + Text.quote(text));
    }
    return new Fingerprint(words.get(0), words.get(1));
  }

  private static int length(String algorithm) {
    return switch (algorithm) {
      case "md5", "md2" -> 16;
      case "sha-1" -> 20;
      case "sha-224" -> 28;
      case "sha-256" -> 32;
      case "sha-384" -> 48;
      case "sha-512" -> 64;
      default -> 0;
    };
  }

  private static byte[] parseHex(String text) {
    try {
      byte[] bytes = HEX.parseHex(text);
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said in our own words below: the JDK's message names an index, not what is wanted.
    }
    throw new SdpException("fingerprint bytes 'AB:CD:...' expected, got " + Text.quote(text));
  }

  /** The digest's bytes. */
  public byte[] digest() {
    return parseHex(value);
  }

  /** Whether a certificate's digest of the same algorithm is this one; in constant time. */
  public boolean matches(byte[] digest) {
    return MessageDigest.isEqual(digest(), digest);
  }

  /** The value of {@code a=fingerprint}. */
  public String write() {
    return algorithm + ' ' + value;
  }
}
