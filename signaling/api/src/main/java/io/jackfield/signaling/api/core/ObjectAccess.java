package io.jackfield.signaling.api.core;

import io.jackfield.signaling.api.command.Identity;

/** Whether somebody may hear the events of an object. */
@FunctionalInterface
public interface ObjectAccess {

  /**
   * Decides.
   *
   * @param who not an administrator
   * @param subclass subclass of class {@code media}
   * @param objId the object's id
   * @return true for an own session, an own call or one this user is invited to
   */
  boolean mayHear(Identity who, String subclass, String objId);
}
