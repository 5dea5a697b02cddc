package io.jackfield.bench.sip;

import io.jackfield.bench.tool.Samples;

/**
 * What a number of calls at one rate cost.
 *
 * @param rate calls a second asked for
 * @param reached calls a second that SIPp began
 * @param calls how many
 * @param failed how many of them failed
 * @param repeated messages SIPp had to send again
 * @param setUp from INVITE to its 200, in ms
 * @param cpuMillis of the server's processes, a call
 * @param megabytes resident after the calls, pages shared among its processes counted once (PSS)
 */
record Step(
    int rate,
    double reached,
    long calls,
    long failed,
    long repeated,
    Samples setUp,
    double cpuMillis,
    double megabytes) {

  private static final double FAILED_LIMIT = 0.001;
  private static final double SET_UP_LIMIT_MS = 200;
  private static final double RATE_LIMIT = 0.95;

  /** Whether the server carried the rate. */
  boolean carried() {
    return failed <= calls * FAILED_LIMIT
        && setUp.quantile(0.99) < SET_UP_LIMIT_MS
        && reached >= rate * RATE_LIMIT;
  }
}
