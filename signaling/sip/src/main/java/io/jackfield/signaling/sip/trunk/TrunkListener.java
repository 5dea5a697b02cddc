package io.jackfield.signaling.sip.trunk;

/** Hears how trunks come and go. Called on the trunk's loop; must not block. */
@FunctionalInterface
public interface TrunkListener {

  /** What changed. */
  enum Change {
    /** The registrar took our registration. */
    REGISTERED,
    /** The registration failed or its connection is gone; the detail says why. */
    UNREGISTERED,
    /** An address answers again; the detail names it. */
    UP,
    /** An address does not answer any more; the detail names it. */
    DOWN
  }

  /**
   * A trunk changed.
   *
   * @param trunk its name
   * @param detail reason or address, may be empty
   */
  void changed(String trunk, Change change, String detail);
}
