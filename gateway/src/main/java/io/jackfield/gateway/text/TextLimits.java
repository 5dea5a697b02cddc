package io.jackfield.gateway.text;

/**
 * What a sender may send.
 *
 * @param maxBytes most bytes of text in UTF-8
 * @param perSecond messages a sender may send a second, lasting
 * @param burst messages a sender may send at once
 */
public record TextLimits(int maxBytes, int perSecond, int burst) {

  /** A screen full of text, and faster than anybody types. */
  public static final TextLimits STANDARD = new TextLimits(8_192, 5, 20);

  /** Refuses limits that let nothing through. */
  public TextLimits {
    if (maxBytes < 1 || perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException("limits of messages are at least 1");
    }
  }
}
