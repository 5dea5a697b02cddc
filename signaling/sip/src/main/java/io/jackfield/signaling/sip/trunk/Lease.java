package io.jackfield.signaling.sip.trunk;

/** A place for one call on a trunk. */
@FunctionalInterface
public interface Lease {

  /** Gives the place back; a second time changes nothing. Any thread. */
  void release();
}
