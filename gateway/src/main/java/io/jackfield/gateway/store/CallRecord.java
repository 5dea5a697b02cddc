package io.jackfield.gateway.store;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.media.LegStats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a call (appliance.md, "CDR"). Written once, when the call has ended.
 *
 * @param call call id
 * @param service service name
 * @param caller number or user that called
 * @param dialled the callee name as dialled
 * @param reached who answered: type and name
 * @param callerProtocol {@code sip}, {@code api}, {@code verto}
 * @param calleeProtocol protocol of the party that answered
 * @param backend media backend
 * @param callerSession caller's media session
 * @param calleeSession media session of the party that answered
 * @param setup when the call was placed
 * @param answered when it was accepted
 * @param ended when it ended
 * @param endedBy {@code caller}, {@code callee} or {@code gateway}
 * @param failure why it ended
 * @param callerStats what the caller's leg counted
 * @param calleeStats what the callee's leg counted
 * @param transfers transfers within the call, in order
 */
public record CallRecord(
    String call,
    String service,
    String caller,
    String dialled,
    Optional<String> reached,
    String callerProtocol,
    Optional<String> calleeProtocol,
    String backend,
    Optional<String> callerSession,
    Optional<String> calleeSession,
    Instant setup,
    Optional<Instant> answered,
    Instant ended,
    String endedBy,
    Failure failure,
    LegStats callerStats,
    LegStats calleeStats,
    List<TransferRecord> transfers) {

  /** Copies the list. */
  public CallRecord {
    transfers = List.copyOf(transfers);
  }
}
