package io.jackfield.gateway.hook;

import io.jackfield.gateway.id.CallId;
import java.util.Optional;

/** A call comes in by a signalling protocol. */
public final class InviteHook {

  private InviteHook() {}

  /**
   * Which.
   *
   * @param call id the call will have
   * @param dest what was dialled
   * @param caller who calls: user name or number, else the address
   * @param remote e.g. {@code udp:198.51.100.4:5060}
   */
  public record Question(CallId call, String dest, String caller, String remote) {}

  /**
   * Whether it may, and where to.
   *
   * @param verdict yes or no
   * @param callee in place of what was dialled
   * @param type destination type, in place of {@code all}
   * @param backend media backend of the call
   */
  public record Answer(
      Verdict verdict, Optional<String> callee, Optional<String> type, Optional<String> backend) {}
}
