package io.jackfield.gateway.media;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.sdp.TrickleCandidate;
import java.util.Map;

/** Hears what happens on a leg. Called in order; must not block. */
public interface MediaLegObserver {

  /**
   * A candidate of the engine.
   *
   * @param candidate for the client
   */
  void onCandidate(TrickleCandidate candidate);

  /** The engine has no more candidates. */
  void onEndOfCandidates();

  /**
   * Fields of the leg's type that only the engine knows, for {@code type_ext}: {@code transcoding},
   * {@code room_member_id}. Who does not keep them may pass them over.
   *
   * @param fields JSON-like values, in place of all told before; empty when there are none any more
   */
  default void onTypeInfo(Map<String, Object> fields) {}

  /**
   * Something worth a {@code status} event (events.md): {@code webrtc} up or down, {@code media},
   * {@code recorder}, {@code player}.
   *
   * @param statusClass the {@code class} of the status body
   * @param fields the other fields, JSON-like values
   */
  void onStatus(String statusClass, Map<String, Object> fields);

  /**
   * The client sent a digit.
   *
   * @param digit one of {@code 0-9 * # A-D}
   */
  void onDtmf(char digit);

  /**
   * The leg is lost and does nothing any more; it must still be closed.
   *
   * @param failure why
   */
  void onLost(Failure failure);
}
