package io.jackfield.gateway.limit;

/** A place for one call. */
@FunctionalInterface
public interface Lease {

  /** Gives the place back; a second time changes nothing. Any thread. */
  void release();
}
