package io.jackfield.media.embedded;

import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.TransportStats;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The transports and streams of one leg; on the leg's loop only. */
interface LegMedia {

  /**
   * Refuses a client's description whose transport part cannot be used; changes nothing.
   *
   * @param remote the client's description
   * @param plans the sections in use
   * @throws io.jackfield.gateway.failure.FailureException saying which m-line lacks what
   */
  void check(SessionDescription remote, List<SectionPlan> plans);

  /**
   * Opens, changes and removes streams so that there is one for each section in use.
   *
   * @param plans the sections in use
   */
  void prepare(List<SectionPlan> plans);

  /**
   * Adds what concerns the transport to our offer.
   *
   * @param bare our offer without it
   * @param keys whether keys for SRTP are offered with plain RTP
   * @return the whole offer
   */
  SessionDescription describeOffer(SessionDescription bare, boolean keys);

  /**
   * The same for an offer in a running session, with everything new that a client without memory of
   * its old connection needs.
   *
   * @param bare our offer without it
   * @return the whole offer
   * @throws io.jackfield.gateway.failure.FailureException where that cannot be done
   */
  SessionDescription describeReoffer(SessionDescription bare);

  /**
   * Adds what concerns the transport to our answer.
   *
   * @param bare our answer without it
   * @param offer the client's offer
   * @return the whole answer
   */
  SessionDescription describeAnswer(SessionDescription bare, SessionDescription offer);

  /**
   * Starts the transports, or tells them what has changed.
   *
   * @param remote the client's description
   * @param plans the sections in use
   */
  void connect(SessionDescription remote, List<SectionPlan> plans);

  /** The streams of the sections in use, one of each kind. */
  Map<MediaKind, MediaStream> streams();

  /** Our address; empty when there are several and the packet path has chosen one. */
  Optional<InetSocketAddress> local();

  /** Counters of each transport. */
  CompletionStage<List<TransportStats>> stats();

  /** Frees all; idempotent. */
  void close();
}
