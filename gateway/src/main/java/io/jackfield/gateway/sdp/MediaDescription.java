package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * One m-section (RFC 8866 5.14).
 *
 * @param type {@code audio}, {@code video}, {@code application}, ...
 * @param port 0..65535; 0 refuses the section, unless it is {@code bundle-only}
 * @param portCount 1 unless {@code port/count} was written
 * @param protocol {@code RTP/AVP}, {@code UDP/TLS/RTP/SAVPF}, {@code UDP/DTLS/SCTP}, ...
 * @param formats payload types as text for RTP, other names else
 * @param connection the section's own {@code c=} line
 * @param lines {@code i}, {@code b}, {@code k} lines and further {@code c} lines
 * @param attributes all attributes in order
 */
public record MediaDescription(
    String type,
    int port,
    int portCount,
    String protocol,
    List<String> formats,
    Optional<Connection> connection,
    List<SdpLine> lines,
    List<Attribute> attributes)
    implements AttributeSection {

  private static final int MAX_PORT = 65_535;

  /**
   * Checks every part and puts the lines in the order of RFC 8866 5.
   *
   * @throws SdpException if one does not fit its place
   */
  public MediaDescription {
    Text.word(type, "media type");
    if (port < 0 || port > MAX_PORT) {
      throw new SdpException("media port 0..65535 expected, got " + port);
    }
    if (portCount < 1 || portCount > MAX_PORT) {
      throw new SdpException("number of ports 1..65535 expected, got " + portCount);
    }
    Text.word(protocol, "media protocol");
    formats = List.copyOf(formats);
    formats.forEach(f -> Text.word(f, "media format"));
    lines = lines.stream().sorted(Comparator.comparingInt(SdpLine::rank)).toList();
    attributes = List.copyOf(attributes);
  }

  /** A section with one port, and no lines or attributes yet. */
  public static MediaDescription of(String type, int port, String protocol, List<String> formats) {
    return new MediaDescription(
        type, port, 1, protocol, formats, Optional.empty(), List.of(), List.of());
  }

  /** Whether the section is audio. */
  public boolean isAudio() {
    return type.equals("audio");
  }

  /** Whether the section is video. */
  public boolean isVideo() {
    return type.equals("video");
  }

  /** Whether the section carries RTP, so that formats are payload types. */
  public boolean isRtp() {
    return protocol.contains("RTP/");
  }

  /** Whether the profile is a secure one: SAVP or SAVPF (RFC 3711, 5124). */
  public boolean isSecureProfile() {
    return protocol.contains("RTP/SAVP");
  }

  /** Whether the profile has RTCP feedback: AVPF or SAVPF (RFC 4585, 5124). */
  public boolean isFeedbackProfile() {
    return protocol.endsWith("AVPF");
  }

  /** Whether the section is refused: port 0 and not {@code bundle-only} (RFC 8843 6). */
  public boolean isRejected() {
    return port == 0 && !has("bundle-only");
  }

  /** The section's id (RFC 5888). */
  public Optional<String> mid() {
    return value("mid").map(String::strip);
  }

  /** Whether RTP and RTCP share a port (RFC 5761). */
  public boolean rtcpMux() {
    return has("rtcp-mux");
  }

  /** The keys offered in the description (RFC 4568), in order. */
  public List<CryptoAttribute> crypto() {
    return values("crypto").stream().map(CryptoAttribute::parse).toList();
  }

  /** The port of {@code a=rtcp} (RFC 3605), if written. */
  public OptionalInt rtcpPort() {
    Optional<String> port = value("rtcp").map(Text::words).flatMap(w -> w.stream().findFirst());
    return port.isPresent() && Text.isDigits(port.get()) && port.get().length() <= 5
        ? OptionalInt.of(Integer.parseInt(port.get()))
        : OptionalInt.empty();
  }

  /** The packet length wished for in milliseconds (RFC 8866 6.4); empty if none or unreadable. */
  public OptionalInt ptime() {
    String text = value("ptime").map(String::strip).orElse("");
    return Text.isDigits(text) && text.length() <= 4
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /**
   * The RTP formats in the order of the m-line. A dynamic payload type without rtpmap is left out:
   * nobody can tell what it is. Empty for a section that is no RTP.
   */
  public List<Codec> codecs() {
    return CodecLines.read(this);
  }

  /** The codec of a payload type, if the section has it. */
  public Optional<Codec> codec(int payloadType) {
    return codecs().stream().filter(c -> c.payloadType() == payloadType).findFirst();
  }

  /** The same section with this port. */
  public MediaDescription withPort(int newPort) {
    return new MediaDescription(
        type, newPort, portCount, protocol, formats, connection, lines, attributes);
  }

  /** The same section with this protocol. */
  public MediaDescription withProtocol(String newProtocol) {
    return new MediaDescription(
        type, port, portCount, newProtocol, formats, connection, lines, attributes);
  }

  /** The same section with this {@code c=} line. */
  public MediaDescription withConnection(Connection newConnection) {
    return new MediaDescription(
        type, port, portCount, protocol, formats, Optional.of(newConnection), lines, attributes);
  }

  /** The same section with other {@code i}, {@code b}, {@code k} lines. */
  public MediaDescription withLines(List<SdpLine> newLines) {
    return new MediaDescription(
        type, port, portCount, protocol, formats, connection, newLines, attributes);
  }

  /** The same section with these attributes. */
  public MediaDescription withAttributes(List<Attribute> newAttributes) {
    return new MediaDescription(
        type, port, portCount, protocol, formats, connection, lines, newAttributes);
  }

  /** The same section with one attribute more, at the end. */
  public MediaDescription withAttribute(Attribute attribute) {
    return withAttributes(Attributes.plus(attributes, attribute));
  }

  /** The same section with attributes more, at the end. */
  public MediaDescription withAttributes(Attribute... more) {
    List<Attribute> all = new ArrayList<>(attributes);
    all.addAll(Arrays.asList(more));
    return withAttributes(all);
  }

  /** The same section with every attribute of that name replaced by this one, in its place. */
  public MediaDescription withOnly(Attribute attribute) {
    return withAttributes(
        Attributes.replace(attributes, a -> a.is(attribute.name()), List.of(attribute)));
  }

  /** The same section without the attributes that match. */
  public MediaDescription without(Predicate<Attribute> which) {
    return withAttributes(Attributes.without(attributes, which));
  }

  /** The same section without the attributes of that name. */
  public MediaDescription without(String name) {
    return without(a -> a.is(name));
  }

  /** The same section with this direction, in the place of the one it had. */
  public MediaDescription withDirection(Direction direction) {
    return withAttributes(
        Attributes.replace(
            attributes,
            a -> Direction.ofAttribute(a.name()).isPresent(),
            List.of(Attribute.of(direction.attribute()))));
  }

  /**
   * The same section with these codecs: formats, and the rtpmap, fmtp and rtcp-fb lines in the
   * place of the old ones.
   */
  public MediaDescription withCodecs(List<Codec> codecs) {
    List<String> payloadTypes =
        codecs.stream().map(c -> Integer.toString(c.payloadType())).toList();
    return new MediaDescription(
        type,
        port,
        portCount,
        protocol,
        payloadTypes,
        connection,
        lines,
        CodecLines.replace(attributes, codecs));
  }

  /** The same section refused: port 0, and only formats and {@code mid} kept (RFC 3264 6). */
  public MediaDescription rejected() {
    return new MediaDescription(
        type,
        0,
        1,
        protocol,
        formats,
        connection,
        List.of(),
        attributes.stream().filter(a -> a.is("mid")).toList());
  }
}
