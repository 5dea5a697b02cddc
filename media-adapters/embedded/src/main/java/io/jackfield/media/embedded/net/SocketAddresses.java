package io.jackfield.media.embedded.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Socket addresses in the form of the C library ({@code sockaddr_in}, {@code sockaddr_in6}). */
final class SocketAddresses {

  /** Room for either family. */
  static final int LENGTH = 28;

  private SocketAddresses() {}

  /** Writes an address and returns its length. */
  static int write(ByteBuffer out, int at, InetSocketAddress address) {
    InetAddress host = address.getAddress();
    byte[] bytes = host.getAddress();
    boolean four = host instanceof Inet4Address;
    out.putShort(at, (short) (four ? Linux.AF_INET : Linux.AF_INET6));
    out.put(at + 2, (byte) (address.getPort() >>> 8));
    out.put(at + 3, (byte) address.getPort());
    if (four) {
      out.put(at + 4, bytes, 0, 4);
      out.putLong(at + 8, 0);
      return 16;
    }
    out.putInt(at + 4, 0);
    out.put(at + 8, bytes, 0, 16);
    out.putInt(at + 24, 0);
    return LENGTH;
  }

  static InetSocketAddress read(ByteBuffer in, int at) {
    boolean four = in.getShort(at) == Linux.AF_INET;
    byte[] bytes = new byte[four ? 4 : 16];
    in.get(at + (four ? 4 : 8), bytes, 0, bytes.length);
    int port = (in.get(at + 2) & 255) << 8 | in.get(at + 3) & 255;
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes was refused", e);
    }
  }

  /** Family, port and the first address bytes as one number: equal for equal IPv4 addresses. */
  static long key(ByteBuffer in, int at) {
    return in.getLong(at);
  }

  /** What {@link #key} leaves out; 0 for IPv4. */
  static long high(ByteBuffer in, int at) {
    return in.getShort(at) == Linux.AF_INET ? 0 : in.getLong(at + 8);
  }

  static long low(ByteBuffer in, int at) {
    return in.getShort(at) == Linux.AF_INET ? 0 : in.getLong(at + 16);
  }
}
