package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a description (RFC 8866), one pass, bounded.
 *
 * <p>Forgiven, since phones in use do it: LF alone, blank lines, blanks at a line's end, a missing
 * or empty {@code s=}, a missing {@code t=}, lines of one section in another order, blanks in the
 * user name of {@code o=}, a refused m-line without formats. Everything else that breaks the
 * grammar, in a line this gateway uses, is refused with its line number and what was expected
 * there.
 */
public final class SdpParser {
  /** The longest text read, in characters. */
  public static final int MAX_LENGTH = 64 * 1024;

  /** The most lines read. */
  public static final int MAX_LINES = 2048;

  /** The most m-sections read. */
  public static final int MAX_MEDIA = 128;

  private final String text;
  private int position;
  private int line;

  private Optional<Origin> origin = Optional.empty();
  private Optional<String> sessionName = Optional.empty();
  private boolean versionSeen;
  private Part part = new Part();
  private final Part session = part;
  private final List<MediaDescription> heads = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<Integer> headLines = new ArrayList<>();
  private final Set<String> mids = new HashSet<>();

  /** The lines of the session part or of one m-section while they are read. */
  private static final class Part {
    private Optional<Connection> connection = Optional.empty();
    private final List<SdpLine> lines = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();
  }

  private SdpParser(String text) {
    this.text = text;
  }

  /**
   * Reads a description.
   *
   * @throws SdpException if it is none, or exceeds a limit; nothing else escapes
   */
  public static SessionDescription parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new SdpException(
          "at most " + MAX_LENGTH + " characters expected, got " + text.length());
    }
    return new SdpParser(text).read();
  }

  private SessionDescription read() {
    while (position < text.length()) {
      String content = nextLine();
      if (content.isEmpty()) {
        continue;
      }
      try {
        accept(content);
      } catch (SdpException e) {
        throw e.line() == 0 ? new SdpException(line, e.expected()) : e;
      }
    }
    if (!versionSeen) {
      throw new SdpException(1, "'v=0' expected, got an empty text");
    }
    Origin from =
        origin.orElseThrow(() -> new SdpException(line, "'o=' line expected before the end"));
    List<MediaDescription> media = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      media.add(section(i));
    }
    return new SessionDescription(
        from,
        sessionName.orElse("-"),
        session.connection,
        session.lines,
        session.attributes,
        media);
  }

  /** The next line without its end and without blanks before that. */
  private String nextLine() {
    line++;
    if (line > MAX_LINES) {
      throw new SdpException(line, "at most " + MAX_LINES + " lines expected");
    }
    int newline = text.indexOf('\n', position);
    int end = newline < 0 ? text.length() : newline;
    int start = position;
    position = newline < 0 ? end : newline + 1;
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    while (end > start && Text.isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private void accept(String content) {
    if (content.length() < 2 || content.charAt(1) != '=') {
      throw new SdpException("'<letter>=<value>' expected, got " + Text.quote(content));
    }
    char type = content.charAt(0);
    String value = Text.line(content.substring(2), type + "= line");
    if (!versionSeen) {
      if (type != 'v' || !value.equals("0")) {
        throw new SdpException("'v=0' expected, got " + Text.quote(content));
      }
      versionSeen = true;
      return;
    }
    boolean inMedia = part != session;
    switch (type) {
      case 'o' -> {
        refuse(inMedia || origin.isPresent(), "o=");
        origin = Optional.of(Origin.parse(value));
      }
      case 's' -> {
        refuse(inMedia || sessionName.isPresent(), "s=");
        sessionName = Optional.of(value);
      }
      case 'c' -> connection(value);
      case 'i', 'b', 'k' -> part.lines.add(new SdpLine(type, value));
      case 'u', 'e', 'p', 't', 'r', 'z' -> {
        refuse(inMedia, type + "=");
        part.lines.add(new SdpLine(type, value));
      }
      case 'a' -> attribute(Attribute.parse(value));
      case 'm' -> media(value);
      case 'v' -> refuse(true, "v=");
      // RFC 8866 5: a description with a letter the reader does not know is not to be used.
      default -> throw new SdpException("known line type expected, got " + Text.quote(content));
    }
  }

  private static void refuse(boolean when, String what) {
    if (when) {
      throw new SdpException("no (second) " + what + " line expected here");
    }
  }

  private void connection(String value) {
    Connection parsed = Connection.parse(value);
    if (part.connection.isEmpty()) {
      part.connection = Optional.of(parsed);
    } else {
      refuse(part == session, "c=");
      part.lines.add(new SdpLine('c', parsed.write()));
    }
  }

  private void attribute(Attribute attribute) {
    AttributeCheck.check(attribute, part != session);
    if (part != session && attribute.is("mid") && !mids.add(attribute.text().strip())) {
      throw new SdpException("mid of its own expected, got " + attribute + " twice");
    }
    part.attributes.add(attribute);
  }

  private void media(String value) {
    if (heads.size() >= MAX_MEDIA) {
      throw new SdpException("at most " + MAX_MEDIA + " m-sections expected");
    }
    heads.add(MediaLine.parse(value));
    headLines.add(line);
    part = new Part();
    parts.add(part);
  }

  private MediaDescription section(int index) {
    MediaDescription head = heads.get(index);
    Part body = parts.get(index);
    MediaDescription media =
        new MediaDescription(
            head.type(),
            head.port(),
            head.portCount(),
            head.protocol(),
            head.formats(),
            body.connection,
            body.lines,
            body.attributes);
    if (media.formats().isEmpty() && !media.isRejected()) {
      throw new SdpException(headLines.get(index), "at least one format expected in the m= line");
    }
    // RFC 8866 5.7, but a browser's address is in its candidates and a refused section needs none.
    boolean addressed = media.connection().or(() -> session.connection).isPresent();
    boolean ice =
        media.has("ice-ufrag") || session.attributes.stream().anyMatch(a -> a.is("ice-ufrag"));
    if (!addressed && !ice && media.port() != 0) {
      throw new SdpException(headLines.get(index), "'c=' line expected for this m-section");
    }
    return media;
  }
}
