package io.jackfield.signaling.api.command;

import java.util.List;

/**
 * What the {@code data} of a response or the {@code body} of an event holds.
 *
 * @param kind how its members are arranged
 * @param members what it, or each of its entries, may hold; a mandatory one is always there
 * @param open whether other members are possible
 */
public record Shape(Kind kind, List<Field> members, boolean open) {

  /** How members are arranged. */
  public enum Kind {
    /** There is no data. */
    NOTHING,
    /** One object. */
    OBJECT,
    /** An array of objects. */
    LIST,
    /** An object of objects, by some id. */
    BY_KEY,
    /** Whatever somebody else put there. */
    ANY
  }

  /** No data. */
  public static final Shape NOTHING = new Shape(Kind.NOTHING, List.of(), false);

  /** Data of somebody else, passed on. */
  public static final Shape ANY = new Shape(Kind.ANY, List.of(), true);

  /** Copies the list. */
  public Shape {
    members = List.copyOf(members);
  }

  /**
   * One object.
   *
   * @param members its members
   * @return a shape without others
   */
  public static Shape object(Field... members) {
    return object(List.of(members));
  }

  /**
   * One object.
   *
   * @param members its members
   * @return a shape without others
   */
  public static Shape object(List<Field> members) {
    return new Shape(Kind.OBJECT, members, false);
  }

  /**
   * An array of objects.
   *
   * @param members what each of them holds
   * @return a shape without others
   */
  public static Shape list(Field... members) {
    return new Shape(Kind.LIST, List.of(members), false);
  }

  /**
   * An object of objects.
   *
   * @param members what each of them holds
   * @return a shape without others
   */
  public static Shape byKey(Field... members) {
    return new Shape(Kind.BY_KEY, List.of(members), false);
  }

  /**
   * The same with members nobody lists here.
   *
   * @return a copy
   */
  public Shape withOthers() {
    return new Shape(kind, members, true);
  }
}
