package io.jackfield.gateway.call;

import io.jackfield.gateway.id.CallId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.PartyInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A call to place (media-call.md, {@code create}; sip.md and verto.md, inbound).
 *
 * @param id wanted id, else one is made
 * @param protocol {@code api}, {@code sip}, {@code verto}: decides the default backend
 * @param callee name as dialled, prefixes included
 * @param type destination type {@code user}, {@code session}, {@code sip}, {@code verto}, {@code
 *     all}
 * @param offer the caller's offer; empty with SIP delayed offers and in linked calls
 * @param callerKind kind of description the caller takes, needed when it sent no offer
 * @param linkedSession selects linked mode: the session the client made
 * @param caller who calls, as shown to the callees
 * @param backend wanted backend, else by prefix, else by protocol
 * @param farKind wanted kind of the callees' descriptions, else each destination's own
 * @param noOfferTrickle callee sessions put all candidates into the offer
 * @param noAnswerTrickle the caller's session puts all candidates into the answer
 * @param trickleTimeout how long candidates are collected
 * @param ringTimeout how long each destination may ring, 1..180 s
 * @param owner the caller's connection and user
 * @param origin where it comes from, for the routes: {@code user:<name>}, {@code trunk:<name>}, or
 *     empty if nothing is proven
 * @param headers further headers of the INVITE to a SIP callee
 * @param record whether both sides are recorded from the moment they talk
 */
public record PlaceCall(
    Optional<CallId> id,
    String protocol,
    String callee,
    String type,
    Optional<Description> offer,
    SdpKind callerKind,
    Optional<SessionId> linkedSession,
    PartyInfo caller,
    Optional<String> backend,
    Optional<SdpKind> farKind,
    boolean noOfferTrickle,
    boolean noAnswerTrickle,
    Duration trickleTimeout,
    Duration ringTimeout,
    Optional<SessionOwner> owner,
    String origin,
    Map<String, String> headers,
    boolean record) {

  /** A call without further headers that is not recorded. */
  public PlaceCall(
      Optional<CallId> id,
      String protocol,
      String callee,
      String type,
      Optional<Description> offer,
      SdpKind callerKind,
      Optional<SessionId> linkedSession,
      PartyInfo caller,
      Optional<String> backend,
      Optional<SdpKind> farKind,
      boolean noOfferTrickle,
      boolean noAnswerTrickle,
      Duration trickleTimeout,
      Duration ringTimeout,
      Optional<SessionOwner> owner,
      String origin) {
    this(
        id,
        protocol,
        callee,
        type,
        offer,
        callerKind,
        linkedSession,
        caller,
        backend,
        farKind,
        noOfferTrickle,
        noAnswerTrickle,
        trickleTimeout,
        ringTimeout,
        owner,
        origin,
        Map.of(),
        false);
  }

  /** Copies the map. */
  public PlaceCall {
    headers = Map.copyOf(headers);
  }

  /** How long a destination rings when nothing else is said. */
  public static final Duration RING_TIMEOUT = Duration.ofSeconds(30);

  /** The longest a destination may ring. */
  public static final Duration MAX_RING_TIMEOUT = Duration.ofSeconds(180);

  /**
   * A call with every default.
   *
   * @param protocol {@code api}, {@code sip}, {@code verto}
   * @param callee name as dialled
   * @param offer the caller's offer
   * @param callerKind kind of description the caller takes
   * @param caller who calls
   * @param owner the caller's connection and user
   * @return a call of type {@code all}
   */
  public static PlaceCall of(
      String protocol,
      String callee,
      Optional<Description> offer,
      SdpKind callerKind,
      PartyInfo caller,
      Optional<SessionOwner> owner) {
    return new PlaceCall(
        Optional.empty(),
        protocol,
        callee,
        "all",
        offer,
        callerKind,
        Optional.empty(),
        caller,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        CreateSession.TRICKLE_TIMEOUT,
        RING_TIMEOUT,
        owner,
        owner.flatMap(SessionOwner::user).map(user -> "user:" + user).orElse(""));
  }

  /**
   * The same from somewhere.
   *
   * @param newOrigin {@code user:<name>} or {@code trunk:<name>}
   * @return a copy
   */
  public PlaceCall from(String newOrigin) {
    return with(callee, caller, ringTimeout, newOrigin, headers, record);
  }

  /**
   * The same as a route changed it.
   *
   * @param newCallee number
   * @param newCaller who calls, as shown to the callees
   * @param newRingTimeout how long each destination may ring
   * @param newHeaders further headers of the INVITE to a SIP callee
   * @param newRecord whether both sides are recorded
   * @return a copy
   */
  public PlaceCall routed(
      String newCallee,
      PartyInfo newCaller,
      Duration newRingTimeout,
      Map<String, String> newHeaders,
      boolean newRecord) {
    return with(newCallee, newCaller, newRingTimeout, origin, newHeaders, newRecord);
  }

  private PlaceCall with(
      String newCallee,
      PartyInfo newCaller,
      Duration newRingTimeout,
      String newOrigin,
      Map<String, String> newHeaders,
      boolean newRecord) {
    return new PlaceCall(
        id,
        protocol,
        newCallee,
        type,
        offer,
        callerKind,
        linkedSession,
        newCaller,
        backend,
        farKind,
        noOfferTrickle,
        noAnswerTrickle,
        trickleTimeout,
        newRingTimeout,
        owner,
        newOrigin,
        newHeaders,
        newRecord);
  }

  /**
   * The call a party would place that transfers whoever it talks with.
   *
   * @param to who is to be called
   * @param from who is transferred, as shown
   * @param by where the transferor comes from, for the routes
   * @return a call of type {@code all} without an offer of its own
   */
  PlaceCall transferred(String to, PartyInfo from, String by) {
    return new PlaceCall(
        id,
        protocol,
        to,
        "all",
        offer,
        callerKind,
        Optional.empty(),
        from,
        Optional.empty(),
        Optional.empty(),
        noOfferTrickle,
        noAnswerTrickle,
        trickleTimeout,
        ringTimeout,
        owner,
        by);
  }

  /**
   * The same call to somewhere else.
   *
   * @param newId id it shall have
   * @param newCallee in place of what was dialled
   * @param newType in place of its destination type
   * @param newBackend in place of its backend
   * @return a copy
   */
  public PlaceCall rerouted(
      CallId newId,
      Optional<String> newCallee,
      Optional<String> newType,
      Optional<String> newBackend) {
    return new PlaceCall(
        Optional.of(newId),
        protocol,
        newCallee.orElse(callee),
        newType.orElse(type),
        offer,
        callerKind,
        linkedSession,
        caller,
        newBackend.or(() -> backend),
        farKind,
        noOfferTrickle,
        noAnswerTrickle,
        trickleTimeout,
        ringTimeout,
        owner,
        origin,
        headers,
        record);
  }
}
