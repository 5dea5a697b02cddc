package io.jackfield.media.embedded.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * GHASH (NIST SP 800-38D 6.4) by integer multiplication with holes: carries of sparse operands fall
 * between the bits that count, so that ordinary multiplications give the carry-less product. It
 * needs no table, so neither memory per key nor secret-dependent memory access; the method is
 * Thomas Pornin's (BearSSL, ctmul64).
 */
final class Ghash {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long M0 = 0x1111111111111111L;
  private static final long M1 = 0x2222222222222222L;
  private static final long M2 = 0x4444444444444444L;
  private static final long M3 = 0x8888888888888888L;

  private final long h0;
  private final long h1;
  private final long h0r;
  private final long h1r;
  private final byte[] last = new byte[16];
  private long y0;
  private long y1;

  Ghash(byte[] key, int off) {
    h1 = (long) LONG.get(key, off);
    h0 = (long) LONG.get(key, off + 8);
    h0r = Long.reverse(h0);
    h1r = Long.reverse(h1);
  }

  void reset() {
    y0 = 0;
    y1 = 0;
  }

  /** Hashes a range, padded with zeros to whole blocks. */
  void update(byte[] data, int off, int len) {
    int at = off;
    int end = off + (len & ~15);
    for (; at < end; at += 16) {
      block((long) LONG.get(data, at), (long) LONG.get(data, at + 8));
    }
    int rest = len & 15;
    if (rest > 0) {
      System.arraycopy(data, at, last, 0, rest);
      for (int i = rest; i < 16; i++) {
        last[i] = 0;
      }
      block((long) LONG.get(last, 0), (long) LONG.get(last, 8));
    }
  }

  /** Hashes the final block with both lengths, given in bytes. */
  void lengths(int aad, int text) {
    block((long) aad << 3, (long) text << 3);
  }

  void get(byte[] out) {
    LONG.set(out, 0, y1);
    LONG.set(out, 8, y0);
  }

  private void block(long high, long low) {
    long a1 = y1 ^ high;
    long a0 = y0 ^ low;
    long a0r = Long.reverse(a0);
    long a1r = Long.reverse(a1);
    long z0 = multiply(a0, h0);
    long z1 = multiply(a1, h1);
    long z2 = multiply(a0 ^ a1, h0 ^ h1) ^ z0 ^ z1;
    long z0h = multiply(a0r, h0r);
    long z1h = multiply(a1r, h1r);
    long z2h = multiply(a0r ^ a1r, h0r ^ h1r) ^ z0h ^ z1h;
    z0h = Long.reverse(z0h) >>> 1;
    z1h = Long.reverse(z1h) >>> 1;
    z2h = Long.reverse(z2h) >>> 1;
    long v0 = z0;
    long v1 = z0h ^ z2;
    long v2 = z1 ^ z2h;
    long v3 = z1h;
    v3 = (v3 << 1) | (v2 >>> 63);
    v2 = (v2 << 1) | (v1 >>> 63);
    v1 = (v1 << 1) | (v0 >>> 63);
    v0 = v0 << 1;
    v2 ^= v0 ^ (v0 >>> 1) ^ (v0 >>> 2) ^ (v0 >>> 7);
    v1 ^= (v0 << 63) ^ (v0 << 62) ^ (v0 << 57);
    v3 ^= v1 ^ (v1 >>> 1) ^ (v1 >>> 2) ^ (v1 >>> 7);
    v2 ^= (v1 << 63) ^ (v1 << 62) ^ (v1 << 57);
    y0 = v2;
    y1 = v3;
  }

  private static long multiply(long x, long y) {
    long x0 = x & M0;
    long x1 = x & M1;
    long x2 = x & M2;
    long x3 = x & M3;
    long b0 = y & M0;
    long b1 = y & M1;
    long b2 = y & M2;
    long b3 = y & M3;
    long z0 = (x0 * b0) ^ (x1 * b3) ^ (x2 * b2) ^ (x3 * b1);
    long z1 = (x0 * b1) ^ (x1 * b0) ^ (x2 * b3) ^ (x3 * b2);
    long z2 = (x0 * b2) ^ (x1 * b1) ^ (x2 * b0) ^ (x3 * b3);
    long z3 = (x0 * b3) ^ (x1 * b2) ^ (x2 * b1) ^ (x3 * b0);
    return (z0 & M0) | (z1 & M1) | (z2 & M2) | (z3 & M3);
  }
}
