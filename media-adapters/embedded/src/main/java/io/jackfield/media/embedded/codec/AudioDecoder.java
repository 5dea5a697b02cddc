package io.jackfield.media.embedded.codec;

/** Turns the payloads of one stream into samples. */
public interface AudioDecoder {

  /** Most samples one payload can give: 120 ms at 48 kHz (RFC 6716 2.1.4). */
  int MAX_SAMPLES = 5760;

  /**
   * Decodes a payload.
   *
   * @param data the array
   * @param off start of the payload
   * @param len its length in bytes
   * @param out gets the samples from index 0 on; room for {@link #MAX_SAMPLES}
   * @return number of samples, 0 when the payload is broken
   */
  int decode(byte[] data, int off, int len, short[] out);

  /**
   * Makes up for a lost payload.
   *
   * @param samples how many are missing
   * @param out gets them from index 0 on
   * @return number of samples made, at most so many
   */
  int conceal(int samples, short[] out);
}
