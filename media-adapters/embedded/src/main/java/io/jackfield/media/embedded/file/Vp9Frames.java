package io.jackfield.media.embedded.file;

/** What the uncompressed header of a VP9 frame says (VP9 bitstream specification 6.2). */
final class Vp9Frames {
  private Vp9Frames() {}

  /** Whether a decoder can begin with the frame. */
  static boolean isKey(byte[] frame) {
    int b = frame[0] & 255;
    boolean profile3 = (b & 0x30) == 0x30;
    // frame_marker(2) profile(2) [reserved] show_existing(1) frame_type(1)
    boolean existing = (b & (profile3 ? 4 : 8)) != 0;
    boolean inter = (b & (profile3 ? 2 : 4)) != 0;
    return !existing && !inter;
  }
}
