package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Changes to an ordered list of attributes that leave the others in their places. */
final class Attributes {
  private Attributes() {}

  /** The list with one attribute added at its end. */
  static List<Attribute> plus(List<Attribute> list, Attribute attribute) {
    List<Attribute> out = new ArrayList<>(list.size() + 1);
    out.addAll(list);
    out.add(attribute);
    return out;
  }

  /** The list without those that match. */
  static List<Attribute> without(List<Attribute> list, Predicate<Attribute> which) {
    return list.stream().filter(which.negate()).toList();
  }

  /** The list with those that match replaced by others, at the place of the first; else the end. */
  static List<Attribute> replace(
      List<Attribute> list, Predicate<Attribute> which, List<Attribute> by) {
    List<Attribute> out = new ArrayList<>(list.size() + by.size());
    boolean placed = false;
    for (Attribute attribute : list) {
      if (!which.test(attribute)) {
        out.add(attribute);
      } else if (!placed) {
        out.addAll(by);
        placed = true;
      }
    }
    if (!placed) {
      out.addAll(by);
    }
    return out;
  }
}
