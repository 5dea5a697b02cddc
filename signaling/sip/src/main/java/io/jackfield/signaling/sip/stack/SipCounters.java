package io.jackfield.signaling.sip.stack;

import java.util.concurrent.atomic.LongAdder;

/** Counters of the SIP side. Any thread. */
public final class SipCounters {

  /** Requests that passed the border. */
  public final LongAdder requestsIn = new LongAdder();

  /** Responses that passed the border. */
  public final LongAdder responsesIn = new LongAdder();

  /** Messages sent, retransmissions included. */
  public final LongAdder messagesOut = new LongAdder();

  /** Messages sent again because an answer or ACK was late. */
  public final LongAdder retransmissions = new LongAdder();

  /** Messages that could not be read. */
  public final LongAdder parseFailures = new LongAdder();

  /** Messages and timers whose handling failed: an error of ours. */
  public final LongAdder faults = new LongAdder();

  /** Responses and ACKs that belong to nothing of ours. */
  public final LongAdder strays = new LongAdder();

  /** Messages that could not be handed to the system. */
  public final LongAdder sendFailures = new LongAdder();

  /** Messages of banned sources, not even read. */
  public final LongAdder dropped = new LongAdder();

  /** Makes counters at zero. */
  public SipCounters() {}
}
