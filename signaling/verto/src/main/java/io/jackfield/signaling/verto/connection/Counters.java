package io.jackfield.signaling.verto.connection;

import java.util.concurrent.atomic.LongAdder;

/** Counters of all sockets. Any thread. */
public final class Counters {

  /** Sockets open now. */
  public final LongAdder open = new LongAdder();

  /** Sockets opened since the start. */
  public final LongAdder opened = new LongAdder();

  /** Sockets logged in now. */
  public final LongAdder loggedIn = new LongAdder();

  /** Refused log-ins since the start. */
  public final LongAdder loginFailures = new LongAdder();

  /** Requests of clients since the start. */
  public final LongAdder requests = new LongAdder();

  /** Error replies since the start. */
  public final LongAdder errors = new LongAdder();

  /** Sockets closed for what the client sent, since the start. */
  public final LongAdder malformed = new LongAdder();

  /** Sockets closed because a request of ours was not answered, since the start. */
  public final LongAdder unanswered = new LongAdder();
}
