package io.jackfield.gateway.limit;

/**
 * How many calls something may have.
 *
 * @param maxCalls at once; 0 for any
 * @param maxCps new ones in each second of the clock; 0 for any
 */
public record CallCap(int maxCalls, int maxCps) {

  /** As many as come. */
  public static final CallCap NONE = new CallCap(0, 0);

  /** Checks the ranges. */
  public CallCap {
    if (maxCalls < 0 || maxCps < 0) {
      throw new IllegalArgumentException("limits of calls are 0 or more");
    }
  }
}
