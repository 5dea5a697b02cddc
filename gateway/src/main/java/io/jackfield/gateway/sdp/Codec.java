package io.jackfield.gateway.sdp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One RTP format of an m-section, put together from its rtpmap, fmtp and rtcp-fb lines.
 *
 * @param payloadType 0..127
 * @param name encoding name as it came; compared without regard to case (RFC 4855 3)
 * @param clockRate RTP clock rate in Hz, as written (8000 for G.722, RFC 3551 4.5.2)
 * @param channels 1 unless the rtpmap says otherwise
 * @param fmtp format parameters as they came; empty if there are none
 * @param rtcpFeedback rtcp-fb values ({@code nack pli}), wildcard ones included
 */
public record Codec(
    int payloadType,
    String name,
    int clockRate,
    int channels,
    String fmtp,
    List<String> rtcpFeedback) {

  private static final int MAX_PAYLOAD_TYPE = 127;

  /**
   * Checks every part.
   *
   * @throws SdpException if one does not fit its place
   */
  public Codec {
    if (payloadType < 0 || payloadType > MAX_PAYLOAD_TYPE) {
      throw new SdpException("payload type 0..127 expected, got " + payloadType);
    }
    Text.word(name, "encoding name");
    if (clockRate < 1 || channels < 1) {
      throw new SdpException("clock rate and channels of at least 1 expected");
    }
    Text.line(fmtp, "fmtp");
    rtcpFeedback = List.copyOf(rtcpFeedback);
    rtcpFeedback.forEach(fb -> Text.line(fb, "rtcp-fb"));
  }

  /** A one-channel codec without parameters. */
  public static Codec of(int payloadType, String name, int clockRate) {
    return new Codec(payloadType, name, clockRate, 1, "", List.of());
  }

  /** A codec without rtcp-fb. */
  public static Codec of(int payloadType, String name, int clockRate, int channels, String fmtp) {
    return new Codec(payloadType, name, clockRate, channels, fmtp, List.of());
  }

  /** The codec a payload type stands for without an rtpmap (RFC 3551 6). */
  public static Optional<Codec> ofStatic(int payloadType) {
    return StaticPayloadTypes.codec(payloadType);
  }

  /** The same codec under another payload type. */
  public Codec withPayloadType(int newPayloadType) {
    return new Codec(newPayloadType, name, clockRate, channels, fmtp, rtcpFeedback);
  }

  /** The same codec with other parameters; empty for none. */
  public Codec withFmtp(String newFmtp) {
    return new Codec(payloadType, name, clockRate, channels, newFmtp, rtcpFeedback);
  }

  /** The same codec with other rtcp-fb values. */
  public Codec withRtcpFeedback(List<String> newFeedback) {
    return new Codec(payloadType, name, clockRate, channels, fmtp, newFeedback);
  }

  /** Whether it has this encoding name. */
  public boolean isNamed(String wanted) {
    return name.equalsIgnoreCase(wanted);
  }

  /** Whether it carries events (RFC 4733) instead of sound. */
  public boolean isTelephoneEvent() {
    return isNamed("telephone-event");
  }

  /** Whether it only serves another codec: retransmission, redundancy, comfort noise, events. */
  public boolean isAuxiliary() {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "rtx", "red", "ulpfec", "flexfec", "flexfec-03", "cn", "telephone-event" -> true;
      default -> false;
    };
  }

  /** The format parameters by lower-case name; one without {@code =} maps to an empty text. */
  public Map<String, String> parameters() {
    Map<String, String> map = new LinkedHashMap<>();
    int from = 0;
    while (from <= fmtp.length()) {
      int end = fmtp.indexOf(';', from);
      end = end < 0 ? fmtp.length() : end;
      String part = fmtp.substring(from, end).strip();
      int equals = part.indexOf('=');
      String key = (equals < 0 ? part : part.substring(0, equals)).strip();
      if (!key.isEmpty()) {
        String value = equals < 0 ? "" : part.substring(equals + 1).strip();
        map.putIfAbsent(key.toLowerCase(Locale.ROOT), value);
      }
      from = end + 1;
    }
    return map;
  }

  /** One format parameter by its lower-case name. */
  public Optional<String> parameter(String key) {
    return Optional.ofNullable(parameters().get(key));
  }

  /** {@code opus/48000/2}: the part of the rtpmap that names the codec. */
  public String encoding() {
    String base = name + '/' + clockRate;
    return channels == 1 ? base : base + '/' + channels;
  }
}
