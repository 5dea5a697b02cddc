package io.jackfield.media.embedded.rtp;

/** Tells digits from the packets of RFC 4733 telephone-events: one report an event. */
public final class TelephoneEvents {

  /** Length of an event payload in bytes. */
  public static final int PAYLOAD = 4;

  private static final String DIGITS = "0123456789*#ABCD";

  private boolean seen;
  private int lastTimestamp;
  private int lastEvent;

  /**
   * Looks at an event packet.
   *
   * @param data the array
   * @param payload start of the payload
   * @param len length of the payload
   * @param timestamp of the packet: all packets of an event share it (RFC 4733 2.2.1)
   * @return the digit when this is the first packet of its event that arrives, else 0
   */
  public char digit(byte[] data, int payload, int len, int timestamp) {
    if (len < PAYLOAD) {
      return 0;
    }
    int event = data[payload] & 255;
    if (event >= DIGITS.length() || seen && event == lastEvent && timestamp == lastTimestamp) {
      return 0;
    }
    seen = true;
    lastEvent = event;
    lastTimestamp = timestamp;
    return DIGITS.charAt(event);
  }

  /**
   * The event number of a digit.
   *
   * @param digit 0-9, *, #, A-D
   * @return 0 to 15, or -1
   */
  public static int event(char digit) {
    return DIGITS.indexOf(Character.toUpperCase(digit));
  }

  /**
   * Writes an event payload (RFC 4733 2.3).
   *
   * @param data the array
   * @param at where it begins
   * @param event the event
   * @param end whether the event is over
   * @param duration so far in timestamp units, at most 65535
   */
  public static void write(byte[] data, int at, int event, boolean end, int duration) {
    data[at] = (byte) event;
    data[at + 1] = (byte) (10 | (end ? 0x80 : 0));
    Rtp.putShort(data, at + 2, duration);
  }
}
