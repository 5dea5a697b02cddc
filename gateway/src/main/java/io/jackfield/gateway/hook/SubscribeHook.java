package io.jackfield.gateway.hook;

import io.jackfield.gateway.event.Subscription;

/** A user of the External API wants to hear events. */
public final class SubscribeHook {

  private SubscribeHook() {}

  /**
   * Which.
   *
   * @param user who
   * @param sessionId by which connection
   * @param topic what it wants to hear
   */
  public record Question(String user, String sessionId, Subscription topic) {}
}
