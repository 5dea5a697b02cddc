package io.jackfield.signaling.sip.leg;

import java.util.Locale;
import java.util.Optional;

/**
 * A dialog as a Replaces header names it (RFC 3891 6.1).
 *
 * @param callId its Call-ID
 * @param toTag the tag of the side that is asked
 * @param fromTag the tag of its peer
 * @param earlyOnly only while it is not confirmed
 */
record DialogId(String callId, String toTag, String fromTag, boolean earlyOnly) {

  /** Reads the header's value; empty when a tag is missing. */
  static Optional<DialogId> of(String value) {
    String[] parts = value.split(";");
    String to = "";
    String from = "";
    boolean early = false;
    for (int i = 1; i < parts.length; i++) {
      String[] parameter = parts[i].strip().split("=", 2);
      switch (parameter[0].toLowerCase(Locale.ROOT)) {
        case "to-tag" -> to = parameter.length > 1 ? parameter[1] : "";
        case "from-tag" -> from = parameter.length > 1 ? parameter[1] : "";
        case "early-only" -> early = true;
        default -> {
          // Other parameters say nothing of which dialog it is.
        }
      }
    }
    return to.isEmpty() || from.isEmpty()
        ? Optional.empty()
        : Optional.of(new DialogId(parts[0].strip(), to, from, early));
  }

  /** The leg of ours; some phones name the tags the wrong way round. */
  Optional<Leg> find(LegTable table) {
    return table
        .find(toTag, callId)
        .filter(leg -> leg.isPeer(fromTag))
        .or(() -> table.find(fromTag, callId).filter(leg -> leg.isPeer(toTag)));
  }
}
