package io.jackfield.media.embedded.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** EBML (RFC 8794): element ids of Matroska, and reading and writing of numbers. */
final class Ebml {
  static final int HEADER = 0x1a45dfa3;
  static final int SEGMENT = 0x18538067;
  static final int INFO = 0x1549a966;
  static final int TIMESTAMP_SCALE = 0x2ad7b1;
  static final int DURATION = 0x4489;
  static final int TRACKS = 0x1654ae6b;
  static final int TRACK_ENTRY = 0xae;
  static final int TRACK_NUMBER = 0xd7;
  static final int TRACK_TYPE = 0x83;
  static final int CODEC_ID = 0x86;
  static final int CLUSTER = 0x1f43b675;
  static final int TIMESTAMP = 0xe7;
  static final int SIMPLE_BLOCK = 0xa3;
  static final int BLOCK_GROUP = 0xa0;
  static final int BLOCK = 0xa1;
  static final int CUES = 0x1c53bb6b;
  static final int CUE_POINT = 0xbb;
  static final int CUE_TIME = 0xb3;
  static final int CUE_TRACK_POSITIONS = 0xb7;
  static final int CUE_TRACK = 0xf7;
  static final int CUE_CLUSTER_POSITION = 0xf1;

  /** A size that says "until something else begins". */
  static final long UNKNOWN = -1;

  private Ebml() {}

  /** What is there is no EBML. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken(String text) {
      super(text);
    }
  }

  static int readId(FileBytes in) throws IOException {
    int first = in.readByte();
    int more = Integer.numberOfLeadingZeros(first) - 24;
    if (more > 3) {
      throw new Broken("no EBML element");
    }
    int id = first;
    for (int i = 0; i < more; i++) {
      id = id << 8 | in.readByte();
    }
    return id;
  }

  static long readSize(FileBytes in) throws IOException {
    int first = in.readByte();
    int more = Integer.numberOfLeadingZeros(first) - 24;
    if (more > 7) {
      throw new Broken("no EBML size");
    }
    long value = first & (0x7f >> more);
    boolean ones = value == 0x7f >> more;
    for (int i = 0; i < more; i++) {
      int next = in.readByte();
      ones &= next == 255;
      value = value << 8 | next;
    }
    return ones ? UNKNOWN : value;
  }

  // ---- writing

  static void id(ByteArrayOutputStream out, int id) {
    int bytes = (39 - Integer.numberOfLeadingZeros(id)) / 8;
    for (int i = bytes - 1; i >= 0; i--) {
      out.write(id >> 8 * i);
    }
  }

  /** A size of four bytes. */
  static void size(ByteArrayOutputStream out, int size) {
    out.write(0x10 | size >> 24 & 15);
    out.write(size >> 16);
    out.write(size >> 8);
    out.write(size);
  }

  static void element(ByteArrayOutputStream out, int id, byte[] content) {
    id(out, id);
    size(out, content.length);
    out.writeBytes(content);
  }

  static void number(ByteArrayOutputStream out, int id, long value) {
    int bytes = Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8);
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) (value >> 8 * (bytes - 1 - i));
    }
    element(out, id, content);
  }

  static void real(ByteArrayOutputStream out, int id, double value) {
    element(out, id, java.nio.ByteBuffer.allocate(8).putDouble(value).array());
  }

  static void text(ByteArrayOutputStream out, int id, String value) {
    element(out, id, value.getBytes(StandardCharsets.UTF_8));
  }
}
