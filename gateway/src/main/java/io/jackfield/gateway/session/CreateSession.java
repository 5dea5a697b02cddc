package io.jackfield.gateway.session;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.Description;
import java.time.Duration;
import java.util.Optional;

/**
 * What a new session is to be (media-session.md, {@code create}).
 *
 * @param id wanted id, else one is made
 * @param type engine type, or empty for {@code p2p}
 * @param offer the client's offer; empty: the engine (or a later {@code set_offer}) makes it
 * @param answer with an offer, for {@code p2p} only
 * @param backend wanted backend, else chosen
 * @param kind kind of description the engine must make when it offers
 * @param noOfferTrickle put all candidates into the offer
 * @param noAnswerTrickle put all candidates into the answer
 * @param trickleTimeout how long candidates are collected
 * @param master become slave of that session
 * @param setMasterAnswer the slave's answer is set on the master
 * @param stopAfterPeer stop when the linked session stops
 * @param timeouts wait, ready and ringing
 * @param hangupAfterError destroy the session when the engine fails on it
 * @param media initial mutes and bitrate
 * @param owner connection it belongs to, empty when a call owns it
 * @param room what it says about the room it wants to be in
 * @param record whether it is recorded from the moment it is ready
 * @param keys whether the engine's plain RTP offer has keys for SRTP
 */
public record CreateSession(
    Optional<SessionId> id,
    Optional<LegType> type,
    Optional<Description> offer,
    Optional<Description> answer,
    Optional<String> backend,
    SdpKind kind,
    boolean noOfferTrickle,
    boolean noAnswerTrickle,
    Duration trickleTimeout,
    Optional<SessionId> master,
    boolean setMasterAnswer,
    boolean stopAfterPeer,
    Timeouts timeouts,
    boolean hangupAfterError,
    MediaUpdate media,
    Optional<SessionOwner> owner,
    RoomWish room,
    boolean record,
    boolean keys) {

  /** A session whose engine offers no keys. */
  public CreateSession(
      Optional<SessionId> id,
      Optional<LegType> type,
      Optional<Description> offer,
      Optional<Description> answer,
      Optional<String> backend,
      SdpKind kind,
      boolean noOfferTrickle,
      boolean noAnswerTrickle,
      Duration trickleTimeout,
      Optional<SessionId> master,
      boolean setMasterAnswer,
      boolean stopAfterPeer,
      Timeouts timeouts,
      boolean hangupAfterError,
      MediaUpdate media,
      Optional<SessionOwner> owner,
      RoomWish room,
      boolean record) {
    this(
        id,
        type,
        offer,
        answer,
        backend,
        kind,
        noOfferTrickle,
        noAnswerTrickle,
        trickleTimeout,
        master,
        setMasterAnswer,
        stopAfterPeer,
        timeouts,
        hangupAfterError,
        media,
        owner,
        room,
        record,
        false);
  }

  /** A session that names no room and is not recorded. */
  public CreateSession(
      Optional<SessionId> id,
      Optional<LegType> type,
      Optional<Description> offer,
      Optional<Description> answer,
      Optional<String> backend,
      SdpKind kind,
      boolean noOfferTrickle,
      boolean noAnswerTrickle,
      Duration trickleTimeout,
      Optional<SessionId> master,
      boolean setMasterAnswer,
      boolean stopAfterPeer,
      Timeouts timeouts,
      boolean hangupAfterError,
      MediaUpdate media,
      Optional<SessionOwner> owner) {
    this(
        id,
        type,
        offer,
        answer,
        backend,
        kind,
        noOfferTrickle,
        noAnswerTrickle,
        trickleTimeout,
        master,
        setMasterAnswer,
        stopAfterPeer,
        timeouts,
        hangupAfterError,
        media,
        owner,
        RoomWish.NONE,
        false);
  }

  /**
   * Life-cycle timers.
   *
   * @param waiting longest time without both descriptions
   * @param ready longest life once both are set
   * @param ringing how long destinations of a call made from it may ring
   */
  public record Timeouts(Duration waiting, Duration ready, Duration ringing) {

    /** The defaults of the specification: 60 s, a day and 30 s. */
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(86_400), Duration.ofSeconds(30));
  }

  /**
   * The same with another type and offer, for a blank session that gets them later.
   *
   * @param newType what it is to be
   * @param newOffer the client's offer, if any
   * @return a copy
   */
  public CreateSession as(LegType newType, Optional<Description> newOffer) {
    return new CreateSession(
        id,
        Optional.of(newType),
        newOffer,
        answer,
        backend,
        kind,
        noOfferTrickle,
        noAnswerTrickle,
        trickleTimeout,
        master,
        setMasterAnswer,
        stopAfterPeer,
        timeouts,
        hangupAfterError,
        media,
        owner,
        room,
        record,
        keys);
  }

  /**
   * The same with or without keys in the engine's offer, recorded or not.
   *
   * @param newRecord whether it is recorded from the moment it is ready
   * @param newKeys whether the engine's plain RTP offer has keys for SRTP
   * @return a copy
   */
  public CreateSession with(boolean newRecord, boolean newKeys) {
    return new CreateSession(
        id,
        type,
        offer,
        answer,
        backend,
        kind,
        noOfferTrickle,
        noAnswerTrickle,
        trickleTimeout,
        master,
        setMasterAnswer,
        stopAfterPeer,
        timeouts,
        hangupAfterError,
        media,
        owner,
        room,
        newRecord,
        newKeys);
  }

  /** How long candidates are collected when nothing else is said. */
  public static final Duration TRICKLE_TIMEOUT = Duration.ofSeconds(5);

  /**
   * A session with every default.
   *
   * @param type engine type, or empty for {@code p2p}
   * @param offer the client's offer, if any
   * @return options
   */
  public static CreateSession of(Optional<LegType> type, Optional<Description> offer) {
    return new CreateSession(
        Optional.empty(),
        type,
        offer,
        Optional.empty(),
        Optional.empty(),
        SdpKind.WEBRTC,
        false,
        false,
        TRICKLE_TIMEOUT,
        Optional.empty(),
        false,
        true,
        Timeouts.DEFAULT,
        true,
        MediaUpdate.NONE,
        Optional.empty());
  }
}
