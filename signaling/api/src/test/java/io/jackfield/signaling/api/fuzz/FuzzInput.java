package io.jackfield.signaling.api.fuzz;

import io.jackfield.signaling.api.frame.FrameMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An input as the life of a connection.
 *
 * @param who who logs in first, if anybody
 * @param mode framing of the login, and of messages
 * @param answers whether the client agrees to what it is asked, or never answers
 * @param said what is said after the login, in the pieces that arrive together
 */
record FuzzInput(Who who, FrameMode mode, boolean answers, List<byte[]> said) {

  /** Who connects. */
  enum Who {
    STRANGER,
    USER,
    ADMINISTRATOR,
    CORE_ADMINISTRATOR
  }

  private static final int WHO = 0x03;
  private static final int LINES = 0x04;
  private static final int MUTE = 0x08;
  private static final int RAW = 0x10;
  private static final int CUT = 0x60;
  private static final int[] PIECES = {Integer.MAX_VALUE, 1, 7, 200};

  /**
   * Reads an input.
   *
   * @param bytes at least one; the others are a raw stream, or messages with a newline between them
   */
  static FuzzInput of(byte[] bytes) {
    int flags = bytes[0];
    FrameMode mode = (flags & LINES) != 0 ? FrameMode.LINES : FrameMode.LENGTH;
    byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
    List<byte[]> said = new ArrayList<>();
    int piece = PIECES[(flags & CUT) >> 5];
    for (byte[] each : (flags & RAW) != 0 ? List.of(rest) : messages(mode, rest)) {
      for (int at = 0; at < each.length; at += Math.min(piece, each.length - at)) {
        said.add(Arrays.copyOfRange(each, at, at + Math.min(piece, each.length - at)));
      }
    }
    return new FuzzInput(Who.values()[flags & WHO], mode, (flags & MUTE) == 0, said);
  }

  /** The input that has these messages said by somebody who answers, all in one piece each. */
  static byte[] bytes(Who who, FrameMode mode, List<String> messages) {
    byte[] text = String.join("\n", messages).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[text.length + 1];
    bytes[0] = (byte) (who.ordinal() | (mode == FrameMode.LINES ? LINES : 0));
    System.arraycopy(text, 0, bytes, 1, text.length);
    return bytes;
  }

  private static List<byte[]> messages(FrameMode mode, byte[] bytes) {
    List<byte[]> frames = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        frames.add(frame(mode, Arrays.copyOfRange(bytes, start, i)));
        start = i + 1;
      }
    }
    return frames;
  }

  /** What is no UTF-8 has to stay as it is. */
  private static byte[] frame(FrameMode mode, byte[] text) {
    byte[] around = mode.encode("x".repeat(text.length));
    int from = mode == FrameMode.LINES ? 0 : around.length - text.length;
    System.arraycopy(text, 0, around, from, text.length);
    return around;
  }
}
