package io.jackfield.gateway.sdp;

import java.util.List;

/**
 * The value of {@code a=crypto} (RFC 4568 9.1): an SRTP key in the description.
 *
 * @param tag 0..999999999
 * @param suite {@code AES_CM_128_HMAC_SHA1_80}, ...
 * @param keyParams {@code inline:...}, several separated by semicolons; secret
 * @param sessionParams {@code KDR=...} and the like, in order; often empty
 */
public record CryptoAttribute(int tag, String suite, String keyParams, List<String> sessionParams) {
  private static final int MAX_TAG = 999_999_999;

  /**
   * Checks every part.
   *
   * @throws SdpException if one does not fit its place
   */
  public CryptoAttribute {
    if (tag < 0 || tag > MAX_TAG) {
      throw new SdpException("crypto tag 0.." + MAX_TAG + " expected, got " + tag);
    }
    Text.word(suite, "crypto suite");
    Text.word(keyParams, "crypto key");
    sessionParams = List.copyOf(sessionParams);
    sessionParams.forEach(p -> Text.word(p, "crypto session parameter"));
  }

  /**
   * Parses the value of {@code a=crypto}.
   *
   * @throws SdpException if it is not one; the message holds nothing of the key
   */
  public static CryptoAttribute parse(String text) {
    List<String> words = Text.words(text);
    if (words.size() < 3) {
      throw new SdpException("crypto '<tag> <suite> inline:<key>' expected");
    }
    int tag = (int) Text.number(words.get(0), 0, MAX_TAG, "crypto tag");
    return new CryptoAttribute(tag, words.get(1), words.get(2), words.subList(3, words.size()));
  }

  /** The value of {@code a=crypto}. */
  public String write() {
    String head = tag + " " + suite + ' ' + keyParams;
    return sessionParams.isEmpty() ? head : head + ' ' + String.join(" ", sessionParams);
  }

  /** For logs: without the key. */
  @Override
  public String toString() {
    return "CryptoAttribute[tag=" + tag + ", suite=" + suite + ", key hidden]";
  }
}
