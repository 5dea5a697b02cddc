package io.jackfield.media.embedded.codec;

/** Tables of ITU-T G.722 that both directions use. */
final class G722Tables {
  static final int[] WL = {-60, -30, 58, 172, 334, 538, 1198, 3042};
  static final int[] RL42 = {0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0};
  static final int[] WH = {0, -214, 798};
  static final int[] RH2 = {2, 1, 2, 1};
  static final int[] QM2 = {-7408, -1616, 7408, 1616};
  static final int[] QM4 = {
    0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584,
    1200, 0
  };
  static final int[] QMF = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

  private G722Tables() {}
}
