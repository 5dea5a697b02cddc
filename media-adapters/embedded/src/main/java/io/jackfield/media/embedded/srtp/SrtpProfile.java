package io.jackfield.media.embedded.srtp;

/** The protection profiles we offer (RFC 5764 4.1.2, RFC 7714 14, RFC 4568 6.2). */
public enum SrtpProfile {
  /** AES-GCM, 128-bit key, 96-bit salt, 16-byte tag (RFC 7714). */
  AEAD_AES_128_GCM(0x0007, "AEAD_AES_128_GCM", 16, 12, 16, 16),
  /** The same with a 256-bit key. */
  AEAD_AES_256_GCM(0x0008, "AEAD_AES_256_GCM", 32, 12, 16, 16),
  /** AES counter mode and HMAC-SHA1 with an 80-bit tag (RFC 3711). */
  AES_CM_128_HMAC_SHA1_80(0x0001, "AES_CM_128_HMAC_SHA1_80", 16, 14, 10, 10);

  private final int dtlsId;
  private final String sdesName;
  private final int keyLength;
  private final int saltLength;
  private final int rtpTagLength;
  private final int rtcpTagLength;

  SrtpProfile(
      int dtlsId,
      String sdesName,
      int keyLength,
      int saltLength,
      int rtpTagLength,
      int rtcpTagLength) {
    this.dtlsId = dtlsId;
    this.sdesName = sdesName;
    this.keyLength = keyLength;
    this.saltLength = saltLength;
    this.rtpTagLength = rtpTagLength;
    this.rtcpTagLength = rtcpTagLength;
  }

  /** The number in the DTLS use_srtp extension. */
  public int dtlsId() {
    return dtlsId;
  }

  /** The crypto-suite name in {@code a=crypto}. */
  public String sdesName() {
    return sdesName;
  }

  /** Whether the cipher authenticates itself; its tag stands before the index of SRTCP then. */
  boolean aead() {
    return this != AES_CM_128_HMAC_SHA1_80;
  }

  /** Master key length in bytes. */
  public int keyLength() {
    return keyLength;
  }

  /** Master salt length in bytes. */
  public int saltLength() {
    return saltLength;
  }

  /** Authentication tag of an SRTP packet in bytes. */
  public int rtpTagLength() {
    return rtpTagLength;
  }

  /** Authentication tag of an SRTCP packet in bytes, without the index. */
  public int rtcpTagLength() {
    return rtcpTagLength;
  }
}
