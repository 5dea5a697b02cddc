package io.jackfield.gateway.signal;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.TrickleCandidate;
import java.util.Map;
import java.util.Optional;

/**
 * One thing said about a call, in either direction. Immutable. See the package for who says what.
 */
public sealed interface Signal {

  /**
   * To a destination: will you take this call? Answer with {@link Ringing}, {@link Accepted} or
   * {@link Rejected}.
   *
   * @param call the call
   * @param leg this destination's leg; signals about it carry this id
   * @param session the destination's media session in a managed call
   * @param type destination type: {@code user}, {@code session}, {@code sip}, {@code verto}
   * @param name the name that matched
   * @param offer what to answer; absent in a linked call without an offer
   * @param caller who calls
   * @param headers further headers of an INVITE of SIP
   */
  record Invite(
      CallId call,
      LegId leg,
      Optional<SessionId> session,
      String type,
      String name,
      Optional<Description> offer,
      PartyInfo caller,
      Map<String, String> headers)
      implements Signal {

    /** One without further headers. */
    public Invite(
        CallId call,
        LegId leg,
        Optional<SessionId> session,
        String type,
        String name,
        Optional<Description> offer,
        PartyInfo caller) {
      this(call, leg, session, type, name, offer, caller, Map.of());
    }
  }

  /**
   * The destination is alerting.
   *
   * @param callee who rings, when told
   */
  record Ringing(PartyInfo callee) implements Signal {}

  /**
   * From a destination that only alerts: it already plays something, such as an announcement. To
   * the caller: hear this until the call is answered.
   *
   * @param answer its answer for as long
   * @param callee who plays, when told
   */
  record EarlyMedia(Description answer, PartyInfo callee) implements Signal {}

  /**
   * From a destination: it takes the call. To the caller: the call is answered.
   *
   * @param answer the answer; absent only in a linked call
   * @param callee who answered
   * @param session to the caller of a managed call: its media session
   */
  record Accepted(Optional<Description> answer, PartyInfo callee, Optional<SessionId> session)
      implements Signal {}

  /** To a destination: your accept has won and is applied. */
  record AcceptConfirmed() implements Signal {}

  /**
   * From a destination: no.
   *
   * @param failure why
   */
  record Rejected(Failure failure) implements Signal {}

  /**
   * To a destination: stop alerting, or your accept came too late. The last signal.
   *
   * @param failure why
   */
  record Cancel(Failure failure) implements Signal {}

  /**
   * From a party: it leaves; the call ends. To a party: the call is over; the last signal.
   *
   * @param failure why
   */
  record HangUp(Failure failure) implements Signal {}

  /**
   * A candidate of a party, or for it.
   *
   * @param candidate the candidate
   */
  record Candidate(TrickleCandidate candidate) implements Signal {}

  /** No more candidates. */
  record EndOfCandidates() implements Signal {}

  /**
   * From a party: it offers again within the call (RFC 3264 section 8); it hears {@link Reanswer}.
   *
   * @param offer the new offer
   */
  record Reoffer(Description offer) implements Signal {}

  /**
   * To a party: the outcome of its {@link Reoffer}; on failure the call goes on as it was.
   *
   * @param answer the answer, empty when refused
   * @param failure why refused
   */
  record Reanswer(Optional<Description> answer, Optional<Failure> failure) implements Signal {}

  /** From a party: it wants a new offer of ours within the call; it hears {@link Reoffered}. */
  record OfferAgain() implements Signal {}

  /**
   * To a party: the offer it asked for. It says {@link AnswerAgain}; until then nothing has
   * changed. Where there can be none it hears {@link Reanswer} with the failure.
   *
   * @param offer complete
   */
  record Reoffered(Description offer) implements Signal {}

  /**
   * From a party: its answer to {@link Reoffered}. When the answer cannot be applied it hears
   * {@link Reanswer} with the failure.
   *
   * @param answer the answer
   */
  record AnswerAgain(Description answer) implements Signal {}

  /**
   * From a party: a digit outside its media (SIP INFO, Verto, API). To a party: a digit of the
   * other side that its media cannot carry, since it has not negotiated RFC 4733.
   *
   * @param digit one of {@code 0-9 * # A-D}
   */
  record Dtmf(char digit) implements Signal {}

  /**
   * From a party: whoever it talks with is to talk with somebody else instead (RFC 3515, blind
   * transfer). It hears {@link TransferState}; until the other one has answered the call stays as
   * it is, and the party may leave at once.
   *
   * @param target who, as dialled
   */
  record Transfer(String target) implements Signal {}

  /**
   * From a party that has two calls: the other sides of both are to talk with each other (RFC 5589,
   * attended transfer). It hears {@link TransferState} on this call, and the end of the other one.
   *
   * @param call its other call
   * @param leg its leg there
   */
  record Join(CallId call, LegId leg) implements Signal {}

  /**
   * To a party that transfers: how far it is. After {@link Step#DONE} it is out of the call, which
   * {@link HangUp} tells; after {@link Step#FAILED} the call is as it was.
   *
   * @param step how far
   * @param failure why it came to nothing
   */
  record TransferState(Step step, Optional<Failure> failure) implements Signal {

    /** How far a transfer is. */
    public enum Step {
      /** Somebody rings. */
      RINGING,
      /** The two are connected. */
      DONE,
      /** Nobody can be reached, or nobody wants to. */
      FAILED
    }
  }

  /**
   * To a party: it talks with somebody else now.
   *
   * @param other who
   */
  record Transferred(PartyInfo other) implements Signal {}

  /**
   * To a party: its call goes on as another call. Signals about it carry these ids from now on.
   *
   * @param call the call
   * @param leg its leg there
   */
  record Moved(CallId call, LegId leg) implements Signal {}

  /**
   * From a party: it holds the call. To a party: the other side does.
   *
   * @param plays the holder goes on sending, such as music (SIP {@code sendonly}); else the other
   *     side hears silence
   * @param hears the holder still wants to hear the other side (SIP {@code recvonly})
   */
  record Hold(boolean plays, boolean hears) implements Signal {

    /** Hold with silence both ways. */
    public static final Hold SILENT = new Hold(false, false);
  }

  /** From a party: it takes a held call back. To a party: the other side does. */
  record Unhold() implements Signal {}
}
