package io.jackfield.signaling.verto.connection;

import io.jackfield.signaling.verto.rpc.Incoming;

/** Who is behind a socket after log-in; may outlive it. Any thread. */
public interface Client {

  /**
   * Its session.
   *
   * @return the client's {@code sessid}
   */
  String sessid();

  /**
   * Its user.
   *
   * @return a name of the service
   */
  String user();

  /**
   * Whether it has calls, which keep its socket from being idle.
   *
   * @return true while there is one
   */
  boolean inCall();

  /**
   * This socket is its socket from now on; an older one is punted.
   *
   * @param connection logged in
   */
  void joined(VertoConnection connection);

  /**
   * This socket is gone, or somebody else's now.
   *
   * @param connection once joined
   */
  void left(VertoConnection connection);

  /**
   * A request after log-in.
   *
   * @param connection where it came
   * @param request any method but {@code login}
   * @param answer to be answered once
   */
  void requested(VertoConnection connection, Incoming.Request request, Answer answer);
}
