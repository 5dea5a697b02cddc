package io.jackfield.signaling.sip.stack;

/**
 * What a message may have at most.
 *
 * @param messageBytes of a whole message
 * @param headers header lines
 * @param vias Via values
 */
public record SipLimits(int messageBytes, int headers, int vias) {

  /** Checks the ranges. */
  public SipLimits {
    if (messageBytes < 1_024 || headers < 8 || vias < 1) {
      throw new IllegalArgumentException("SIP limits out of range");
    }
  }

  /** 64 KiB, 128 headers, 40 Via: RFC 4475 3.1.1.7 has 34. */
  public static SipLimits defaults() {
    return new SipLimits(64 << 10, 128, 40);
  }
}
