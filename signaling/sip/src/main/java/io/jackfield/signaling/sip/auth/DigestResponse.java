package io.jackfield.signaling.sip.auth;

/** The digest computation (RFC 7616 3.4.1). */
public final class DigestResponse {

  private DigestResponse() {}

  /**
   * The response for a request.
   *
   * @param ha1 H(user:realm:password), lower-case hex
   * @param method of the request
   * @param uri the {@code uri} parameter, as written
   * @param nonce of the challenge
   * @param qop {@code auth}, or empty for a challenge without one (RFC 2617 3.2.2.1)
   * @param nc the {@code nc} parameter, as written; unused without qop
   * @param cnonce of the client; unused without qop
   * @return lower-case hex
   */
  public static String of(
      DigestAlgorithm algorithm,
      String ha1,
      String method,
      String uri,
      String nonce,
      String qop,
      String nc,
      String cnonce) {
    String ha2 = algorithm.hash(method + ':' + uri);
    String middle = qop.isEmpty() ? nonce : nonce + ':' + nc + ':' + cnonce + ':' + qop;
    return algorithm.hash(ha1 + ':' + middle + ':' + ha2);
  }
}
