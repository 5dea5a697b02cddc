package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scanning of one line's text; linear in its length, whatever it holds. */
final class Text {
  private static final int EXCERPT = 40;

  private Text() {}

  /** The tokens between runs of spaces and tabs. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int length = text.length();
    int i = 0;
    while (i < length) {
      while (i < length && isBlank(text.charAt(i))) {
        i++;
      }
      int start = i;
      while (i < length && !isBlank(text.charAt(i))) {
        i++;
      }
      if (i > start) {
        words.add(text.substring(start, i));
      }
    }
    return words;
  }

  /** The rest of the text after its first word, without the blanks around it. */
  static String afterFirstWord(String text) {
    int i = 0;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    while (i < text.length() && !isBlank(text.charAt(i))) {
      i++;
    }
    return text.substring(i).strip();
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /**
   * A decimal number in a range, digits only.
   *
   * @throws SdpException if it is anything else
   */
  static long number(String text, long min, long max, String what) {
    long value = 0;
    boolean good = !text.isEmpty() && text.length() <= 18;
    for (int i = 0; good && i < text.length(); i++) {
      char c = text.charAt(i);
      good = c >= '0' && c <= '9';
      value = value * 10 + (c - '0');
    }
    if (!good || value < min || value > max) {
      throw new SdpException(what + " " + min + ".." + max + " expected, got " + quote(text));
    }
    return value;
  }

  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** A piece of bad input, short and without control characters, for an error message. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < text.length() && i < EXCERPT; i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c == 0x7f ? '?' : c);
    }
    return out.append(text.length() > EXCERPT ? "...'" : "'").toString();
  }

  /**
   * Refuses what would break out of its line when written.
   *
   * @throws SdpException for a control character other than tab
   */
  static String line(String text, String what) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        throw new SdpException(
            String.format(Locale.ROOT, "%s holds control character 0x%02x", what, (int) c));
      }
    }
    return text;
  }

  /**
   * Refuses what is not exactly one word.
   *
   * @throws SdpException if it is empty or holds a blank or a control character
   */
  static String word(String text, String what) {
    line(text, what);
    boolean good = !text.isEmpty();
    for (int i = 0; good && i < text.length(); i++) {
      good = !isBlank(text.charAt(i));
    }
    if (!good) {
      throw new SdpException(what + " expected, got " + quote(text));
    }
    return text;
  }
}
