package io.jackfield.gateway.signal;

import java.util.List;

/**
 * Outcome of a look-up.
 *
 * @param destinations endpoints to invite, maybe none
 * @param known the name exists here even if nobody is connected (decides between 480 and 404)
 */
public record Resolution(List<Destination> destinations, boolean known) {

  /** The name means nothing to this resolver. */
  public static final Resolution UNKNOWN = new Resolution(List.of(), false);

  /** Copies the list. */
  public Resolution {
    destinations = List.copyOf(destinations);
  }

  /**
   * Both together.
   *
   * @param other appended
   * @return the union
   */
  public Resolution and(Resolution other) {
    List<Destination> all = new java.util.ArrayList<>(destinations);
    all.addAll(other.destinations);
    return new Resolution(all, known || other.known);
  }
}
