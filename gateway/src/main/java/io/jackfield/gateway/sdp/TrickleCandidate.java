package io.jackfield.gateway.sdp;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A candidate sent apart from its description (RFC 8838), with the m-section it belongs to.
 *
 * @param mid the section's {@code mid}, if the sender gave one; wins over the index
 * @param index the section's index, if the sender gave one
 */
public record TrickleCandidate(Optional<String> mid, OptionalInt index, IceCandidate candidate) {

  /**
   * A candidate as a client sends it.
   *
   * @param sdpMid empty for none
   * @param sdpMLineIndex negative for none
   * @param candidate with or without {@code a=} and {@code candidate:}; not empty
   * @throws SdpException if the text is no candidate
   */
  public static TrickleCandidate of(String sdpMid, int sdpMLineIndex, String candidate) {
    return new TrickleCandidate(
        sdpMid.isBlank() ? Optional.empty() : Optional.of(sdpMid.strip()),
        sdpMLineIndex < 0 ? OptionalInt.empty() : OptionalInt.of(sdpMLineIndex),
        IceCandidate.parse(candidate));
  }

  /** The index of the section it belongs to, if that description has it. */
  public OptionalInt sectionIn(SessionDescription sdp) {
    if (mid.isPresent()) {
      return sdp.indexOfMid(mid.get());
    }
    return index.isPresent() && index.getAsInt() < sdp.media().size() ? index : OptionalInt.empty();
  }
}
