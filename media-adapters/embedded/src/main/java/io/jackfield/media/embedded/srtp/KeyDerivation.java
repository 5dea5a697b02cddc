package io.jackfield.media.embedded.srtp;

import java.util.Arrays;
import javax.crypto.Cipher;

/** Session keys from the master key (RFC 3711 4.3, key derivation rate 0; RFC 7714 11). */
final class KeyDerivation {

  static final int RTP_KEY = 0;
  static final int RTP_AUTH = 1;
  static final int RTP_SALT = 2;
  static final int RTCP_KEY = 3;
  static final int RTCP_AUTH = 4;
  static final int RTCP_SALT = 5;

  private final CryptoTools tools;
  private final Cipher cipher;
  private final byte[] salt;

  KeyDerivation(CryptoTools tools, byte[] masterKey, byte[] masterSalt) {
    this.tools = tools;
    this.cipher = CryptoTools.blockCipher(masterKey);
    // A 96-bit salt is extended with zeros to 112 bits (RFC 7714 11).
    this.salt = Arrays.copyOf(masterSalt, 14);
  }

  byte[] derive(int label, int length) {
    byte[] iv = Arrays.copyOf(salt, 16);
    iv[7] ^= (byte) label;
    tools.generate(cipher, iv, 0, (length + 15) >>> 4);
    byte[] key = Arrays.copyOf(tools.keystream(), length);
    Arrays.fill(tools.keystream(), 0, length, (byte) 0);
    return key;
  }

  PacketCipher cipher(SrtpProfile profile, boolean rtcp) {
    byte[] key = derive(rtcp ? RTCP_KEY : RTP_KEY, profile.keyLength());
    byte[] sessionSalt = derive(rtcp ? RTCP_SALT : RTP_SALT, profile.saltLength());
    if (profile.aead()) {
      return new GcmCipher(tools, key, sessionSalt);
    }
    byte[] auth = derive(rtcp ? RTCP_AUTH : RTP_AUTH, 20);
    int tag = rtcp ? profile.rtcpTagLength() : profile.rtpTagLength();
    return new CounterModeCipher(tools, key, sessionSalt, auth, tag);
  }
}
