package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the session part and an m-section have in common: attributes, in order.
 *
 * <p>The views here look at this section alone. {@link SessionDescription} has those that fall back
 * from an m-section to its BUNDLE group and to the session part.
 */
public sealed interface AttributeSection permits SessionDescription, MediaDescription {

  /** All attributes in order, unknown ones included. */
  List<Attribute> attributes();

  /** Whether there is an attribute of that name. */
  default boolean has(String name) {
    return attributes().stream().anyMatch(a -> a.is(name));
  }

  /** The value of the first attribute of that name; an empty text for a property attribute. */
  default Optional<String> value(String name) {
    for (Attribute attribute : attributes()) {
      if (attribute.is(name)) {
        return Optional.of(attribute.text());
      }
    }
    return Optional.empty();
  }

  /** The values of all attributes of that name, in order. */
  default List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (Attribute attribute : attributes()) {
      if (attribute.is(name)) {
        values.add(attribute.text());
      }
    }
    return values;
  }

  /** The direction written in this section, if any is. */
  default Optional<Direction> writtenDirection() {
    for (Attribute attribute : attributes()) {
      Optional<Direction> direction = Direction.ofAttribute(attribute.name());
      if (direction.isPresent()) {
        return direction;
      }
    }
    return Optional.empty();
  }

  /** The candidates written in this section, in order. */
  default List<IceCandidate> candidates() {
    return values("candidate").stream().map(IceCandidate::parse).toList();
  }

  /** The fingerprints written in this section, in order. */
  default List<Fingerprint> writtenFingerprints() {
    return values("fingerprint").stream().map(Fingerprint::parse).toList();
  }
}
