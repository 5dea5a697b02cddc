package io.jackfield.gateway.sdp;

import java.util.Locale;
import java.util.Optional;

/**
 * The profile part of an H.264 {@code profile-level-id} (RFC 6184 8.1): what must agree; the level
 * may differ.
 *
 * @param idc {@code profile_idc}, with the constrained profiles told apart
 * @param constrained whether it is a constrained variant (set1 of baseline, sets 4 and 5 of high)
 */
record H264Profile(int idc, boolean constrained) {
  private static final String KEY = "profile-level-id";

  /** RFC 6184 8.1: Baseline at level 1 if the parameter is missing. */
  private static final int DEFAULT = 0x42000a;

  private static final int BASELINE = 66;
  private static final int EXTENDED = 88;
  private static final int HIGH = 100;

  static H264Profile of(Codec codec) {
    int id = id(codec);
    int idc = id >> 16;
    int iop = id >> 8 & 0xff;
    return switch (idc) {
      case BASELINE -> new H264Profile(BASELINE, (iop & 0x40) != 0);
      // Extended with set0 and set1 is constrained baseline, with set0 alone baseline (table 5).
      case EXTENDED ->
          (iop & 0x80) != 0
              ? new H264Profile(BASELINE, (iop & 0x40) != 0)
              : new H264Profile(EXTENDED, false);
      case HIGH -> new H264Profile(HIGH, (iop & 0x0c) == 0x0c);
      default -> new H264Profile(idc, false);
    };
  }

  /**
   * The answer's parameters: the answerer's own, at the lower of the two levels unless both allow
   * asymmetry (RFC 6184 8.2.2); the offered ones if the answerer has none.
   */
  static String answerFmtp(Codec offered, Codec own) {
    if (own.parameter(KEY).isEmpty()) {
      return offered.fmtp();
    }
    boolean asymmetric = isAsymmetric(offered) && isAsymmetric(own);
    if (asymmetric || (id(own) & 0xff) <= (id(offered) & 0xff)) {
      return own.fmtp();
    }
    String wanted = own.parameter(KEY).get();
    String lower = String.format(Locale.ROOT, "%06x", id(own) & 0xffff00 | id(offered) & 0xff);
    return own.fmtp().replace(wanted, lower);
  }

  private static boolean isAsymmetric(Codec codec) {
    return codec.parameter("level-asymmetry-allowed").filter("1"::equals).isPresent();
  }

  private static int id(Codec codec) {
    Optional<String> text = codec.parameter(KEY).filter(t -> t.length() == 6);
    if (text.isEmpty()) {
      return DEFAULT;
    }
    int id = 0;
    for (int i = 0; i < 6; i++) {
      int digit = Character.digit(text.get().charAt(i), 16);
      if (digit < 0) {
        return DEFAULT;
      }
      id = id << 4 | digit;
    }
    return id;
  }
}
