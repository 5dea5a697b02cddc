package io.jackfield.gateway.sdp;

import java.util.List;
import java.util.Optional;

/** The {@code m=} line (RFC 8866 5.14). */
final class MediaLine {
  private static final int MAX_PORT = 65_535;

  private MediaLine() {}

  /** Parses what follows {@code m=} into a section without lines. */
  static MediaDescription parse(String text) {
    List<String> words = Text.words(text);
    if (words.size() < 3) {
      throw new SdpException(
          "'m=<media> <port> <protocol> <format>...' expected, got " + Text.quote("m=" + text));
    }
    String ports = words.get(1);
    int slash = ports.indexOf('/');
    String first = slash < 0 ? ports : ports.substring(0, slash);
    int port = (int) Text.number(first, 0, MAX_PORT, "media port");
    int count =
        slash < 0
            ? 1
            : (int) Text.number(ports.substring(slash + 1), 1, MAX_PORT, "number of ports");
    List<String> formats = words.subList(3, words.size());
    MediaDescription media =
        new MediaDescription(
            words.get(0),
            port,
            count,
            words.get(2),
            formats,
            Optional.empty(),
            List.of(),
            List.of());
    if (media.isRtp()) {
      formats.forEach(format -> Text.number(format, 0, 127, "payload type"));
    }
    return media;
  }
}
