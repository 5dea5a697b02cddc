package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.SdpException;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.session.SessionState.Operation;
import io.jackfield.gateway.session.SessionState.Pending;
import io.jackfield.gateway.signal.Description;
import java.util.Optional;
import java.util.Set;

/**
 * The engine offers again in a running session, for a client that comes back with nothing of its
 * old connection (sip-pbx.md, "socket loss"). Until its answer is applied the session is as it was.
 */
final class Reoffers {

  private static final Set<Operation> ONE_AT_A_TIME =
      Set.of(Operation.RENEGOTIATE, Operation.REOFFER, Operation.REANSWER);

  private Reoffers() {}

  static void offer(SessionDraft d) {
    if (d.engine.isEmpty() || d.phase != Phase.READY) {
      refuse(d, Failure.of(Reason.NOT_ACCEPTABLE));
    } else if (d.busy(ONE_AT_A_TIME)) {
      refuse(d, Failure.of(Reason.INVALID_STATE));
    } else {
      d.emit(new SessionEffect.LegReoffer(d.operation(Operation.REOFFER, 0)));
    }
  }

  static void answer(SessionDraft d, Description answer) {
    if (d.engine.isEmpty() || d.phase != Phase.READY || d.busy(ONE_AT_A_TIME)) {
      refuse(d, Failure.of(Reason.INVALID_STATE));
      return;
    }
    try {
      var parsed = SdpParser.parse(answer.sdp().orElse(""));
      d.emit(new SessionEffect.LegSetAnswer(d.operation(Operation.REANSWER, 0), parsed));
    } catch (SdpException e) {
      refuse(d, Failure.of(Reason.INVALID_SDP).withDetail(e.getMessage()));
    }
  }

  /**
   * The client's media has moved between its early answer and its answer. To the engine that is as
   * good as a new offer of the client, whose answer nobody needs.
   */
  static void newAnswer(SessionDraft d, Description answer) {
    try {
      var parsed = SdpParser.parse(answer.sdp().orElse(""));
      if (d.engine.isEmpty() || d.phase != Phase.READY || d.busy(ONE_AT_A_TIME)) {
        d.tell(new SessionNotice.Refused(Failure.of(Reason.INVALID_STATE)));
        return;
      }
      long op =
          d.operation(
              new Pending(
                  Operation.NEW_ANSWER,
                  0,
                  Optional.empty(),
                  Optional.of(answer),
                  MediaUpdate.NONE));
      d.emit(new SessionEffect.LegRenegotiate(op, parsed));
    } catch (SdpException e) {
      d.tell(new SessionNotice.Refused(Failure.of(Reason.INVALID_SDP).withDetail(e.getMessage())));
    }
  }

  /** The session lives on; whoever asked is told. */
  static void refuse(SessionDraft d, Failure failure) {
    d.tell(new SessionNotice.Reanswered(Optional.empty(), Optional.of(failure)));
  }
}
