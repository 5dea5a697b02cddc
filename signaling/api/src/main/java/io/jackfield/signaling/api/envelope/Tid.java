package io.jackfield.signaling.api.envelope;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A transaction id: a JSON number or string, compared by type and value, echoed as it was written.
 */
public final class Tid {

  private static final int LONGEST_WHOLE = 40;

  private final boolean text;
  private final String written;
  private final String value;

  private Tid(boolean text, String written, String value) {
    this.text = text;
    this.written = written;
    this.value = value;
  }

  /**
   * A tid that is a JSON string.
   *
   * @param value its characters
   * @return never equal to a number
   */
  public static Tid ofText(String value) {
    return new Tid(true, value, value);
  }

  /**
   * A tid that is a JSON number.
   *
   * @param written the number as it stands in the message
   * @return equal to any other spelling of the same number
   */
  public static Tid ofNumber(String written) {
    return new Tid(false, written, normal(written));
  }

  /**
   * A tid of ours.
   *
   * @param number from 1
   * @return a number
   */
  public static Tid of(long number) {
    String written = Long.toString(number);
    return new Tid(false, written, written);
  }

  /** Digits alone are their own value; other spellings (7.0, 1e3, -0) are brought to one form. */
  private static String normal(String written) {
    boolean plain = written.length() < LONGEST_WHOLE && !written.equals("-0");
    for (int i = 0; plain && i < written.length(); i++) {
      char c = written.charAt(i);
      plain = c == '-' || c >= '0' && c <= '9';
    }
    if (plain) {
      return written;
    }
    try {
      BigDecimal number = new BigDecimal(written).stripTrailingZeros();
      return number.scale() <= 0 && number.precision() - (long) number.scale() < LONGEST_WHOLE
          ? number.toBigInteger().toString()
          : number.toString();
    } catch (ArithmeticException | NumberFormatException e) {
      // An exponent beyond any arithmetic: such ids are equal when written alike.
      return written;
    }
  }

  /**
   * Whether it is a JSON string.
   *
   * @return false for a number
   */
  public boolean isText() {
    return text;
  }

  /**
   * As it was written, without quotes.
   *
   * @return never null
   */
  public String written() {
    return written;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tid tid && tid.text == text && tid.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, value);
  }

  @Override
  public String toString() {
    return written;
  }
}
