package io.jackfield.media.embedded.relay;

import io.jackfield.media.embedded.codec.AudioCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Formats by payload type, without boxing or search. Immutable. */
final class FormatTable {

  /** No such payload type. */
  static final byte NONE = 0;

  /** A format that is only passed on. */
  static final byte OTHER = 1;

  /** G.711 mu-law. */
  static final byte PCMU = 2;

  /** G.711 A-law. */
  static final byte PCMA = 3;

  /** RFC 4733 events. */
  static final byte EVENT = 4;

  /** Opus. */
  static final byte OPUS = 5;

  /** G.722. */
  static final byte G722 = 6;

  private final PayloadFormat[] formats;
  private final byte[] kinds = new byte[128];
  private final byte[] places = new byte[128];

  FormatTable(List<PayloadFormat> list) {
    formats = list.toArray(PayloadFormat[]::new);
    for (int i = formats.length - 1; i >= 0; i--) {
      int type = formats[i].payloadType();
      places[type] = (byte) i;
      kinds[type] = kind(formats[i]);
    }
  }

  private static byte kind(PayloadFormat format) {
    return switch (format.encoding()) {
      case "pcmu" -> PCMU;
      case "pcma" -> PCMA;
      case "telephone-event" -> EVENT;
      case "opus" -> OPUS;
      case "g722" -> G722;
      default -> OTHER;
    };
  }

  byte kind(int payloadType) {
    return kinds[payloadType];
  }

  int clockRate(int payloadType) {
    return formats[places[payloadType]].clockRate();
  }

  /** The audio codec of a payload type, when it is one we can decode. */
  Optional<AudioCodec> audio(int payloadType) {
    return kinds[payloadType] == NONE
        ? Optional.empty()
        : AudioCodec.of(formats[places[payloadType]].encoding());
  }

  /** The first payload type whose audio we can decode, or -1. */
  int firstAudioType() {
    for (PayloadFormat format : formats) {
      if (AudioCodec.of(format.encoding()).isPresent()) {
        return format.payloadType();
      }
    }
    return -1;
  }

  /** Rate of the samples of the first audio codec we can decode; 8000 without one. */
  int firstSampleRate() {
    int type = firstAudioType();
    if (type < 0) {
      return 8000;
    }
    AudioCodec codec = audio(type).orElseThrow();
    return codec == AudioCodec.L16 ? clockRate(type) : codec.sampleRate();
  }

  /** The format of a payload type. */
  Optional<PayloadFormat> format(int payloadType) {
    return kinds[payloadType] == NONE
        ? Optional.empty()
        : Optional.of(formats[places[payloadType]]);
  }

  /** Clock of the first format, for reports before anything was sent. */
  int firstClockRate() {
    return formats.length == 0 ? 8000 : formats[0].clockRate();
  }

  /** The telephone-event format that fits a clock, else any. */
  Optional<PayloadFormat> event(int clockRate) {
    Optional<PayloadFormat> fitting =
        Arrays.stream(formats)
            .filter(f -> f.isTelephoneEvent() && f.clockRate() == clockRate)
            .findFirst();
    return fitting.isPresent()
        ? fitting
        : Arrays.stream(formats).filter(PayloadFormat::isTelephoneEvent).findFirst();
  }

  /**
   * The payload type to send for each received one, -1 where there is none in common.
   *
   * @param target formats the receiver accepts
   */
  byte[] mapTo(FormatTable target) {
    byte[] map = new byte[128];
    Arrays.fill(map, (byte) -1);
    for (PayloadFormat format : formats) {
      Arrays.stream(target.formats)
          .filter(format::sameCodec)
          .findFirst()
          .ifPresent(out -> map[format.payloadType()] = (byte) out.payloadType());
    }
    return map;
  }
}
