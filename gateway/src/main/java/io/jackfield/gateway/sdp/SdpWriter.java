package io.jackfield.gateway.sdp;

import java.util.List;
import java.util.Optional;

/** Writes a description with CRLF line ends, in the order of RFC 8866 5. */
public final class SdpWriter {
  private static final int TYPICAL_LENGTH = 4096;

  private SdpWriter() {}

  /** The description as text; parsing it gives an equal description. */
  public static String write(SessionDescription sdp) {
    StringBuilder out = new StringBuilder(TYPICAL_LENGTH);
    line(out, 'v', "0");
    line(out, 'o', sdp.origin().write());
    line(out, 's', sdp.sessionName());
    body(out, sdp.lines(), sdp.connection(), sdp.attributes());
    for (MediaDescription media : sdp.media()) {
      out.append("m=").append(media.type()).append(' ').append(media.port());
      if (media.portCount() != 1) {
        out.append('/').append(media.portCount());
      }
      out.append(' ').append(media.protocol());
      media.formats().forEach(format -> out.append(' ').append(format));
      out.append("\r\n");
      body(out, media.lines(), media.connection(), media.attributes());
    }
    return out.toString();
  }

  private static void body(
      StringBuilder out,
      List<SdpLine> lines,
      Optional<Connection> connection,
      List<Attribute> attributes) {
    lines.stream().filter(SdpLine::beforeConnection).forEach(l -> line(out, l.type(), l.value()));
    connection.ifPresent(c -> line(out, 'c', c.write()));
    lines.stream().filter(l -> !l.beforeConnection()).forEach(l -> line(out, l.type(), l.value()));
    for (Attribute attribute : attributes) {
      out.append("a=").append(attribute.name());
      attribute.value().ifPresent(value -> out.append(':').append(value));
      out.append("\r\n");
    }
  }

  private static void line(StringBuilder out, char type, String value) {
    out.append(type).append('=').append(value).append("\r\n");
  }
}
