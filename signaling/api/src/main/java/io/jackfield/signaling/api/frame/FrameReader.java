package io.jackfield.signaling.api.frame;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts one stream into texts. It keeps what is begun and not yet whole, never more than a text may
 * have, and nothing between texts. On the connection's loop.
 */
public final class FrameReader {

  private static final byte[] NOTHING = {};
  private static final int FIRST_BUFFER = 256;

  private Optional<FrameMode> mode = Optional.empty();
  private int limit;

  /** Begun and not whole: a prefix, or a body, or a line. */
  private byte[] buffer = NOTHING;

  private int filled;

  /** Bytes of the body that the prefix announced, -1 while the prefix itself is not whole. */
  private int expected = -1;

  /**
   * Makes one for a new stream.
   *
   * @param limit bytes of the longest text
   */
  public FrameReader(int limit) {
    this.limit = limit;
  }

  /**
   * Changes the limit for texts that begin from now on.
   *
   * @param bytes bytes of the longest text
   */
  public void limit(int bytes) {
    limit = bytes;
  }

  /**
   * How the client frames its texts.
   *
   * @return empty before its first byte
   */
  public Optional<FrameMode> mode() {
    return mode;
  }

  /**
   * Takes bytes in.
   *
   * @param bytes all of them are read, unless it throws
   * @param texts told each text that is whole; blank lines are left out
   * @throws FrameException when a prefix or a line is over the limit, as soon as that is known, or
   *     a text is no UTF-8; the stream cannot be read any further
   */
  public void read(ByteBuffer bytes, Consumer<String> texts) throws FrameException {
    if (mode.isEmpty() && bytes.hasRemaining()) {
      // A length has a zero there, since no text may have 16 MiB.
      mode = Optional.of(bytes.get(bytes.position()) == '{' ? FrameMode.LINES : FrameMode.LENGTH);
    }
    while (bytes.hasRemaining()) {
      if (mode.get() == FrameMode.LINES) {
        line(bytes, texts);
      } else if (expected < 0) {
        prefix(bytes, texts);
      } else {
        body(bytes, texts);
      }
    }
  }

  private void prefix(ByteBuffer bytes, Consumer<String> texts) throws FrameException {
    keep(bytes, Math.min(FrameMode.PREFIX - filled, bytes.remaining()), FrameMode.PREFIX);
    long atLeast = 0;
    for (int i = 0; i < FrameMode.PREFIX; i++) {
      atLeast = atLeast << 8 | (i < filled ? buffer[i] & 0xFF : 0);
    }
    if (atLeast > limit) {
      throw new FrameException(
          FrameException.TOO_LARGE, "a length of " + atLeast + " or more is over " + limit);
    }
    if (filled == FrameMode.PREFIX) {
      expected = (int) atLeast;
      drop();
      if (expected == 0) {
        expected = -1;
        texts.accept("");
      }
    }
  }

  private void body(ByteBuffer bytes, Consumer<String> texts) throws FrameException {
    if (filled == 0 && bytes.remaining() >= expected) {
      ByteBuffer whole = bytes.slice(bytes.position(), expected);
      bytes.position(bytes.position() + expected);
      expected = -1;
      texts.accept(text(whole));
      return;
    }
    keep(bytes, Math.min(expected - filled, bytes.remaining()), expected);
    if (filled == expected) {
      ByteBuffer whole = ByteBuffer.wrap(buffer, 0, filled);
      expected = -1;
      drop();
      texts.accept(text(whole));
    }
  }

  private void line(ByteBuffer bytes, Consumer<String> texts) throws FrameException {
    int start = bytes.position();
    int end = start;
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    int length = end - start;
    // One byte more may be the CR of the line's end.
    if (filled + length > limit + 1) {
      throw tooLong();
    }
    if (end == bytes.limit()) {
      keep(bytes, length, limit + 1);
      return;
    }
    ByteBuffer line;
    if (filled == 0) {
      line = bytes.slice(start, length);
      bytes.position(end);
    } else {
      keep(bytes, length, limit + 1);
      line = ByteBuffer.wrap(buffer, 0, filled);
      drop();
    }
    bytes.get();
    if (line.hasRemaining() && line.get(line.limit() - 1) == '\r') {
      line.limit(line.limit() - 1);
    }
    if (line.remaining() > limit) {
      throw tooLong();
    }
    String text = text(line);
    if (!text.isBlank()) {
      texts.accept(text);
    }
  }

  private FrameException tooLong() {
    return new FrameException(FrameException.TOO_LARGE, "a line is over " + limit + " bytes");
  }

  /** Grows by doubling, so that an announced length alone costs nothing. */
  private void keep(ByteBuffer bytes, int count, int most) {
    if (filled + count > buffer.length) {
      int wanted = Math.max(filled + count, Math.max(FIRST_BUFFER, buffer.length * 2));
      buffer = Arrays.copyOf(buffer, Math.max(filled + count, Math.min(most, wanted)));
    }
    bytes.get(buffer, filled, count);
    filled += count;
  }

  private void drop() {
    buffer = NOTHING;
    filled = 0;
  }

  private static String text(ByteBuffer utf8) throws FrameException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new FrameException(FrameException.NOT_UTF8, "text is not UTF-8");
    }
  }
}
