package io.jackfield.signaling.api.envelope;

import java.util.Map;

/** Lets tests read what the API writes. */
public final class TestJson {

  private TestJson() {}

  public static Map<String, Object> object(String text) {
    try {
      return MessageReader.object(text);
    } catch (EnvelopeException e) {
      throw new AssertionError("the API wrote no JSON object: " + text, e);
    }
  }
}
