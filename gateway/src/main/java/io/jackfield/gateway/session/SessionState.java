package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a step needs to know of a session. Immutable; only {@link SessionStep} makes the next
 * one.
 *
 * @param id the session
 * @param options what it was created with
 * @param engine facts of the engine, empty for {@code p2p}
 * @param phase life cycle
 * @param type current type, empty for {@code p2p}
 * @param offer the offer in its final form
 * @param answer the answer in its final form
 * @param collecting a description whose candidates are still being collected
 * @param early client candidates that came before the engine could take them
 * @param earlyEnd the client's end of candidates came before the engine could take it
 * @param legReady the engine knows the client's description, so candidates go straight to it
 * @param pending leg operations under way by number
 * @param waitingOffer callers waiting for the offer
 * @param waitingAnswer callers waiting for the answer
 * @param waitingEnd callers waiting for the end
 * @param media mutes and bitrate in force
 * @param slave the linked slave
 * @param linked whether the link to the master still holds
 * @param clientOffered the client's offer was given here, so the engine answers
 * @param presented the offer is that of another session's client; this one's answers it
 * @param settled client descriptions whose candidates were collected; what comes later is ignored
 * @param proxy the far side of a {@code proxy}
 * @param partner the session this one is joined with as {@code bridge}
 * @param inRoom the type in force that makes it a member of a room
 * @param typeInfo what else there is to say of the type, for {@code type_ext}
 * @param recording its recordings
 * @param status latest status body by class
 * @param hold what hold in its call means for it
 * @param deferAnswer the offer is only taken; its answer is asked for later
 * @param codecPeer leg whose codecs limit the answer
 * @param nextOp number of the next leg operation
 * @param ending why it ends, once it does
 */
public record SessionState(
    SessionId id,
    CreateSession options,
    Optional<EngineFacts> engine,
    Phase phase,
    Optional<LegType> type,
    Optional<Description> offer,
    Optional<Description> answer,
    Optional<Collecting> collecting,
    List<TrickleCandidate> early,
    boolean earlyEnd,
    boolean legReady,
    Map<Long, Pending> pending,
    Set<Long> waitingOffer,
    Set<Long> waitingAnswer,
    Set<Long> waitingEnd,
    MediaUpdate media,
    Optional<SessionId> slave,
    boolean linked,
    boolean clientOffered,
    boolean presented,
    Set<Source> settled,
    Optional<ProxySide> proxy,
    Optional<SessionId> partner,
    Optional<LegType> inRoom,
    Map<String, Object> typeInfo,
    Recording recording,
    Map<String, Map<String, Object>> status,
    SessionInput.Hold hold,
    boolean deferAnswer,
    Optional<SessionId> codecPeer,
    long nextOp,
    Optional<Failure> ending) {

  /** Copies the collections. */
  public SessionState {
    early = List.copyOf(early);
    pending = Map.copyOf(pending);
    waitingOffer = Set.copyOf(waitingOffer);
    waitingAnswer = Set.copyOf(waitingAnswer);
    waitingEnd = Set.copyOf(waitingEnd);
    settled = Set.copyOf(settled);
    status = Map.copyOf(status);
    typeInfo = Map.copyOf(typeInfo);
  }

  /**
   * What a {@code proxy} keeps of its two sides (media-session.md, "proxy and bridge").
   *
   * @param callerOffer the offer that was given
   * @param paired a {@code bridge} session is the far side; else the session has a far leg of its
   *     own
   * @param farReady the called party's answer has been applied on the far leg
   */
  public record ProxySide(Description callerOffer, boolean paired, boolean farReady) {}

  /** Whose description waits for its candidates. */
  public enum Source {
    /** The client's offer. */
    CLIENT_OFFER,
    /** The client's answer. */
    CLIENT_ANSWER,
    /** The engine's offer. */
    ENGINE_OFFER,
    /** The engine's answer. */
    ENGINE_ANSWER
  }

  /**
   * A description held back until its candidates are there ("consolidate", media-session.md).
   *
   * @param source whose it is
   * @param description without all candidates
   * @param candidates collected so far
   * @param token caller waiting for the outcome, 0 for none
   */
  public record Collecting(
      Source source, Description description, List<TrickleCandidate> candidates, long token) {

    /** Copies the list. */
    public Collecting {
      candidates = List.copyOf(candidates);
    }
  }

  /** What a leg operation was for. */
  public enum Operation {
    /** The engine makes the offer. */
    CREATE_OFFER,
    /** The engine takes the offer for later. */
    SET_OFFER,
    /** The engine answers. */
    CREATE_ANSWER,
    /** The engine takes the client's answer. */
    SET_ANSWER,
    /** The engine answers a new offer. */
    RENEGOTIATE,
    /** The engine offers again. */
    REOFFER,
    /** The engine takes the answer to that. */
    REANSWER,
    /** The engine takes the client's answer in place of an early one. */
    NEW_ANSWER,
    /** The type changes. */
    SET_TYPE,
    /** Mutes or bitrate change. */
    UPDATE,
    /** Hold silences the client, or no longer. */
    SILENCE,
    /** Digits are sent. */
    SEND_DTMF,
    /** The recorder does something. */
    RECORDER,
    /** The player does something. */
    PLAYER,
    /** The engine makes a proxy's offer for the called party. */
    FAR_OFFER,
    /** The engine takes the called party's answer. */
    FAR_ANSWER,
    /** A proxy's far leg is joined to the caller's. */
    FAR_JOIN
  }

  /**
   * A leg operation under way.
   *
   * @param operation which
   * @param token caller waiting for the outcome, 0 for none
   * @param type the new type for {@link Operation#SET_TYPE} and {@link Operation#CREATE_ANSWER}
   * @param description the client's description it applies
   * @param update the values for {@link Operation#UPDATE}
   */
  public record Pending(
      Operation operation,
      long token,
      Optional<LegType> type,
      Optional<Description> description,
      MediaUpdate update) {}

  /**
   * What a session knows of its recordings.
   *
   * @param directory where they go, a {@code file:} URI that ends in {@code /}
   * @param urlPrefix where the operator's web server shows that directory
   * @param made how many names were used
   * @param uri the latest file
   */
  public record Recording(
      URI directory, Optional<String> urlPrefix, int made, Optional<String> uri) {}

  /**
   * A session before its first input.
   *
   * @param id the session
   * @param options what it is to be
   * @param engine facts of the chosen engine, empty for {@code p2p}
   * @param recordDir where its recordings go
   * @param urlPrefix where the operator's web server shows that directory
   * @return state in {@link Phase#WAIT}
   */
  public static SessionState fresh(
      SessionId id,
      CreateSession options,
      Optional<EngineFacts> engine,
      URI recordDir,
      Optional<String> urlPrefix) {
    return new SessionState(
        id,
        options,
        engine,
        Phase.WAIT,
        options.type(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        false,
        Map.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        options.media(),
        Optional.empty(),
        options.master().isPresent(),
        false,
        options.type().isEmpty() && options.master().isPresent(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        new Recording(recordDir, urlPrefix, 0, Optional.empty()),
        Map.of(),
        new SessionInput.Hold(false, false),
        false,
        Optional.empty(),
        1,
        Optional.empty());
  }

  /**
   * Whether the session has ended or is about to.
   *
   * @return true from the first reason to end on
   */
  public boolean over() {
    return phase == Phase.CLOSING || phase == Phase.DESTROYED;
  }
}
