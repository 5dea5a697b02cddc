package io.jackfield.gateway.sdp;

import java.util.Locale;

/** Checks the attributes that have a typed view, so that the views need not fail later. */
final class AttributeCheck {
  /** RFC 8839 5.4: 4..256 and 22..256 ice-chars. */
  private static final int MAX_ICE = 256;

  private static final int MIN_UFRAG = 4;
  private static final int MIN_PWD = 22;

  private AttributeCheck() {}

  /**
   * Checks one attribute.
   *
   * @throws SdpException if its typed view could not be given
   */
  static void check(Attribute attribute, boolean inMedia) {
    String value = attribute.text();
    switch (attribute.name()) {
      case "candidate" -> IceCandidate.parse(value);
      case "fingerprint" -> Fingerprint.parse(value);
      case "setup" -> Setup.parse(value);
      case "group" -> Group.parse(value);
      case "crypto" -> crypto(value);
      case "mid" -> Text.word(value.strip(), "mid");
      case "ice-ufrag" -> ice("ice-ufrag", value.strip(), MIN_UFRAG);
      case "ice-pwd" -> ice("ice-pwd", value.strip(), MIN_PWD);
      case "rtpmap", "fmtp", "rtcp-fb" -> {
        // In the session part they mean nothing and are kept as they came.
        if (inMedia) {
          codecLine(attribute);
        }
      }
      default -> {
        // Unknown here, or read leniently.
      }
    }
  }

  private static void codecLine(Attribute attribute) {
    if (attribute.is("rtpmap")) {
      CodecLines.rtpmap(attribute.text());
    } else {
      CodecLines.payloadType(attribute.text(), attribute.is("rtcp-fb"));
    }
  }

  private static void crypto(String value) {
    try {
      CryptoAttribute.parse(value);
    } catch (SdpException e) {
      // Its message may quote what should have been a tag and is a key.
      throw new SdpException("crypto '<tag> <suite> inline:<key>' expected");
    }
  }

  private static void ice(String name, String value, int min) {
    boolean good = value.length() >= min && value.length() <= MAX_ICE;
    for (int i = 0; good && i < value.length(); i++) {
      good = !Text.isBlank(value.charAt(i));
    }
    if (!good) {
      throw new SdpException(
          String.format(Locale.ROOT, "%s of %d..%d characters expected", name, min, MAX_ICE));
    }
  }
}
