package io.jackfield.gateway.media;

import io.jackfield.gateway.sdp.IceCandidate;
import java.util.Optional;

/**
 * A candidate that travels apart from its description (RFC 8838, RFC 8840).
 *
 * @param mid the m-section's identification tag, when given
 * @param lineIndex the m-section's index, from 0
 * @param candidate the candidate
 */
public record TrickledCandidate(Optional<String> mid, int lineIndex, IceCandidate candidate) {}
