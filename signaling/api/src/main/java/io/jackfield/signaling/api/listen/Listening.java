package io.jackfield.signaling.api.listen;

import java.util.List;

/**
 * What a service listens on after a change.
 *
 * @param addresses every bound address, as listeners are written, with their real ports
 * @param opened those of them that the change opened
 */
public record Listening(List<String> addresses, List<String> opened) {

  /** Copies the lists. */
  public Listening {
    addresses = List.copyOf(addresses);
    opened = List.copyOf(opened);
  }
}
