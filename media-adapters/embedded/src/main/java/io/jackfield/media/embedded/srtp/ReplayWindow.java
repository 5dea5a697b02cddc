package io.jackfield.media.embedded.srtp;

/** The last 128 packet indices of one source (RFC 3711 3.3.2), and the highest of them. */
final class ReplayWindow {

  private long highest = -1;
  // Bit i of low stands for highest - i, bit i of high for highest - 64 - i.
  private long low;
  private long high;

  long highest() {
    return highest;
  }

  boolean fresh(long index) {
    long age = highest - index;
    if (age < 0) {
      return true;
    }
    if (age >= 128) {
      return false;
    }
    return age < 64 ? (low >>> age & 1) == 0 : (high >>> (age - 64) & 1) == 0;
  }

  void add(long index) {
    long step = index - highest;
    if (highest < 0 || step >= 128) {
      low = 1;
      high = 0;
      highest = index;
    } else if (step > 0) {
      if (step >= 64) {
        high = low << (step - 64);
        low = 0;
      } else {
        high = high << step | low >>> (64 - step);
        low <<= step;
      }
      low |= 1;
      highest = index;
    } else if (-step < 64) {
      low |= 1L << -step;
    } else {
      high |= 1L << (-step - 64);
    }
  }
}
