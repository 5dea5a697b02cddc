package io.jackfield.signaling.sip.stack;

import java.net.InetAddress;
import java.util.List;

/**
 * Who may speak to a listener.
 *
 * @param allow networks that may; empty for all
 * @param deny networks that may not, whatever {@code allow} says
 */
public record SourceAcl(List<Network> allow, List<Network> deny) {

  /** Everybody may. */
  public static final SourceAcl ALL = new SourceAcl(List.of(), List.of());

  /** Copies the lists. */
  public SourceAcl {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /** Whether a source may speak. */
  public boolean admits(InetAddress source) {
    return deny.stream().noneMatch(network -> network.contains(source))
        && (allow.isEmpty() || allow.stream().anyMatch(network -> network.contains(source)));
  }
}
