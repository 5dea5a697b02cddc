package io.jackfield.gateway.sim;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionOwner;
import io.jackfield.gateway.signal.Description;
import java.util.Map;
import java.util.Optional;

/** A session to be made, in the words of a test: what it does not say has its default. */
public final class SessionPlan {

  private final Optional<LegType> type;
  private Optional<String> id = Optional.empty();
  private Optional<Description> offer = Optional.empty();
  private Optional<Description> answer = Optional.empty();
  private Optional<String> backend = Optional.empty();
  private SdpKind kind = SdpKind.WEBRTC;
  private boolean noOfferTrickle;
  private boolean noAnswerTrickle;
  private Optional<SessionId> master = Optional.empty();
  private boolean setMasterAnswer;
  private boolean stopAfterPeer = true;
  private boolean hangupAfterError = true;
  private Optional<SessionOwner> owner = Optional.empty();
  private RoomWish room = RoomWish.NONE;
  private boolean record;

  private SessionPlan(Optional<LegType> type) {
    this.type = type;
  }

  /** Without an engine. */
  public static SessionPlan p2p() {
    return new SessionPlan(Optional.empty());
  }

  /** On an engine. */
  public static SessionPlan of(LegType type) {
    return new SessionPlan(Optional.of(type));
  }

  /** A browser's description that is complete. */
  public static Description webrtc() {
    return Description.of(WEBRTC_SDP, SdpKind.WEBRTC);
  }

  /** A browser's description whose candidates follow. */
  public static Description trickling() {
    return new Description(
        Optional.of(WEBRTC_SDP), SdpKind.WEBRTC, true, Optional.empty(), Map.of());
  }

  /** A browser's description. */
  public static final String WEBRTC_SDP =
      "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n"
          + "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=setup:actpass\r\n"
          + "a=fingerprint:sha-256 "
          + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
          + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n";

  public SessionPlan id(String wanted) {
    id = Optional.of(wanted);
    return this;
  }

  public SessionPlan offer(Description given) {
    offer = Optional.of(given);
    return this;
  }

  public SessionPlan answer(Description given) {
    answer = Optional.of(given);
    return this;
  }

  public SessionPlan backend(String wanted) {
    backend = Optional.of(wanted);
    return this;
  }

  public SessionPlan kind(SdpKind wanted) {
    kind = wanted;
    return this;
  }

  public SessionPlan noTrickle(boolean inOffer, boolean inAnswer) {
    noOfferTrickle = inOffer;
    noAnswerTrickle = inAnswer;
    return this;
  }

  public SessionPlan slaveOf(SessionId session, boolean setAnswer) {
    master = Optional.of(session);
    setMasterAnswer = setAnswer;
    return this;
  }

  public SessionPlan goesOn() {
    stopAfterPeer = false;
    return this;
  }

  public SessionPlan survivesErrors() {
    hangupAfterError = false;
    return this;
  }

  public SessionPlan owner(String connection, String user) {
    owner = Optional.of(new SessionOwner(connection, Optional.of(user)));
    return this;
  }

  public SessionPlan room(RoomWish wish) {
    room = wish;
    return this;
  }

  public SessionPlan recorded() {
    record = true;
    return this;
  }

  /** The request. */
  public CreateSession make() {
    return new CreateSession(
        id.map(SessionId::new),
        type,
        offer,
        answer,
        backend,
        kind,
        noOfferTrickle,
        noAnswerTrickle,
        CreateSession.TRICKLE_TIMEOUT,
        master,
        setMasterAnswer,
        stopAfterPeer,
        CreateSession.Timeouts.DEFAULT,
        hangupAfterError,
        MediaUpdate.NONE,
        owner,
        room,
        record);
  }
}
