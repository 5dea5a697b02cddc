package io.jackfield.signaling.sip;

import io.jackfield.signaling.sip.stack.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each offence, in a form that does not change: fail2ban reads it. */
final class AbuseLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.jackfield.sip.abuse");

  /**
   * Logs an offence.
   *
   * @param reason one word of ours, never a peer's text
   */
  void offence(Flow flow, String reason) {
    LOG.warn("sip-abuse source={} reason={}", flow.remoteHost(), reason);
  }
}
