package io.jackfield.gateway.time;

/** A fixed pool of owners. */
@FunctionalInterface
public interface Owners {

  /**
   * The owner of everything with this key; the same key gives the same owner for the life of the
   * process.
   *
   * @param key usually a call or session id
   * @return never null
   */
  Owner of(String key);

  /**
   * Whether the calling thread is running a task of one of these owners.
   *
   * @return false where a pool cannot tell
   */
  default boolean inOneOfThem() {
    return false;
  }
}
