package io.jackfield.media.embedded.srtp;

import javax.crypto.Cipher;

/** AES counter mode with HMAC-SHA1 (RFC 3711 4.1.1, 4.2.1). */
final class CounterModeCipher implements PacketCipher {

  private final CryptoTools tools;
  private final Cipher cipher;
  private final byte[] salt;
  private final byte[] inner = new byte[64];
  private final byte[] outer = new byte[64];
  private final byte[] iv = new byte[16];
  private final int tagLength;

  CounterModeCipher(CryptoTools tools, byte[] key, byte[] salt, byte[] authKey, int tagLength) {
    this.tools = tools;
    this.cipher = CryptoTools.blockCipher(key);
    this.salt = salt;
    this.tagLength = tagLength;
    for (int i = 0; i < 64; i++) {
      int k = i < authKey.length ? authKey[i] : 0;
      inner[i] = (byte) (k ^ 0x36);
      outer[i] = (byte) (k ^ 0x5c);
    }
  }

  @Override
  public void sealRtp(byte[] data, int off, int headerLen, int len, int ssrc, long index) {
    crypt(data, off + headerLen, len - headerLen, ssrc, index);
    // The roll-over counter is authenticated behind the packet but not sent (RFC 3711 4.2); the tag
    // takes its place.
    SrtpContext.putInt(data, off + len, (int) (index >>> 16));
    tools.hmac(inner, outer, data, off, len + 4);
    System.arraycopy(tools.tag(), 0, data, off + len, tagLength);
  }

  @Override
  public boolean openRtp(byte[] data, int off, int headerLen, int len, int ssrc, long index) {
    int word = SrtpContext.getInt(data, off + len);
    SrtpContext.putInt(data, off + len, (int) (index >>> 16));
    tools.hmac(inner, outer, data, off, len + 4);
    SrtpContext.putInt(data, off + len, word);
    if (!tools.tagEquals(data, off + len, tagLength)) {
      return false;
    }
    crypt(data, off + headerLen, len - headerLen, ssrc, index);
    return true;
  }

  @Override
  public int sealRtcp(byte[] data, int off, int len, int ssrc, int word) {
    crypt(data, off + 8, len - 8, ssrc, word & 0x7fffffffL);
    SrtpContext.putInt(data, off + len, word);
    tools.hmac(inner, outer, data, off, len + 4);
    System.arraycopy(tools.tag(), 0, data, off + len + 4, tagLength);
    return len + 4 + tagLength;
  }

  @Override
  public int openRtcp(byte[] data, int off, int len, int ssrc, int word) {
    int plain = len - 4 - tagLength;
    tools.hmac(inner, outer, data, off, plain + 4);
    if (!tools.tagEquals(data, off + plain + 4, tagLength)) {
      return -1;
    }
    if (word < 0) {
      // The E flag: an SRTCP packet may be authenticated only (RFC 3711 3.4).
      crypt(data, off + 8, plain - 8, ssrc, word & 0x7fffffffL);
    }
    return plain;
  }

  private void crypt(byte[] data, int off, int len, int ssrc, long index) {
    byte[] block = iv;
    System.arraycopy(salt, 0, block, 0, 14);
    block[4] ^= (byte) (ssrc >>> 24);
    block[5] ^= (byte) (ssrc >>> 16);
    block[6] ^= (byte) (ssrc >>> 8);
    block[7] ^= (byte) ssrc;
    block[8] ^= (byte) (index >>> 40);
    block[9] ^= (byte) (index >>> 32);
    block[10] ^= (byte) (index >>> 24);
    block[11] ^= (byte) (index >>> 16);
    block[12] ^= (byte) (index >>> 8);
    block[13] ^= (byte) index;
    tools.generate(cipher, block, 0, (len + 15) >>> 4);
    tools.xor(data, off, len, 0);
  }
}
