package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Q850;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.failure.Signalling;
import io.jackfield.signaling.sip.message.Headers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reason and Warning headers (RFC 3326, RFC 3261 20.43) and the failures they stand for. */
final class Reasons {

  private static final Pattern CAUSE =
      Pattern.compile("Q\\.850\\s*;.*?cause\\s*=\\s*(\\d{1,3})", Pattern.CASE_INSENSITIVE);
  private static final int INCOMPATIBLE_FORMAT = 305;
  private static final int MISCELLANEOUS = 399;

  private Reasons() {}

  /** Says in a BYE or CANCEL why. */
  static <M extends SIPMessage> M add(M message, Failure failure) {
    return Headers.set(message, "Reason", failure.reasonHeader());
  }

  /** The failure a peer's BYE or CANCEL stands for: the usual one, with its own cause if given. */
  static Failure of(SIPMessage message, Reason usual) {
    Failure failure = Failure.of(usual);
    Matcher cause = CAUSE.matcher(Headers.value(message, "Reason").orElse(""));
    if (!cause.find()) {
      return failure;
    }
    int number = Integer.parseInt(cause.group(1));
    return Q850.isCause(number)
        ? new Failure(failure.name(), failure.code(), failure.text(), Signalling.ofCause(number))
        : failure;
  }

  /** Says in a refusal of media what is missing. */
  static SIPResponse warn(SIPResponse response, Failure failure, String agent) {
    if (response.getStatusCode() != 488 || failure.text().isEmpty()) {
      return response;
    }
    int code = failure.is(Reason.NOT_ACCEPTABLE) ? INCOMPATIBLE_FORMAT : MISCELLANEOUS;
    return Headers.set(
        response, "Warning", code + " " + agent + " \"" + quoted(failure.text()) + '"');
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c == '"' || c == '\\' ? '\'' : c < ' ' || c == 0x7f ? ' ' : c);
    }
    return out.toString();
  }
}
