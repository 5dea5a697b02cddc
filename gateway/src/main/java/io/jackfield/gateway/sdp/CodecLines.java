package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Codecs to and from the lines that describe them: m-line formats, rtpmap, fmtp, rtcp-fb. */
final class CodecLines {
  private static final int MAX_CLOCK = 1_000_000_000;
  private static final int MAX_CHANNELS = 255;

  private CodecLines() {}

  /** Whether the attribute is one of those that make up codecs. */
  static boolean isCodecLine(Attribute attribute) {
    return switch (attribute.name()) {
      case "rtpmap", "fmtp", "rtcp-fb" -> true;
      default -> false;
    };
  }

  /** The payload type a value starts with; -1 for the wildcard of rtcp-fb. */
  static int payloadType(String value, boolean wildcard) {
    List<String> words = Text.words(value);
    String first = words.isEmpty() ? "" : words.get(0);
    return wildcard && first.equals("*") ? -1 : (int) Text.number(first, 0, 127, "payload type");
  }

  /**
   * Parses the value of an rtpmap.
   *
   * @throws SdpException if it is not one
   */
  static Codec rtpmap(String value) {
    List<String> words = Text.words(value);
    String encoding = words.size() == 2 ? words.get(1) : "";
    int first = encoding.indexOf('/');
    if (first <= 0) {
      throw new SdpException(
          "rtpmap '<payload type> <name>/<clock rate>' expected, got " + Text.quote(value));
    }
    int second = encoding.indexOf('/', first + 1);
    String rate = encoding.substring(first + 1, second < 0 ? encoding.length() : second);
    String channels = second < 0 ? "1" : encoding.substring(second + 1);
    return Codec.of(
        payloadType(value, false),
        encoding.substring(0, first),
        (int) Text.number(rate, 1, MAX_CLOCK, "clock rate"),
        (int) Text.number(channels, 1, MAX_CHANNELS, "channels"),
        "");
  }

  static List<Codec> read(MediaDescription media) {
    if (!media.isRtp()) {
      return List.of();
    }
    Map<Integer, Codec> maps = new HashMap<>();
    Map<Integer, String> parameters = new HashMap<>();
    Map<Integer, List<String>> feedback = new HashMap<>();
    for (Attribute attribute : media.attributes()) {
      String value = attribute.text();
      switch (attribute.name()) {
        case "rtpmap" -> {
          Codec codec = rtpmap(value);
          maps.putIfAbsent(codec.payloadType(), codec);
        }
        case "fmtp" ->
            parameters.merge(
                payloadType(value, false), Text.afterFirstWord(value), (a, b) -> a + ';' + b);
        case "rtcp-fb" ->
            feedback
                .computeIfAbsent(payloadType(value, true), k -> new ArrayList<>())
                .add(Text.afterFirstWord(value));
        default -> {
          // No part of a codec.
        }
      }
    }
    Map<Integer, Codec> codecs = new LinkedHashMap<>();
    for (String format : media.formats()) {
      int type = (int) Text.number(format, 0, 127, "payload type");
      Optional<Codec> codec = Optional.ofNullable(maps.get(type)).or(() -> Codec.ofStatic(type));
      codec.ifPresent(
          c -> {
            List<String> all = new ArrayList<>(feedback.getOrDefault(-1, List.of()));
            all.addAll(feedback.getOrDefault(type, List.of()));
            codecs.putIfAbsent(
                type, c.withFmtp(parameters.getOrDefault(type, "")).withRtcpFeedback(all));
          });
    }
    return List.copyOf(codecs.values());
  }

  static List<Attribute> replace(List<Attribute> attributes, List<Codec> codecs) {
    List<Attribute> out = new ArrayList<>();
    for (Codec codec : codecs) {
      String type = codec.payloadType() + " ";
      out.add(Attribute.of("rtpmap", type + codec.encoding()));
      codec.rtcpFeedback().forEach(fb -> out.add(Attribute.of("rtcp-fb", type + fb)));
      if (!codec.fmtp().isEmpty()) {
        out.add(Attribute.of("fmtp", type + codec.fmtp()));
      }
    }
    return Attributes.replace(attributes, CodecLines::isCodecLine, out);
  }
}
