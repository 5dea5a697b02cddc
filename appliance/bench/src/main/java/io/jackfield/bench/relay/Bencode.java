package io.jackfield.bench.relay;

import java.util.List;
import java.util.Map;

/** Writes and reads as much bencode as rtpengine's ng protocol takes. */
final class Bencode {

  private Bencode() {}

  static String write(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringBuilder text = new StringBuilder("d");
      map.forEach((k, v) -> text.append(write(k)).append(write(v)));
      return text.append('e').toString();
    }
    if (value instanceof List<?> list) {
      StringBuilder text = new StringBuilder("l");
      list.forEach(v -> text.append(write(v)));
      return text.append('e').toString();
    }
    String text = value.toString();
    return text.length() + ":" + text;
  }

  /** The text value of a key of the outer dictionary, found without a full parse. */
  static String text(String message, String key) {
    String mark = key.length() + ":" + key;
    int at = message.indexOf(mark);
    if (at < 0) {
      throw new IllegalStateException("rtpengine answers without '" + key + "': " + message);
    }
    int begin = at + mark.length();
    int colon = message.indexOf(':', begin);
    int length = Integer.parseInt(message.substring(begin, colon));
    return message.substring(colon + 1, colon + 1 + length);
  }
}
