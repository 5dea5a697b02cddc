package io.jackfield.gateway.sdp;

import java.util.List;
import java.util.Optional;

/** Whether an answer is one to that offer (RFC 3264 6). */
public final class AnswerCheck {
  private AnswerCheck() {}

  /**
   * What is wrong with the answer.
   *
   * <p>Payload types are not compared: an answer may number a codec as it likes (RFC 3264 6.1), and
   * phones do.
   *
   * @return empty if nothing is
   */
  public static Optional<String> problem(SessionDescription offer, SessionDescription answer) {
    List<MediaDescription> offered = offer.media();
    List<MediaDescription> answered = answer.media();
    if (offered.size() != answered.size()) {
      return Optional.of(
          "answer with " + offered.size() + " m-lines expected, got " + answered.size());
    }
    for (int i = 0; i < offered.size(); i++) {
      Optional<String> problem = problem(i, offered.get(i), answered.get(i));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(int i, MediaDescription offer, MediaDescription answer) {
    if (!offer.type().equals(answer.type())) {
      return Optional.of(
          "m-line " + i + ": " + offer.type() + " expected, got " + Text.quote(answer.type()));
    }
    if (offer.isRejected() && !answer.isRejected()) {
      return Optional.of("m-line " + i + ": port 0 expected, the offer refused it");
    }
    if (answer.isRejected() || !offer.isRtp() || offer.codecs().isEmpty()) {
      return Optional.empty();
    }
    List<Codec> codecs = answer.codecs();
    if (CodecMatch.intersect(codecs, offer.codecs()).isEmpty()) {
      return Optional.of(Mismatch.codecs(i, answer, offer.codecs()).text());
    }
    return Optional.empty();
  }
}
