package io.jackfield.signaling.api.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How texts follow each other on a stream; the client's first byte decides for both sides. */
public enum FrameMode {

  /** Four bytes of length, most significant first, then so many bytes of UTF-8. */
  LENGTH {
    @Override
    public byte[] encode(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(PREFIX + utf8.length).putInt(utf8.length).put(utf8).array();
    }
  },

  /** One text a line of UTF-8, LF at its end. */
  LINES {
    @Override
    public byte[] encode(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      byte[] line = Arrays.copyOf(utf8, utf8.length + 1);
      line[utf8.length] = '\n';
      return line;
    }
  };

  /** Bytes of a length prefix. */
  static final int PREFIX = 4;

  /**
   * The wire form of a text.
   *
   * @param text a JSON object on one line
   * @return a new array
   */
  public abstract byte[] encode(String text);
}
