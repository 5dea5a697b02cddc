package io.jackfield.media.embedded.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds one STUN message, attribute by attribute (RFC 8489 5). */
public final class StunWriter {

  private byte[] bytes = new byte[128];
  private int length = StunMessage.HEADER;

  /**
   * Begins a message.
   *
   * @param type class and method
   * @param transaction 12 bytes
   */
  public StunWriter(int type, byte[] transaction) {
    writeShort(0, type);
    writeInt(4, StunMessage.MAGIC);
    System.arraycopy(transaction, 0, bytes, 8, 12);
  }

  private int attribute(int type, int size) {
    int at = length;
    length += 4 + StunMessage.padded(size);
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, bytes.length * 2));
    }
    writeShort(at, type);
    writeShort(at + 2, size);
    return at + 4;
  }

  /**
   * Adds USERNAME.
   *
   * @param name in ICE the two user fragments joined by a colon
   */
  public StunWriter username(String name) {
    byte[] value = name.getBytes(StandardCharsets.UTF_8);
    int at = attribute(StunMessage.USERNAME, value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
    return this;
  }

  /**
   * Adds PRIORITY.
   *
   * @param priority of a peer-reflexive candidate learnt from this check
   */
  public StunWriter priority(long priority) {
    writeInt(attribute(StunMessage.PRIORITY, 4), (int) priority);
    return this;
  }

  /** Adds USE-CANDIDATE. */
  public StunWriter useCandidate() {
    attribute(StunMessage.USE_CANDIDATE, 0);
    return this;
  }

  /**
   * Adds the role of the sender.
   *
   * @param controlling ICE-CONTROLLING or ICE-CONTROLLED
   * @param tieBreaker 64 random bits
   */
  public StunWriter role(boolean controlling, long tieBreaker) {
    int at = attribute(controlling ? StunMessage.ICE_CONTROLLING : StunMessage.ICE_CONTROLLED, 8);
    writeInt(at, (int) (tieBreaker >>> 32));
    writeInt(at + 4, (int) tieBreaker);
    return this;
  }

  /**
   * Adds XOR-MAPPED-ADDRESS.
   *
   * @param address where the request came from
   */
  public StunWriter mappedAddress(InetSocketAddress address) {
    byte[] value = address.getAddress().getAddress();
    int at = attribute(StunMessage.XOR_MAPPED_ADDRESS, 4 + value.length);
    bytes[at] = 0;
    bytes[at + 1] = (byte) (value.length == 4 ? 1 : 2);
    writeShort(at + 2, address.getPort() ^ (StunMessage.MAGIC >>> 16));
    for (int i = 0; i < value.length; i++) {
      bytes[at + 4 + i] = (byte) (value[i] ^ bytes[4 + i]);
    }
    return this;
  }

  /**
   * Adds ERROR-CODE.
   *
   * @param code 300 to 699
   * @param reason for people
   */
  public StunWriter error(int code, String reason) {
    byte[] value = reason.getBytes(StandardCharsets.UTF_8);
    int at = attribute(StunMessage.ERROR_CODE, 4 + value.length);
    bytes[at + 2] = (byte) (code / 100);
    bytes[at + 3] = (byte) (code % 100);
    System.arraycopy(value, 0, bytes, at + 4, value.length);
    return this;
  }

  /**
   * Adds UNKNOWN-ATTRIBUTES with one entry.
   *
   * @param type the attribute not understood
   */
  public StunWriter unknownAttribute(int type) {
    writeShort(attribute(StunMessage.UNKNOWN_ATTRIBUTES, 2), type);
    return this;
  }

  /**
   * Ends the message with MESSAGE-INTEGRITY and FINGERPRINT.
   *
   * @param key the short-term credential
   * @return the datagram
   */
  public byte[] finish(StunKey key) {
    int at = length;
    attribute(StunMessage.MESSAGE_INTEGRITY, 20);
    System.arraycopy(key.integrity(bytes, at), 0, bytes, at + 4, 20);
    return finish();
  }

  /**
   * Ends the message with FINGERPRINT alone.
   *
   * @return the datagram
   */
  public byte[] finish() {
    int at = length;
    int value = attribute(StunMessage.FINGERPRINT, 4);
    writeShort(2, length - StunMessage.HEADER);
    writeInt(value, StunMessage.crc(bytes, at) ^ StunMessage.FINGERPRINT_XOR);
    return Arrays.copyOf(bytes, length);
  }

  private void writeShort(int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  private void writeInt(int at, int value) {
    writeShort(at, value >>> 16);
    writeShort(at + 2, value);
  }
}
