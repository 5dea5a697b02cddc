package io.jackfield.signaling.api.connection;

import java.util.concurrent.atomic.LongAdder;

/** Counters of all connections. Any thread. */
public final class Counters {

  /** Connections open now. */
  public final LongAdder open = new LongAdder();

  /** Connections opened since the start. */
  public final LongAdder opened = new LongAdder();

  /** Connections logged in now. */
  public final LongAdder loggedIn = new LongAdder();

  /** Failed logins since the start. */
  public final LongAdder loginFailures = new LongAdder();

  /** Requests of clients since the start. */
  public final LongAdder requests = new LongAdder();

  /** Error replies since the start. */
  public final LongAdder errors = new LongAdder();

  /** Events sent since the start. */
  public final LongAdder events = new LongAdder();

  /** Connections closed for what the client sent since the start. */
  public final LongAdder malformed = new LongAdder();
}
