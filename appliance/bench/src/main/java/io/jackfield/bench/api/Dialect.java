package io.jackfield.bench.api;

/** How a server is spoken to. Requests are numbered from 1 on each connection. */
interface Dialect {

  /** The request with that number. */
  String request(long number);

  /**
   * The number of the request this is the reply to.
   *
   * @return zero if it is no reply
   */
  long replyTo(String message);
}
