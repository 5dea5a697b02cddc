package io.jackfield.signaling.sip.stack;

/**
 * What a message and a source may have at most.
 *
 * @param messageBytes of a whole message
 * @param headers header lines
 * @param vias Via values
 * @param transactions server transactions of one source address at once; 0 for any
 */
public record SipLimits(int messageBytes, int headers, int vias, int transactions) {

  /** Checks the ranges. */
  public SipLimits {
    if (messageBytes < 1_024 || headers < 8 || vias < 1 || transactions < 0) {
      throw new IllegalArgumentException("SIP limits out of range");
    }
  }

  /** 64 KiB, 128 headers, 40 Via (RFC 4475 3.1.1.7 has 34), 1,000 transactions of a source. */
  public static SipLimits defaults() {
    return new SipLimits(64 << 10, 128, 40, 1_000);
  }
}
