package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Headers;

/** The session interval an INVITE of ours asks for (RFC 4028 7). */
final class TimerTerms {

  private int interval;
  private int least;

  /**
   * Starts with our own wishes.
   *
   * @param interval in seconds; 0 for no session timer
   * @param least the shortest we take
   */
  TimerTerms(int interval, int least) {
    this.interval = interval;
    this.least = least;
  }

  void offer(SIPRequest request) {
    if (interval > 0) {
      Headers.set(request, "Session-Expires", Integer.toString(interval));
      Headers.set(request, "Min-SE", Integer.toString(least));
    }
  }

  /**
   * Takes a 422.
   *
   * @return whether to ask again, with what it wants
   */
  boolean tooSmall(SIPResponse response) {
    if (interval == 0
        || !(response.getHeader("Min-SE") instanceof MinSE wanted)
        || wanted.getExpires() <= least) {
      return false;
    }
    least = wanted.getExpires();
    interval = Math.max(interval, least);
    return true;
  }
}
