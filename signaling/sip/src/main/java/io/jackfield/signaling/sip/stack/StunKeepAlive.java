package io.jackfield.signaling.sip.stack;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Answers the STUN binding requests a phone keeps its NAT open with (RFC 5626 8, RFC 8489). Nothing
 * else of STUN is known here: no credentials, no attributes of the request.
 */
final class StunKeepAlive {

  private static final int HEADER = 20;
  private static final int COOKIE = 0x2112A442;
  private static final short BINDING_REQUEST = 0x0001;
  private static final short BINDING_SUCCESS = 0x0101;
  private static final short XOR_MAPPED_ADDRESS = 0x0020;

  private StunKeepAlive() {}

  /** The answer to a binding request; empty for anything else, which is dropped. */
  static Optional<byte[]> answer(byte[] message, InetSocketAddress source) {
    if (message.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    if (in.getShort(0) != BINDING_REQUEST
        || in.getInt(4) != COOKIE
        || in.getShort(2) != message.length - HEADER) {
      return Optional.empty();
    }
    byte[] address = source.getAddress().getAddress();
    ByteBuffer out = ByteBuffer.allocate(HEADER + 8 + address.length);
    out.putShort(BINDING_SUCCESS).putShort((short) (8 + address.length));
    // The cookie and the transaction id, which are also what the address is masked with.
    out.put(message, 4, 16);
    out.putShort(XOR_MAPPED_ADDRESS).putShort((short) (4 + address.length));
    out.put((byte) 0).put((byte) (address.length == 4 ? 1 : 2));
    out.putShort((short) (source.getPort() ^ COOKIE >>> 16));
    for (int i = 0; i < address.length; i++) {
      out.put((byte) (address[i] ^ message[4 + i]));
    }
    return Optional.of(out.array());
  }
}
