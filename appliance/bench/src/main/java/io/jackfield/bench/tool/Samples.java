package io.jackfield.bench.tool;

import java.util.Arrays;
import java.util.Collection;

/** Measured values and their quantiles. */
public final class Samples {

  private final double[] sorted;

  /** Takes the values in any order. */
  public Samples(Collection<Double> values) {
    sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
  }

  /** How many there are. */
  public int size() {
    return sorted.length;
  }

  /**
   * The smallest value that the given share of all does not exceed; NaN if there are none.
   *
   * @param share 0 to 1
   */
  public double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }

  /** The middle one. */
  public double median() {
    return quantile(0.5);
  }
}
