package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.OptionTags;
import io.jackfield.signaling.sip.stack.Flow;
import java.util.Optional;

/**
 * One of the callees an INVITE of ours reached, by its To tag: an early dialog, later perhaps a
 * confirmed one. Acknowledges its reliable provisional responses (RFC 3262) and its 2xx.
 */
final class Fork {

  private final LegContext context;
  private final Dialog dialog;
  private long responseSequence = -1;
  private String answer;
  private SIPRequest ack;
  private Flow ackFlow;

  Fork(LegContext context, Dialog dialog) {
    this.context = context;
    this.dialog = dialog;
  }

  Dialog dialog() {
    return dialog;
  }

  /** What it answered the offer with, in whichever response. */
  Optional<String> answer() {
    return Optional.ofNullable(answer);
  }

  /**
   * Takes a provisional response.
   *
   * @return false for one that was here before, or comes before one that is missing
   */
  boolean provisional(SIPResponse response) {
    if (OptionTags.requires(response, OptionTags.RELIABLE)
        && response.getHeader("RSeq") instanceof RSeq sequence) {
      long number = sequence.getSeqNumber();
      if (responseSequence >= 0 && number != responseSequence + 1) {
        return false;
      }
      responseSequence = number;
      acknowledge(response, number);
    }
    Headers.sdp(response).ifPresent(sdp -> answer = answer == null ? sdp : answer);
    return true;
  }

  /** RFC 3262 4: a PRACK for each, which the client transaction repeats as long as needed. */
  private void acknowledge(SIPResponse response, long number) {
    SIPRequest prack = dialog.request("PRACK");
    Headers.set(prack, "RAck", number + " " + response.getCSeq().getSeqNumber() + " INVITE");
    context.layer().send(prack, dialog.route(), Attempt.IGNORE);
  }

  /** Acknowledges a 2xx; the same again for one that was here before. */
  boolean confirmed(SIPResponse response) {
    boolean first = ack == null;
    if (first) {
      dialog.confirm(response);
      ack = dialog.ack(response.getCSeq().getSeqNumber());
      ackFlow = dialog.route();
      Headers.sdp(response).ifPresent(sdp -> answer = sdp);
    }
    context.layer().sendStateless(ack, ackFlow);
    if (!first) {
      context.layer().countRetransmission();
    }
    return first;
  }

  boolean isConfirmed() {
    return ack != null;
  }
}
