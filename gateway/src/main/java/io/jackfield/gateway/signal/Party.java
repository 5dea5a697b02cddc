package io.jackfield.gateway.signal;

import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;

/** One end of a call as a protocol module keeps it: a SIP dialog, an API connection. */
@FunctionalInterface
public interface Party {

  /**
   * Says something to this end. Must not block and must not throw; a party whose connection is gone
   * tells so with a {@link Signal.HangUp} or {@link Signal.Rejected} of its own.
   *
   * @param call the call
   * @param leg the party's leg
   * @param signal what to say
   */
  void deliver(CallId call, LegId leg, Signal signal);
}
