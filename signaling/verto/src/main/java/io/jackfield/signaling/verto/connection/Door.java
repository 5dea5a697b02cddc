package io.jackfield.signaling.verto.connection;

import java.util.concurrent.CompletionStage;

/** Decides who may come in. Any thread; does not block. */
@FunctionalInterface
public interface Door {

  /**
   * A client wants to log in.
   *
   * @param login name as given, maybe with a domain
   * @param password as given
   * @param sessid session it comes back to, or a new one
   * @return who it is; fails with {@link LoginRefused}
   */
  CompletionStage<Client> admit(String login, String password, String sessid);
}
