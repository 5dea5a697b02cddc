package io.jackfield.media.embedded.relay;

import java.util.Locale;

/**
 * One payload type as negotiated on a media section ({@code a=rtpmap}, RFC 8866 6.6).
 *
 * @param payloadType 0 to 127
 * @param encoding encoding name, compared without case
 * @param clockRate RTP clock in Hz as in the rtpmap (G.722: 8000)
 * @param channels number of channels, 1 when the rtpmap has none
 * @param variant what must also be equal for two formats to be the same codec, for example H.264's
 *     packetization mode; empty for most
 */
public record PayloadFormat(
    int payloadType, String encoding, int clockRate, int channels, String variant) {

  /** Normalises the encoding name to lower case. */
  public PayloadFormat {
    if (payloadType < 0 || payloadType > 127) {
      throw new IllegalArgumentException("payload type " + payloadType);
    }
    encoding = encoding.toLowerCase(Locale.ROOT);
  }

  /**
   * A mono format without variant.
   *
   * @param payloadType 0 to 127
   * @param encoding encoding name
   * @param clockRate RTP clock in Hz
   */
  public PayloadFormat(int payloadType, String encoding, int clockRate) {
    this(payloadType, encoding, clockRate, 1, "");
  }

  /** Whether this carries RFC 4733 telephone events. */
  public boolean isTelephoneEvent() {
    return encoding.equals("telephone-event");
  }

  /**
   * Whether packets of this format may be sent as the other.
   *
   * @param other the format of the other leg
   * @return true when codec, clock, channels and variant are equal
   */
  public boolean sameCodec(PayloadFormat other) {
    return encoding.equals(other.encoding)
        && clockRate == other.clockRate
        && channels == other.channels
        && variant.equals(other.variant);
  }
}
