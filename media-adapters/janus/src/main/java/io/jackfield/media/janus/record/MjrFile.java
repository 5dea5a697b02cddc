package io.jackfield.media.janus.record;

import io.jackfield.media.janus.api.Json;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A recording as Janus writes it: {@code MJR00002}, the length of a JSON text in two bytes, the
 * text ({@code t}: kind, {@code c}: codec), then the packets.
 */
final class MjrFile {
  private static final String MAGIC = "MJR00002";

  private MjrFile() {}

  /**
   * What a recording can be turned into.
   *
   * @param file the recording
   * @return extension without a dot; empty when it is no recording of sound or pictures
   * @throws IOException when it cannot be read
   */
  static Optional<String> playableAs(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] magic = in.readNBytes(MAGIC.length());
      if (!MAGIC.equals(new String(magic, StandardCharsets.US_ASCII))) {
        return Optional.empty();
      }
      String header = new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
      Map<String, Object> fields = Json.read(header).orElse(Map.of());
      return Json.text(fields, "c").flatMap(MjrFile::extension);
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> extension(String codec) {
    return switch (codec.toLowerCase(Locale.ROOT)) {
      case "opus", "multiopus" -> Optional.of("opus");
      case "g711", "pcmu", "pcma", "g722", "l16", "l16-48" -> Optional.of("wav");
      case "vp8", "vp9" -> Optional.of("webm");
      case "h264", "av1", "h265" -> Optional.of("mp4");
      default -> Optional.empty();
    };
  }
}
