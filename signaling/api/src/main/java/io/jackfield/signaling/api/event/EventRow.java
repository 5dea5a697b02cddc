package io.jackfield.signaling.api.event;

import io.jackfield.signaling.api.command.Shape;

/**
 * One kind of event, as a row for the documents and their tests.
 *
 * @param path class, subclass and type, e.g. {@code media/session/destroyed}; type {@code *} where
 *     clients choose it
 * @param object what {@code obj_id} names
 * @param when what makes it
 * @param body what its body holds; what a subscription adds comes on top
 */
public record EventRow(String path, String object, String when, Shape body) {

  /**
   * The class.
   *
   * @return first part of the path
   */
  public String eventClass() {
    return path.split("/")[0];
  }

  /**
   * The subclass.
   *
   * @return second part of the path
   */
  public String subclass() {
    return path.split("/")[1];
  }

  /**
   * The type.
   *
   * @return third part of the path
   */
  public String type() {
    return path.split("/")[2];
  }
}
