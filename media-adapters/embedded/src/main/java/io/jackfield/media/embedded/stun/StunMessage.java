package io.jackfield.media.embedded.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * A parsed STUN message (RFC 8489 5, 14). Holds its own copy of the bytes; attributes are looked up
 * in it on demand.
 */
public final class StunMessage {

  /** Binding request, the only method of ICE (RFC 8445 2.2). */
  public static final int BINDING_REQUEST = 0x0001;

  /** Binding success response. */
  public static final int BINDING_SUCCESS = 0x0101;

  /** Binding error response. */
  public static final int BINDING_ERROR = 0x0111;

  /** Binding indication, a keep-alive without answer. */
  public static final int BINDING_INDICATION = 0x0011;

  static final int MAGIC = 0x2112A442;
  static final int HEADER = 20;
  static final int MAPPED_ADDRESS = 0x0001;
  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000A;
  static final int MESSAGE_INTEGRITY_SHA256 = 0x001C;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int FINGERPRINT = 0x8028;
  static final int ICE_CONTROLLED = 0x8029;
  static final int ICE_CONTROLLING = 0x802A;
  static final int FINGERPRINT_XOR = 0x5354554e;

  /** Longest message taken: checks have no reason to be longer. */
  private static final int MAX_LENGTH = 1280;

  private static final int MAX_ATTRIBUTES = 32;

  private final byte[] bytes;

  private StunMessage(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Parses a datagram.
   *
   * @param data the array
   * @param off start of the datagram
   * @param len its length in bytes
   * @return the message, or empty when it is not well formed or its FINGERPRINT is wrong
   */
  public static Optional<StunMessage> parse(byte[] data, int off, int len) {
    if (len < HEADER
        || len > MAX_LENGTH
        || (data[off] & 0xc0) != 0
        || readShort(data, off + 2) != len - HEADER
        || (len & 3) != 0
        || readInt(data, off + 4) != MAGIC) {
      return Optional.empty();
    }
    StunMessage message = new StunMessage(Arrays.copyOfRange(data, off, off + len));
    return message.wellFormed() ? Optional.of(message) : Optional.empty();
  }

  private boolean wellFormed() {
    int at = HEADER;
    for (int n = 0; at < bytes.length; n++) {
      if (n == MAX_ATTRIBUTES || at + 4 > bytes.length) {
        return false;
      }
      int end = at + 4 + padded(readShort(bytes, at + 2));
      if (end > bytes.length) {
        return false;
      }
      if (readShort(bytes, at) == FINGERPRINT && !fingerprintRight(at, end)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private boolean fingerprintRight(int at, int end) {
    // The last attribute, over all before it (RFC 8489 14.7).
    return end == bytes.length
        && end - at == 8
        && readInt(bytes, at + 4) == (crc(bytes, at) ^ FINGERPRINT_XOR);
  }

  static int crc(byte[] data, int len) {
    CRC32 crc = new CRC32();
    crc.update(data, 0, len);
    return (int) crc.getValue();
  }

  /** The message type: class and method. */
  public int type() {
    return readShort(bytes, 0);
  }

  /** The 12-byte transaction id. */
  public byte[] transaction() {
    return Arrays.copyOfRange(bytes, 8, HEADER);
  }

  /** USERNAME, when present. */
  public Optional<String> username() {
    int at = find(USERNAME);
    return at < 0
        ? Optional.empty()
        : Optional.of(new String(bytes, at + 4, readShort(bytes, at + 2), StandardCharsets.UTF_8));
  }

  /** PRIORITY (RFC 8445 16.1), when present. */
  public OptionalLong priority() {
    int at = find(PRIORITY);
    return at < 0 || readShort(bytes, at + 2) != 4
        ? OptionalLong.empty()
        : OptionalLong.of(readInt(bytes, at + 4) & 0xffffffffL);
  }

  /** Whether USE-CANDIDATE is present. */
  public boolean useCandidate() {
    return find(USE_CANDIDATE) >= 0;
  }

  /** Whether the sender believes to be controlled. */
  public boolean iceControlled() {
    return find(ICE_CONTROLLED) >= 0;
  }

  /** Whether the message ends with a FINGERPRINT, which parsing has checked. */
  public boolean hasFingerprint() {
    return find(FINGERPRINT) >= 0;
  }

  /** The number of ERROR-CODE, when present. */
  public OptionalInt errorCode() {
    int at = find(ERROR_CODE);
    return at < 0 || readShort(bytes, at + 2) < 4
        ? OptionalInt.empty()
        : OptionalInt.of((bytes[at + 6] & 7) * 100 + (bytes[at + 7] & 255));
  }

  /** The first attribute of the range that must be understood and is not, when there is one. */
  public OptionalInt unknownRequired() {
    for (int at = HEADER; at < bytes.length; at = next(at)) {
      int type = readShort(bytes, at);
      if (type < 0x8000 && !known(type)) {
        return OptionalInt.of(type);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean known(int type) {
    return switch (type) {
      case MAPPED_ADDRESS,
          USERNAME,
          MESSAGE_INTEGRITY,
          ERROR_CODE,
          UNKNOWN_ATTRIBUTES,
          XOR_MAPPED_ADDRESS,
          PRIORITY,
          USE_CANDIDATE,
          MESSAGE_INTEGRITY_SHA256 ->
          true;
      default -> false;
    };
  }

  /** XOR-MAPPED-ADDRESS, when present and well formed. */
  public Optional<InetSocketAddress> mappedAddress() {
    int at = find(XOR_MAPPED_ADDRESS);
    if (at < 0) {
      return Optional.empty();
    }
    int length = readShort(bytes, at + 2);
    int size = bytes[at + 5] == 1 ? 4 : 16;
    if (length != 4 + size) {
      return Optional.empty();
    }
    byte[] address = new byte[size];
    for (int i = 0; i < size; i++) {
      address[i] = (byte) (bytes[at + 8 + i] ^ bytes[4 + i]);
    }
    int port = readShort(bytes, at + 6) ^ (MAGIC >>> 16);
    try {
      return Optional.of(new InetSocketAddress(InetAddress.getByAddress(address), port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes was refused", e);
    }
  }

  /**
   * Whether the message carries MESSAGE-INTEGRITY made with this key (RFC 8489 14.5). False also
   * when it carries none.
   *
   * @param key the short-term credential
   */
  public boolean authentic(StunKey key) {
    int at = find(MESSAGE_INTEGRITY);
    if (at < 0 || readShort(bytes, at + 2) != 20) {
      return false;
    }
    byte[] expected = key.integrity(bytes, at);
    return java.security.MessageDigest.isEqual(
        expected, Arrays.copyOfRange(bytes, at + 4, at + 24));
  }

  /** Offset of the first such attribute, or -1; those behind the integrity do not count. */
  private int find(int type) {
    for (int at = HEADER; at < bytes.length; at = next(at)) {
      int found = readShort(bytes, at);
      if (found == type) {
        return at;
      }
      if (found == MESSAGE_INTEGRITY && type != FINGERPRINT) {
        return -1;
      }
    }
    return -1;
  }

  private int next(int at) {
    return at + 4 + padded(readShort(bytes, at + 2));
  }

  static int padded(int length) {
    return (length + 3) & ~3;
  }

  static int readShort(byte[] data, int at) {
    return (data[at] & 255) << 8 | data[at + 1] & 255;
  }

  static int readInt(byte[] data, int at) {
    return readShort(data, at) << 16 | readShort(data, at + 2);
  }
}
