package io.jackfield.media.embedded.srtp;

/**
 * The transform of one direction's packets of one kind (RTP or RTCP) under one session key. Works
 * in place; the tag is written behind the packet, so the array needs room for it.
 */
interface PacketCipher {

  /**
   * Encrypts and authenticates an RTP packet.
   *
   * @param index 48-bit packet index: roll-over counter and sequence number
   */
  void sealRtp(byte[] data, int off, int headerLen, int len, int ssrc, long index);

  /**
   * Authenticates and decrypts an RTP packet.
   *
   * @param len length without the tag
   * @return false, with the packet untouched, when the tag is wrong
   */
  boolean openRtp(byte[] data, int off, int headerLen, int len, int ssrc, long index);

  /**
   * Encrypts and authenticates an RTCP packet and appends tag and index word.
   *
   * @param word E flag and 31-bit SRTCP index
   * @return the new length
   */
  int sealRtcp(byte[] data, int off, int len, int ssrc, int word);

  /**
   * Authenticates and decrypts an RTCP packet.
   *
   * @param len length with tag and index word
   * @param word the E flag and index as read from the packet
   * @return the new length, or -1 when the tag is wrong
   */
  int openRtcp(byte[] data, int off, int len, int ssrc, int word);
}
