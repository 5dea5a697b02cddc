package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.PartyInfo;
import io.jackfield.gateway.signal.Signal;
import io.jackfield.gateway.store.TransferRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a step needs to know of a call. Immutable; only {@link CallStep} makes the next one.
 *
 * @param id the call
 * @param service service name, for the record
 * @param backend backend name, for the record
 * @param options what was placed
 * @param phase how far it is
 * @param media how the sessions get their descriptions
 * @param route where the name led
 * @param sessionBase text the session ids are made from
 * @param callerSession the caller's media session, once there is one
 * @param callerOffer the caller's offer in its final form
 * @param callerAnswer the caller's answer, held until somebody accepts
 * @param callerCandidates the caller's candidates for later callees; an empty one is the end
 * @param callerLeg leg in the caller's place: another one once the caller was transferred away
 * @param callerInfo who is there, as shown to the others
 * @param branches live destinations in order
 * @param invited how many destinations the call ever had
 * @param lastFailure why the last branch went
 * @param winner who accepted first
 * @param acceptToken who waits for the accept
 * @param early early media of a destination
 * @param callerAsked the caller's session was asked for its answer
 * @param callerHears the caller was told of early media
 * @param winnerReady the winner's session has its answer
 * @param transfer the transfer under way
 * @param transfers those before, for the record
 * @param holds who holds the call, and how
 * @param sessions sessions not yet gone
 * @param stats what ended sessions counted
 * @param setup when it was placed
 * @param answered when it was accepted
 * @param ending why it ends, once it does
 * @param endedBy {@code caller}, {@code callee} or {@code gateway}
 * @param endedAt when it ended
 * @param waitingEnd who waits for the end
 */
public record CallState(
    CallId id,
    String service,
    String backend,
    PlaceCall options,
    Phase phase,
    CallMedia media,
    Optional<Route> route,
    String sessionBase,
    Optional<SessionId> callerSession,
    Optional<Description> callerOffer,
    Optional<Description> callerAnswer,
    List<Optional<TrickleCandidate>> callerCandidates,
    LegId callerLeg,
    PartyInfo callerInfo,
    Map<LegId, Branch> branches,
    int invited,
    Optional<Failure> lastFailure,
    Optional<LegId> winner,
    long acceptToken,
    Optional<Early> early,
    boolean callerAsked,
    boolean callerHears,
    boolean winnerReady,
    Optional<Transfer> transfer,
    List<TransferRecord> transfers,
    Map<LegId, Signal.Hold> holds,
    Set<SessionId> sessions,
    Map<SessionId, LegStats> stats,
    Instant setup,
    Optional<Instant> answered,
    Optional<Failure> ending,
    String endedBy,
    Optional<Instant> endedAt,
    Set<Long> waitingEnd) {

  /**
   * Whether a user makes the call or is called, rung or not.
   *
   * @param user the name
   * @return false for a number that goes out by a trunk, whatever it looks like
   */
  public boolean involves(String user) {
    if (over()) {
      return false;
    }
    boolean out =
        route.filter(r -> r instanceof Route.Invite i && i.type().equals("trunk")).isPresent();
    return options.origin().equals("user:" + user)
        || !out && branches.values().stream().anyMatch(b -> b.destination().name().equals(user));
  }

  /** How far a call is. */
  public enum Phase {
    /** Before its first input. */
    FRESH,
    /** Destinations are being found. */
    RESOLVING,
    /** The caller's session is being made. */
    PREPARING,
    /** Destinations are invited. */
    INVITING,
    /** The winner is being joined to the caller. */
    JOINING,
    /** The caller has our offer and must answer it (delayed offer). */
    CALLER_ANSWERS,
    /** Both talk. */
    UP,
    /** Over; sessions are being released. */
    ENDING,
    /** Gone. */
    GONE
  }

  /** Copies the collections, keeping the order of the branches. */
  public CallState {
    callerCandidates = List.copyOf(callerCandidates);
    branches = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(branches));
    transfers = List.copyOf(transfers);
    holds = Map.copyOf(holds);
    sessions = Set.copyOf(sessions);
    stats = Map.copyOf(stats);
    waitingEnd = Set.copyOf(waitingEnd);
  }

  /**
   * A call before its first input.
   *
   * @param id the call
   * @param service service name
   * @param backend backend name
   * @param options what was placed
   * @param now when
   * @return state in {@link Phase#FRESH}
   */
  public static CallState fresh(
      CallId id, String service, String backend, PlaceCall options, Instant now) {
    return new CallState(
        id,
        service,
        backend,
        options,
        Phase.FRESH,
        CallMedia.P2P,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        LegId.CALLER,
        options.caller(),
        Map.of(),
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        false,
        false,
        false,
        Optional.empty(),
        List.of(),
        Map.of(),
        Set.of(),
        Map.of(),
        now,
        Optional.empty(),
        Optional.empty(),
        "gateway",
        Optional.empty(),
        Set.of());
  }

  /**
   * Whether the call has ended or is about to.
   *
   * @return true from the first reason to end on
   */
  public boolean over() {
    return phase == Phase.ENDING || phase == Phase.GONE;
  }
}
