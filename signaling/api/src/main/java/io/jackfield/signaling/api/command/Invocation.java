package io.jackfield.signaling.api.command;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.util.Optional;

/**
 * One request on its way to its handler.
 *
 * @param command the row of the table
 * @param client who asks
 * @param values checked fields
 * @param holds to keep events back until the reply is written
 * @param role to be judged by, in place of the client's own
 */
public record Invocation(
    Command command, Client client, Values values, Holds holds, Optional<Role> role) {

  /**
   * A request with the rights of its client.
   *
   * @param command the row of the table
   * @param client who asks
   * @param values checked fields
   * @param holds to keep events back until the reply is written
   */
  public Invocation(Command command, Client client, Values values, Holds holds) {
    this(command, client, values, holds, Optional.empty());
  }

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
   * The same request with the rights of another role, for its permission alone.
   *
   * @param other the role
   * @return a copy
   */
  public Invocation as(Role other) {
    return new Invocation(command, client, values, holds, Optional.of(other));
  }

  /**
   * Who asks.
   *
   * @return the identity
   * @throws FailureException {@code not_authenticated} before the login
   */
  public Identity who() {
    Identity own =
        client.identity().orElseThrow(() -> FailureException.of(Reason.NOT_AUTHENTICATED));
    return role.map(own::as).orElse(own);
  }
}
