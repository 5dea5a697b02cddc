package io.jackfield.gateway.sdp;

/**
 * A line the model keeps as text: {@code i u e p b t r z k}, and a second {@code c=} of one
 * section.
 *
 * @param type the letter before {@code =}
 * @param value what follows {@code =}
 */
public record SdpLine(char type, String value) {
  /** The order of RFC 8866 5; t and r alternate, so they rank alike. */
  private static final String ORDER = "iuepcbtzka";

  /**
   * Refuses other letters, and text that would not stay on its line.
   *
   * @throws SdpException if so
   */
  public SdpLine {
    if (rank(type) < 0) {
      throw new SdpException("line of type i, u, e, p, c, b, t, r, z or k expected, got " + type);
    }
    Text.line(value, type + "= line");
  }

  private static int rank(char type) {
    return ORDER.indexOf(type == 'r' ? 't' : type);
  }

  /** Where the line stands within its section. */
  int rank() {
    return rank(type);
  }

  /** Whether the line stands before the section's {@code c=}. */
  boolean beforeConnection() {
    return rank() < rank('c');
  }

  /** The line for logs: a key left out. */
  @Override
  public String toString() {
    return type == 'k' ? "k=<hidden>" : type + "=" + value;
  }
}
