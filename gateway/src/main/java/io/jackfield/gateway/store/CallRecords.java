package io.jackfield.gateway.store;

/** Takes call records. */
@FunctionalInterface
public interface CallRecords {

  /**
   * Keeps a record. Does not block and does not throw; a store that is down queues.
   *
   * @param record the finished call
   */
  void write(CallRecord record);
}
