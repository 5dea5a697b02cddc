package io.jackfield.signaling.sip.stack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a byte stream into messages by Content-Length (RFC 3261 18.3) and picks keep-alives out of
 * the gaps (RFC 5626 3.5.1). One for each connection; not thread-safe.
 */
final class StreamFramer {

  /** Receiver of what the framer finds. */
  interface Sink {
    /** One whole message. */
    void message(byte[] bytes);

    /** A double CRLF between messages: answer with a single one. */
    void ping();

    /**
     * The stream makes no sense any more and must be closed.
     *
     * @param head what was read of the message at fault
     * @param reason in words
     */
    void broken(byte[] head, String reason);
  }

  private static final byte[] LONG_NAME = "content-length".getBytes(StandardCharsets.US_ASCII);
  private static final int INITIAL = 2_048;

  private final int maxMessage;
  private byte[] buffer = new byte[INITIAL];
  private int used;
  private int scanned;
  private int headEnd = -1;
  private int messageEnd = -1;
  private boolean broken;

  StreamFramer(int maxMessage) {
    this.maxMessage = maxMessage;
  }

  /** Takes bytes from the stream; calls the sink for each message they complete. */
  void feed(ByteBuffer bytes, Sink sink) {
    while (bytes.hasRemaining() && !broken) {
      room();
      int count = Math.min(bytes.remaining(), buffer.length - used);
      bytes.get(buffer, used, count);
      used += count;
      drain(sink);
      if (!broken && used >= maxMessage + 4) {
        fail(sink, "Message Too Large");
      }
    }
  }

  private void room() {
    if (used == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, maxMessage + 4));
    }
  }

  private void drain(Sink sink) {
    boolean more = true;
    while (more && !broken) {
      if (headEnd < 0) {
        gap(sink);
        headEnd = findHeadEnd();
        if (headEnd >= 0) {
          int length = contentLength();
          if (length < 0) {
            fail(
                sink, length == -1 ? "Missing Content-Length Header" : "Bad Content-Length Header");
            return;
          }
          messageEnd = headEnd + length;
          if (messageEnd > maxMessage) {
            fail(sink, "Message Too Large");
            return;
          }
        }
      }
      more = headEnd >= 0 && used >= messageEnd;
      if (more) {
        byte[] message = Arrays.copyOf(buffer, messageEnd);
        consume(messageEnd);
        sink.message(message);
      }
    }
  }

  /** CRLF before a message is ignored (RFC 3261 7.5); two of them are a ping. */
  private void gap(Sink sink) {
    int skip = 0;
    while (skip < used && (buffer[skip] == '\r' || buffer[skip] == '\n')) {
      if (skip + 4 <= used
          && buffer[skip] == '\r'
          && buffer[skip + 1] == '\n'
          && buffer[skip + 2] == '\r'
          && buffer[skip + 3] == '\n') {
        sink.ping();
        skip += 4;
      } else if (skip + 4 > used && onlyLineEnds(skip)) {
        // Possibly half a ping: wait for the rest.
        break;
      } else {
        skip++;
      }
    }
    if (skip > 0) {
      consume(skip);
    }
  }

  private boolean onlyLineEnds(int from) {
    for (int i = from; i < used; i++) {
      if (buffer[i] != '\r' && buffer[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  private int findHeadEnd() {
    if (onlyLineEnds(0)) {
      return -1;
    }
    for (int i = Math.max(0, scanned - 3); i < used; i++) {
      if (buffer[i] == '\n') {
        if (i + 1 < used && buffer[i + 1] == '\n') {
          return i + 2;
        }
        if (i + 2 < used && buffer[i + 1] == '\r' && buffer[i + 2] == '\n') {
          return i + 3;
        }
      }
    }
    scanned = used;
    return -1;
  }

  /** The value of Content-Length; -1 if absent, -2 if unreadable. */
  private int contentLength() {
    for (int line = 0; line < headEnd; line = nextLine(line)) {
      int at = afterName(line);
      if (at >= 0) {
        return number(at);
      }
    }
    return -1;
  }

  private int nextLine(int from) {
    int at = from;
    while (at < headEnd && buffer[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private int afterName(int line) {
    int at = line;
    if ((buffer[at] | 0x20) == 'l' && (buffer[at + 1] == ':' || blank(buffer[at + 1]))) {
      at++;
    } else {
      for (byte expected : LONG_NAME) {
        if (at >= headEnd || lower(buffer[at]) != expected) {
          return -1;
        }
        at++;
      }
    }
    while (at < headEnd && blank(buffer[at])) {
      at++;
    }
    return at < headEnd && buffer[at] == ':' ? at + 1 : -1;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  private int number(int from) {
    int at = from;
    while (at < headEnd && blank(buffer[at])) {
      at++;
    }
    int value = -2;
    while (at < headEnd && buffer[at] >= '0' && buffer[at] <= '9') {
      value = (value < 0 ? 0 : value) * 10 + (buffer[at] - '0');
      if (value > 1 << 24) {
        return value;
      }
      at++;
    }
    while (at < headEnd && blank(buffer[at])) {
      at++;
    }
    return at < headEnd && (buffer[at] == '\r' || buffer[at] == '\n') ? value : -2;
  }

  private void consume(int count) {
    System.arraycopy(buffer, count, buffer, 0, used - count);
    used -= count;
    scanned = 0;
    headEnd = -1;
    messageEnd = -1;
    if (used == 0 && buffer.length > INITIAL) {
      buffer = new byte[INITIAL];
    }
  }

  private void fail(Sink sink, String reason) {
    broken = true;
    sink.broken(Arrays.copyOf(buffer, used), reason);
  }
}
