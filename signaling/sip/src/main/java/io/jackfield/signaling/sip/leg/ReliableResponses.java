package io.jackfield.signaling.sip.leg;

import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.message.SIPResponse;
import io.jackfield.signaling.sip.message.Headers;
import io.jackfield.signaling.sip.message.OptionTags;
import io.jackfield.signaling.sip.stack.InboundRequest;
import io.jackfield.signaling.transport.connection.Loop;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The provisional responses to one INVITE, reliable (RFC 3262) where the caller asks for it: always
 * if it requires that, only with a description if it just can. One waits for its PRACK at a time.
 */
final class ReliableResponses {

  private final Loop loop;
  private final InboundRequest invite;
  private final Runnable neverAcknowledged;
  private final boolean required;
  private final boolean possible;
  private final Queue<SIPResponse> waiting = new ArrayDeque<>();
  private final Queue<Runnable> afterwards = new ArrayDeque<>();
  private long sequence;
  private Resender resender;

  ReliableResponses(Loop loop, InboundRequest invite, Runnable neverAcknowledged) {
    this.loop = loop;
    this.invite = invite;
    this.neverAcknowledged = neverAcknowledged;
    this.required = OptionTags.requires(invite.request(), OptionTags.RELIABLE);
    this.possible =
        OptionTags.supports(invite.request(), OptionTags.RELIABLE)
            && !invite.flow().kind().webSocket();
  }

  /**
   * Sends a provisional response other than 100.
   *
   * @param described whether it has a description
   */
  void send(SIPResponse response, boolean described) {
    if (!required && !(possible && described)) {
      invite.send(response);
      return;
    }
    Headers.set(response, "Require", OptionTags.RELIABLE);
    waiting.add(response);
    if (resender == null) {
      next();
    }
  }

  private void next() {
    SIPResponse response = waiting.poll();
    if (response == null) {
      for (Runnable task = afterwards.poll(); task != null; task = afterwards.poll()) {
        task.run();
      }
      return;
    }
    sequence++;
    Headers.set(response, "RSeq", Long.toString(sequence));
    invite.send(response);
    resender = Resender.start(loop, () -> invite.send(response), this::gaveUp);
  }

  private void gaveUp() {
    resender = null;
    stop();
    neverAcknowledged.run();
  }

  /**
   * Takes a PRACK and answers it.
   *
   * @return false if it is for none of these, so that somebody else has to answer
   */
  boolean acknowledged(InboundRequest prack) {
    if (resender == null
        || !(prack.request().getHeader("RAck") instanceof RAck ack)
        || ack.getRSequenceNumber() != sequence
        || ack.getCSequenceNumber() != invite.request().getCSeq().getSeqNumber()
        || !"INVITE".equals(ack.getMethod())) {
      return false;
    }
    resender.stop();
    resender = null;
    prack.reply(200);
    next();
    return true;
  }

  /** Runs something when no response waits for its PRACK; at once if none does. */
  void whenSettled(Runnable task) {
    if (resender == null) {
      task.run();
    } else {
      afterwards.add(task);
    }
  }

  void stop() {
    waiting.clear();
    afterwards.clear();
    if (resender != null) {
      resender.stop();
      resender = null;
    }
  }
}
