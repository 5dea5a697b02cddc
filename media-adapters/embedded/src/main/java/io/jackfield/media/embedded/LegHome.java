package io.jackfield.media.embedded;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
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

  /** Has another leg look again at whom it hears. */
  CompletionStage<Void> refresh(SessionId leg);

  /** Joins two legs; done when all others concerned have looked again. */
  CompletionStage<Void> join(SessionId leg, SessionId peer);

  /** Parts a leg from its partner; done when the partner has looked again. */
  CompletionStage<Void> part(SessionId leg);
}
