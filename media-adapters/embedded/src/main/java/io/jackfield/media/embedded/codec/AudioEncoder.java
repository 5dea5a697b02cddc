package io.jackfield.media.embedded.codec;

/** Turns samples into the payloads of one stream. */
public interface AudioEncoder {

  /**
   * Encodes a frame.
   *
   * @param samples from index 0 on
   * @param count how many: 20 ms
   * @param out gets the payload
   * @param off where it begins; room for 1275 bytes
   * @return its length in bytes, 0 when there is nothing to send
   */
  int encode(short[] samples, int count, byte[] out, int off);
}
