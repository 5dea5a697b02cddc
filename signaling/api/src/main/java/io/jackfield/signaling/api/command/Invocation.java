package io.jackfield.signaling.api.command;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;

/**
 * One request on its way to its handler.
 *
 * @param command the row of the table
 * @param client who asks
 * @param values checked fields
 * @param holds to keep events back until the reply is written
 */
public record Invocation(Command command, Client client, Values values, Holds holds) {

  /** Keeps events back until the reply of a request is written. Used on the client's loop only. */
  public interface Holds {

    /**
     * Keeps back events about an object.
     *
     * @param objId its id
     */
    void object(String objId);

    /**
     * Keeps back events about an object this request makes; if it fails they are dropped, the
     * client having never heard of it.
     *
     * @param objId its id
     */
    void newObject(String objId);

    /** Keeps back all events of class {@code media}; for short requests with wide effects. */
    void media();
  }

  /**
   * Who asks.
   *
   * @return the identity
   * @throws FailureException {@code not_authenticated} before the login
   */
  public Identity who() {
    return client.identity().orElseThrow(() -> FailureException.of(Reason.NOT_AUTHENTICATED));
  }
}
