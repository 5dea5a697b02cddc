package io.jackfield.gateway.route;

import java.util.List;
import java.util.Optional;

/** Where a rule sends a call. */
public sealed interface RouteTarget {

  /**
   * To somebody, as if that name had been dialled.
   *
   * @param name user or URI
   * @param type {@code all}, or {@code user} for API users alone
   */
  record Somebody(String name, String type) implements RouteTarget {}

  /**
   * To several users.
   *
   * @param members their names
   * @param sequence one after the other; else all at once
   */
  record Group(List<String> members, boolean sequence) implements RouteTarget {
    /** Copies the list. */
    public Group {
      members = List.copyOf(members);
    }
  }

  /**
   * Out by the first trunk that can take it.
   *
   * @param names in the order to try them
   */
  record Trunks(List<String> names) implements RouteTarget {
    /** Copies the list. */
    public Trunks {
      names = List.copyOf(names);
    }
  }

  /**
   * Into a conference room.
   *
   * @param id the room
   */
  record Room(String id) implements RouteTarget {}

  /** Back to the caller. */
  record Echo() implements RouteTarget {}

  /**
   * To a recording.
   *
   * @param uri what to play
   */
  record Play(String uri) implements RouteTarget {}

  /**
   * Nowhere.
   *
   * @param status final SIP status 400..699
   */
  record Reject(int status) implements RouteTarget {}

  /**
   * Reads a target: {@code echo}, {@code play:<uri>}, {@code room:<id>}, {@code api:<user>}, {@code
   * reject:<status>}, {@code group:<user>,<user>}, {@code sequence:<user>,<user>}, {@code
   * trunk:<name>,<name>}, or the name of a user.
   *
   * @return empty if it makes no sense
   */
  static Optional<RouteTarget> parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
    if (colon >= 0 && rest.isEmpty() || text.isBlank()) {
      return Optional.empty();
    }
    List<String> names = List.of(rest.split("\\s*,\\s*"));
    return switch (word) {
      case "echo" -> colon < 0 ? Optional.of(new Echo()) : Optional.empty();
      case "play" -> Optional.of(new Play(rest));
      case "room" -> Optional.of(new Room(rest));
      case "api" -> Optional.of(new Somebody(rest, "user"));
      case "group" -> Optional.of(new Group(names, false));
      case "sequence" -> Optional.of(new Group(names, true));
      case "trunk" -> Optional.of(new Trunks(names));
      case "reject" ->
          rest.matches("[456]\\d\\d")
              ? Optional.of(new Reject(Integer.parseInt(rest)))
              : Optional.empty();
      default -> Optional.of(new Somebody(text, "all"));
    };
  }
}
