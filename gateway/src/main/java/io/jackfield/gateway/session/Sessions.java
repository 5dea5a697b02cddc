package io.jackfield.gateway.session;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.room.RoomWish;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.signal.Description;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Media sessions of a service, as signalling modules use them. Any thread. Every stage completes
 * within its deadline, exceptionally with a {@link io.jackfield.gateway.failure.FailureException}
 * when refused ({@code session_not_found} for an unknown id).
 */
public interface Sessions {

  /**
   * Makes a session and starts it.
   *
   * @param request what it is to be
   * @return its id and everything it will say; a refusal destroys the session
   */
  CompletionStage<SessionId> create(CreateSession request);

  /**
   * Makes a session and waits for the description the engine makes for it ({@code wait_reply}).
   *
   * @param request what it is to be
   * @return its id with the answer if an offer was given, else with the offer; nothing to wait for
   *     with {@code p2p}. A refusal or a time-out destroys the session
   */
  CompletionStage<Created> createAndWait(CreateSession request);

  /**
   * A session just made.
   *
   * @param id its id
   * @param offer the engine's offer
   * @param answer the engine's answer
   */
  record Created(SessionId id, Optional<Description> offer, Optional<Description> answer) {}

  /**
   * Ends a session.
   *
   * @param id which
   * @param failure the reason to tell
   * @return completes when its resources are released
   */
  CompletionStage<Void> destroy(SessionId id, Failure failure);

  /**
   * Gives a blank session its offer.
   *
   * @param id which
   * @param offer the client's offer
   * @return completes when accepted
   */
  CompletionStage<Void> setOffer(SessionId id, Description offer);

  /**
   * Puts a blank session on an engine, which answers the offer given or makes one ({@code
   * set_offer} with an {@code op} other than {@code sdp}).
   *
   * @param id which
   * @param type what it is to be
   * @param offer the client's offer, if any
   * @param room what it says about the room it wants to be in
   * @return as for {@link #createAndWait}; {@code offer_already_set} if it is not blank
   */
  CompletionStage<Created> setOffer(
      SessionId id, LegType type, Optional<Description> offer, RoomWish room);

  /**
   * Gives the client's answer.
   *
   * @param id which
   * @param answer the client's answer
   * @return completes when the engine has taken it; with the caller's answer for a {@code proxy}
   */
  CompletionStage<Optional<Description>> setAnswer(SessionId id, Description answer);

  /**
   * Puts a blank session that has its offer on an engine, which answers it ({@code set_answer} with
   * an {@code op} other than {@code sdp}).
   *
   * @param id which
   * @param type what it is to be
   * @param room what it says about the room it wants to be in
   * @return the engine's answer
   */
  CompletionStage<Description> setAnswer(SessionId id, LegType type, RoomWish room);

  /**
   * Waits for the offer.
   *
   * @param id which
   * @return the offer, or {@code timeout} after max(30 s, trickle timeout + 5 s)
   */
  CompletionStage<Description> offer(SessionId id);

  /**
   * The offer, if it is there.
   *
   * @param id which
   * @return empty when there is no session or it has no offer yet
   */
  Optional<Description> offerOf(SessionId id);

  /**
   * Waits for the answer.
   *
   * @param id which
   * @return the answer, or {@code timeout} as for {@link #offer}
   */
  CompletionStage<Description> answer(SessionId id);

  /**
   * A candidate of the client.
   *
   * @param id which
   * @param candidate the candidate
   * @return completes when handed on; {@code invalid_operation} for plain RTP
   */
  CompletionStage<Void> candidate(SessionId id, TrickleCandidate candidate);

  /**
   * The client has no more candidates.
   *
   * @param id which
   * @return completes when handed on
   */
  CompletionStage<Void> endOfCandidates(SessionId id);

  /**
   * Changes the type.
   *
   * @param id which
   * @param type the new type
   * @param room what it says about the room it wants to be in
   * @return completes when media flows the new way; when refused the old type stays
   */
  CompletionStage<Void> setType(SessionId id, LegType type, RoomWish room);

  /**
   * The room a type leads to: its own, or that of the publisher it hears.
   *
   * @param type the type
   * @return empty when it leads to none
   */
  Optional<RoomId> roomOf(LegType type);

  /**
   * Records what the client sends, in a new file.
   *
   * @param id which
   * @param uri target inside the record directory, else the session's next name
   * @return JSON-like object with {@code uri}, and {@code url} where the operator's web server
   *     shows it; {@code invalid_uri}
   */
  CompletionStage<Map<String, Object>> startRecorder(SessionId id, Optional<String> uri);

  /**
   * Stops, pauses or resumes the recorder.
   *
   * @param id which
   * @param action not a start
   * @return what the engine says; {@code no_active_recorder}
   */
  CompletionStage<Map<String, Object>> recorder(SessionId id, RecorderAction action);

  /**
   * Steers the player.
   *
   * @param id which
   * @param action what to do
   * @return what the engine says; {@code no_active_player}, {@code invalid_uri}
   */
  CompletionStage<Map<String, Object>> player(SessionId id, PlayerAction action);

  /**
   * Changes the video layout of the conference a session is in.
   *
   * @param id which
   * @param layout the engine's name of it
   * @return completes when applied; {@code no_active_room}
   */
  CompletionStage<Void> layout(SessionId id, String layout);

  /**
   * Sends digits to the client (RFC 4733).
   *
   * @param id which
   * @param digits {@code 0-9 * # A-D}
   * @return completes when queued
   */
  CompletionStage<Void> sendDtmf(SessionId id, String digits);

  /**
   * Mutes and limits what the client sends.
   *
   * @param id which
   * @param update what changes
   * @return completes when applied
   */
  CompletionStage<Void> updateMedia(SessionId id, MediaUpdate update);

  /**
   * What is known of a session, as the body of {@code get_info} (media-session.md).
   *
   * @param id which
   * @return JSON-like object in the order of the specification
   */
  CompletionStage<Map<String, Object>> info(SessionId id);

  /**
   * Latest {@code status} body by class.
   *
   * @param id which
   * @return JSON-like object
   */
  CompletionStage<Map<String, Object>> status(SessionId id);

  /**
   * Whose session it is, for permissions.
   *
   * @param id which
   * @return empty when there is no such session or it belongs to no connection
   */
  Optional<SessionOwner> ownerOf(SessionId id);

  /**
   * Whether the session exists.
   *
   * @param id which
   * @return true while it lives
   */
  boolean exists(SessionId id);

  /**
   * All live sessions, or those of one user.
   *
   * @param user restricts to sessions created by this user
   * @return ids, in no order
   */
  List<SessionId> list(Optional<String> user);

  /**
   * Tells that a connection has closed; its sessions stop with {@code registered_down}.
   *
   * @param connection connection id
   */
  void connectionClosed(String connection);
}
