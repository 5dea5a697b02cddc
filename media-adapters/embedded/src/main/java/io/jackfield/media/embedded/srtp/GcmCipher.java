package io.jackfield.media.embedded.srtp;

import javax.crypto.Cipher;

/** AES-GCM as SRTP uses it (RFC 7714 8, 9). */
final class GcmCipher implements PacketCipher {

  private static final int TAG = 16;

  private final CryptoTools tools;
  private final Cipher cipher;
  private final Ghash ghash;
  private final byte[] salt;
  private final byte[] iv = new byte[16];
  private final byte[] aad = new byte[12];

  GcmCipher(CryptoTools tools, byte[] key, byte[] salt) {
    this.tools = tools;
    this.cipher = CryptoTools.blockCipher(key);
    this.salt = salt;
    // The hash key is the encryption of the zero block (SP 800-38D 7.1).
    tools.generate(cipher, new byte[16], 0, 1);
    this.ghash = new Ghash(tools.keystream(), 0);
  }

  @Override
  public void sealRtp(byte[] data, int off, int headerLen, int len, int ssrc, long index) {
    rtpIv(ssrc, index);
    int body = len - headerLen;
    stream(body);
    tools.xor(data, off + headerLen, body, 16);
    ghash.reset();
    ghash.update(data, off, headerLen);
    seal(data, off + headerLen, body, headerLen);
    System.arraycopy(tools.tag(), 0, data, off + len, TAG);
  }

  @Override
  public boolean openRtp(byte[] data, int off, int headerLen, int len, int ssrc, long index) {
    rtpIv(ssrc, index);
    int body = len - headerLen;
    stream(body);
    ghash.reset();
    ghash.update(data, off, headerLen);
    seal(data, off + headerLen, body, headerLen);
    if (!tools.tagEquals(data, off + len, TAG)) {
      return false;
    }
    tools.xor(data, off + headerLen, body, 16);
    return true;
  }

  @Override
  public int sealRtcp(byte[] data, int off, int len, int ssrc, int word) {
    rtcpIv(ssrc, word);
    int body = len - 8;
    stream(body);
    tools.xor(data, off + 8, body, 16);
    rtcpAad(data, off, word);
    seal(data, off + 8, body, 12);
    System.arraycopy(tools.tag(), 0, data, off + len, TAG);
    SrtpContext.putInt(data, off + len + TAG, word);
    return len + TAG + 4;
  }

  @Override
  public int openRtcp(byte[] data, int off, int len, int ssrc, int word) {
    int plain = len - TAG - 4;
    rtcpIv(ssrc, word);
    if (word >= 0) {
      // Authenticated only: everything is associated data (RFC 7714 9.3).
      stream(0);
      System.arraycopy(data, off + len - 4, aad, 0, 4);
      return openPlainRtcp(data, off, plain);
    }
    int body = plain - 8;
    stream(body);
    rtcpAad(data, off, word);
    seal(data, off + 8, body, 12);
    if (!tools.tagEquals(data, off + plain, TAG)) {
      return -1;
    }
    tools.xor(data, off + 8, body, 16);
    return plain;
  }

  private int openPlainRtcp(byte[] data, int off, int plain) {
    // The tag sits between packet and index word; the word is moved up to hash both in one run.
    byte[] whole = new byte[plain + 4];
    System.arraycopy(data, off, whole, 0, plain);
    System.arraycopy(aad, 0, whole, plain, 4);
    ghash.reset();
    ghash.update(whole, 0, whole.length);
    seal(data, off, 0, whole.length);
    return tools.tagEquals(data, off + plain, TAG) ? plain : -1;
  }

  private void rtcpAad(byte[] data, int off, int word) {
    System.arraycopy(data, off, aad, 0, 8);
    SrtpContext.putInt(aad, 8, word);
    ghash.reset();
    ghash.update(aad, 0, 12);
  }

  /** Key stream for the tag's mask (block 1) and {@code body} bytes (from block 2 on). */
  private void stream(int body) {
    tools.generate(cipher, iv, 1, 1 + ((body + 15) >>> 4));
  }

  private void seal(byte[] data, int off, int body, int aadLen) {
    ghash.update(data, off, body);
    ghash.lengths(aadLen, body);
    byte[] tag = tools.tag();
    ghash.get(tag);
    byte[] mask = tools.keystream();
    for (int i = 0; i < TAG; i++) {
      tag[i] ^= mask[i];
    }
  }

  private void rtpIv(int ssrc, long index) {
    byte[] block = iv;
    System.arraycopy(salt, 0, block, 0, 12);
    ssrc(block, ssrc);
    block[6] ^= (byte) (index >>> 40);
    block[7] ^= (byte) (index >>> 32);
    block[8] ^= (byte) (index >>> 24);
    block[9] ^= (byte) (index >>> 16);
    block[10] ^= (byte) (index >>> 8);
    block[11] ^= (byte) index;
  }

  private void rtcpIv(int ssrc, int word) {
    byte[] block = iv;
    System.arraycopy(salt, 0, block, 0, 12);
    ssrc(block, ssrc);
    block[8] ^= (byte) ((word & 0x7fffffff) >>> 24);
    block[9] ^= (byte) (word >>> 16);
    block[10] ^= (byte) (word >>> 8);
    block[11] ^= (byte) word;
  }

  private static void ssrc(byte[] block, int ssrc) {
    block[2] ^= (byte) (ssrc >>> 24);
    block[3] ^= (byte) (ssrc >>> 16);
    block[4] ^= (byte) (ssrc >>> 8);
    block[5] ^= (byte) ssrc;
  }
}
