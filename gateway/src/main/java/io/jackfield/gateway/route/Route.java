package io.jackfield.gateway.route;

import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.sdp.SdpKind;
import java.util.Optional;

/** Where a dialled name leads. */
public sealed interface Route {

  /**
   * To the endpoints behind a name.
   *
   * @param callee the name without prefix
   * @param type destination type
   * @param backend backend for the call, when the name fixes it
   * @param farKind kind of description for all callees, when the name fixes it
   */
  record Invite(String callee, String type, Optional<String> backend, Optional<SdpKind> farKind)
      implements Route {}

  /**
   * To something the gateway does itself.
   *
   * @param type what the caller's session does
   */
  record Application(LegType type) implements Route {}

  /**
   * Nowhere.
   *
   * @param failure why
   */
  record Refuse(Failure failure) implements Route {}

  /**
   * As one of the others, for a call with another number, caller or ringing time.
   *
   * @param call the call as it goes on
   * @param then where it leads
   */
  record Changed(PlaceCall call, Route then) implements Route {}
}
