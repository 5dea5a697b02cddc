package io.jackfield.signaling.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Writes unmasked frames of whole messages (RFC 6455 section 5.2). */
final class WebSocketFrames {

  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static final int FIN = 0x80;
  private static final int MAX_HEADER = 10;
  private static final int MAX_REASON = 123;

  private WebSocketFrames() {}

  static ByteBuf text(ByteBufAllocator allocator, String text) {
    int length = ByteBufUtil.utf8Bytes(text);
    ByteBuf frame = header(allocator, TEXT, length);
    ByteBufUtil.reserveAndWriteUtf8(frame, text, length);
    return frame;
  }

  static ByteBuf text(ByteBufAllocator allocator, byte[] utf8) {
    return header(allocator, TEXT, utf8.length).writeBytes(utf8);
  }

  static ByteBuf binary(ByteBufAllocator allocator, byte[] bytes) {
    return header(allocator, BINARY, bytes.length).writeBytes(bytes);
  }

  static ByteBuf ping(ByteBufAllocator allocator) {
    return header(allocator, PING, 0);
  }

  static ByteBuf pong(ByteBufAllocator allocator, ByteBuf payload) {
    return header(allocator, PONG, payload.readableBytes()).writeBytes(payload);
  }

  /**
   * A close frame. Codes that must not travel (1005, 1006, 1015; RFC 6455 section 7.4.1) make an
   * empty one.
   */
  static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
    if (!mayTravel(code)) {
      return header(allocator, CLOSE, 0);
    }
    byte[] words = cut(reason);
    return header(allocator, CLOSE, 2 + words.length).writeShort(code).writeBytes(words);
  }

  static boolean mayTravel(int code) {
    return code >= 1000
        && code < 5000
        && code != 1004
        && code != 1005
        && code != 1006
        && code != 1015;
  }

  /** Cuts at a character border, as the reason must be UTF-8 and short (section 5.5). */
  private static byte[] cut(String reason) {
    String words = reason;
    while (ByteBufUtil.utf8Bytes(words) > MAX_REASON) {
      words = words.substring(0, words.offsetByCodePoints(words.length(), -1));
    }
    return words.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuf header(ByteBufAllocator allocator, int opcode, int length) {
    ByteBuf frame = allocator.directBuffer(MAX_HEADER + length);
    frame.writeByte(FIN | opcode);
    if (length < 126) {
      frame.writeByte(length);
    } else if (length < 1 << 16) {
      frame.writeByte(126).writeShort(length);
    } else {
      frame.writeByte(127).writeLong(length);
    }
    return frame;
  }
}
