package io.jackfield.bench.api;

/** Janus's {@code ping}, which needs no session. */
final class JanusPing implements Dialect {

  private static final String KEY = "\"transaction\"";

  @Override
  public String request(long number) {
    return "{\"janus\":\"ping\",\"transaction\":\"" + number + "\"}";
  }

  @Override
  public long replyTo(String message) {
    int key = message.indexOf(KEY);
    if (key < 0 || !message.contains("\"pong\"")) {
      throw new IllegalStateException("Janus says " + message);
    }
    int from = message.indexOf('"', key + KEY.length()) + 1;
    return Long.parseLong(message.substring(from, message.indexOf('"', from)));
  }
}
