package io.jackfield.gateway.store;

/** Takes call records. */
@FunctionalInterface
public interface CallRecords {

  /**
   * A call goes on: what would be its record if the process ended now, with the reason {@code
   * exit}. Told when it is placed and when it is answered; {@link #write} is told last. Does not
   * block and does not throw.
   *
   * @param record the call so far
   */
  default void ongoing(CallRecord record) {}

  /**
   * Keeps a record. Does not block and does not throw; a store that is down queues.
   *
   * @param record the finished call
   */
  void write(CallRecord record);
}
