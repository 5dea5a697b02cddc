package io.jackfield.media.embedded;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.media.embedded.file.Recordings;
import io.jackfield.media.embedded.mixer.Conference;
import io.jackfield.media.embedded.play.Player;
import io.jackfield.media.embedded.record.Recording;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a leg needs of its engine. */
interface LegHome {

  /**
   * Makes transports, still closed; their listener is the watch.
   *
   * @param kind WebRTC or RTP
   * @param watch told of the transports' state
   */
  LegMedia media(SdpKind kind, LegWatch watch);

  /** An {@code o=} line of a new description. */
  Origin newOrigin();

  /** Lets other legs see this one from now on. */
  void publish(LegFace face);

  /** What another leg shows; empty when there is none of that id. */
  Optional<LegFace> face(SessionId leg);

  /** The leg this one is joined to. */
  Optional<SessionId> partner(SessionId leg);

  /** Has the partner, and all who hear or see this leg, look again. */
  CompletionStage<Void> refreshAudience();

  /** Puts the leg where its type says; done when all others concerned have looked again. */
  CompletionStage<Void> take(LegType type);

  /** Takes the leg out of everything; done when all others concerned have looked again. */
  CompletionStage<Void> leave();

  /** The key of the leg's loop. */
  String affinity();

  /** The conference the leg is in. */
  Optional<Conference> conference();

  /** Most that a sender to the room the leg is in may send, kbit/s; 0 for no limit or no room. */
  int roomBitrate();

  /** An open room of a class. */
  Optional<EmbeddedRoom> room(RoomId room, RoomClass roomClass);

  /**
   * Opens what a type plays.
   *
   * @param play the type
   * @param watch told of the player's state
   * @return a waiting player, on the leg's loop; else a FailureException
   */
  CompletionStage<Player> play(LegType.Play play, LegWatch watch);

  /**
   * Begins a file.
   *
   * @param path as it was asked for
   * @param tracks what the leg has
   * @param listener told on the leg's loop of what happens
   * @return a recording without packets yet, on the leg's loop; else a FailureException
   */
  CompletionStage<LegRecorder.Recorded> record(
      Path path, Recordings.Tracks tracks, Recording.Listener listener);

  /** Whether a leg publishes in an open room. */
  boolean publishes(SessionId leg);
}
