package io.jackfield.signaling.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message cut into start line, header lines and body, before anything is understood.
 *
 * @param startLine the first line
 * @param headers header lines in order, unfolded
 * @param body what follows the empty line; may be longer or shorter than Content-Length says
 * @param complete whether the empty line was there
 */
public record RawMessage(
    String startLine, List<HeaderLine> headers, byte[] body, boolean complete) {

  /**
   * Cuts a message.
   *
   * @param bytes one message, or one datagram
   * @param maxHeaders further header lines are left out, plus one to tell
   */
  public static RawMessage cut(byte[] bytes, int maxHeaders) {
    int at = 0;
    while (at < bytes.length && (bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
    String startLine = null;
    List<HeaderLine> headers = new ArrayList<>(16);
    StringBuilder folded = null;
    String pending = null;
    boolean complete = false;
    while (at < bytes.length) {
      int end = lineEnd(bytes, at);
      int length = end - at;
      if (length > 0 && bytes[end - 1] == '\r') {
        length--;
      }
      if (length == 0) {
        at = Math.min(end + 1, bytes.length);
        complete = true;
        break;
      }
      boolean continuation = bytes[at] == ' ' || bytes[at] == '\t';
      String line = new String(bytes, at, length, StandardCharsets.UTF_8);
      at = Math.min(end + 1, bytes.length);
      if (startLine == null) {
        startLine = line;
      } else if (continuation && pending != null) {
        // RFC 3261 7.3.1: folding is one space.
        if (folded == null) {
          folded = new StringBuilder(pending);
        }
        folded.append(' ').append(line.strip());
      } else {
        if (!add(headers, pending, folded, maxHeaders)) {
          pending = null;
          folded = null;
          continue;
        }
        pending = line;
        folded = null;
      }
    }
    add(headers, pending, folded, maxHeaders);
    byte[] body = new byte[bytes.length - at];
    System.arraycopy(bytes, at, body, 0, body.length);
    return new RawMessage(startLine == null ? "" : startLine, headers, body, complete);
  }

  private static boolean add(
      List<HeaderLine> headers, String line, StringBuilder folded, int maxHeaders) {
    if (line == null) {
      return headers.size() <= maxHeaders;
    }
    if (headers.size() > maxHeaders) {
      return false;
    }
    String whole = folded == null ? line : folded.toString();
    int colon = whole.indexOf(':');
    if (colon < 0) {
      headers.add(HeaderLine.of(whole.strip(), ""));
    } else {
      headers.add(
          HeaderLine.of(whole.substring(0, colon).strip(), whole.substring(colon + 1).strip()));
    }
    return true;
  }

  private static int lineEnd(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Whether it is, or tries to be, a response. */
  public boolean isResponse() {
    return startLine.startsWith("SIP/");
  }

  /** The method of a request as written, in upper or lower case; empty if there is none. */
  public String method() {
    int space = startLine.indexOf(' ');
    return space <= 0 || isResponse() ? "" : startLine.substring(0, space);
  }

  /** The first value of a header, by its canonical name. */
  public Optional<String> first(String canonical) {
    for (HeaderLine header : headers) {
      if (header.canonical().equals(canonical)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /** How often a header stands there, by its canonical name. */
  public int count(String canonical) {
    int count = 0;
    for (HeaderLine header : headers) {
      if (header.canonical().equals(canonical)) {
        count++;
      }
    }
    return count;
  }
}
