package io.jackfield.signaling.transport.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Just enough DER (X.690) to wrap keys and to write one kind of certificate. */
final class Der {

  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;
  private static final int BIT_STRING = 0x03;
  private static final int NULL = 0x05;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0C;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int UTC_TIME = 0x17;
  private static final int SET = 0x31;

  private Der() {}

  static byte[] value(int tag, byte[]... contents) {
    int length = Arrays.stream(contents).mapToInt(content -> content.length).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int skip = bytes[0] == 0 ? 1 : 0;
      out.write(0x80 | (bytes.length - skip));
      out.write(bytes, skip, bytes.length - skip);
    }
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... contents) {
    return value(SEQUENCE, contents);
  }

  static byte[] set(byte[]... contents) {
    return value(SET, contents);
  }

  /** An explicit context tag. */
  static byte[] tagged(int number, byte[] content) {
    return value(0xA0 | number, content);
  }

  static byte[] integer(BigInteger number) {
    return value(INTEGER, number.toByteArray());
  }

  static byte[] octets(byte[] content) {
    return value(OCTET_STRING, content);
  }

  /** A bit string; {@code unused} bits at its end do not count. */
  static byte[] bits(int unused, byte[] content) {
    return value(BIT_STRING, new byte[] {(byte) unused}, content);
  }

  static byte[] nothing() {
    return value(NULL);
  }

  static byte[] bool(boolean truth) {
    return value(0x01, new byte[] {(byte) (truth ? 0xFF : 0)});
  }

  static byte[] utf8(String text) {
    return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A time as RFC 5280 section 4.1.2.5 wants it: two-digit years until 2049. */
  static byte[] time(java.time.Instant instant) {
    java.time.ZonedDateTime utc = instant.atZone(java.time.ZoneOffset.UTC);
    boolean early = utc.getYear() < 2050;
    String pattern = early ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'";
    String text = java.time.format.DateTimeFormatter.ofPattern(pattern).format(utc);
    return value(early ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] oid(String dotted) {
    int[] parts = Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(parts[0] * 40 + parts[1]);
    for (int i = 2; i < parts.length; i++) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (parts[i] >>> shift != 0) {
          out.write(0x80 | parts[i] >>> shift & 0x7F);
        }
      }
      out.write(parts[i] & 0x7F);
    }
    return value(OBJECT_IDENTIFIER, out.toByteArray());
  }

  /**
   * Content of the first child with a tag in a constructed value; empty when there is none.
   *
   * @throws IllegalArgumentException if the bytes are no DER
   */
  static java.util.Optional<byte[]> child(byte[] constructed, int tag) {
    int[] outer = header(constructed, 0);
    int end = outer[0] + outer[1];
    int at = outer[0];
    while (at < end) {
      int[] inner = header(constructed, at);
      if ((constructed[at] & 0xFF) == tag) {
        return java.util.Optional.of(
            Arrays.copyOfRange(constructed, inner[0], inner[0] + inner[1]));
      }
      at = inner[0] + inner[1];
    }
    return java.util.Optional.empty();
  }

  /** Start and length of the content of the value at an offset. */
  private static int[] header(byte[] bytes, int offset) {
    if (offset + 2 > bytes.length) {
      throw new IllegalArgumentException("truncated DER");
    }
    int length = bytes[offset + 1] & 0xFF;
    int start = offset + 2;
    if (length > 0x80) {
      int count = length & 0x7F;
      if (count > 3 || start + count > bytes.length) {
        throw new IllegalArgumentException("unusable DER length");
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | bytes[start++] & 0xFF;
      }
    }
    if (start + length > bytes.length) {
      throw new IllegalArgumentException("truncated DER");
    }
    return new int[] {start, length};
  }
}
