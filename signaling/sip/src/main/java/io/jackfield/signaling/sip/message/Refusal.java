package io.jackfield.signaling.sip.message;

/**
 * Why a message was not read.
 *
 * @param status of the response to give, e.g. 400; 0 for silence
 * @param reason the reason phrase, naming the header at fault
 */
public record Refusal(int status, String reason) {

  static Refusal bad(String reason) {
    return new Refusal(400, reason);
  }

  static Refusal silent(String reason) {
    return new Refusal(0, reason);
  }
}
