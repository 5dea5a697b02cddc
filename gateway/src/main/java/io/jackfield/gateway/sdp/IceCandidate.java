package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One ICE candidate (RFC 8839 5.1, TCP: RFC 6544 4.5).
 *
 * @param foundation 1..32 ice-chars; longer ones are kept too
 * @param component 1 RTP, 2 RTCP; up to 256
 * @param transport {@code udp}, {@code tcp} or another, as it came
 * @param priority 0..2^32-1
 * @param address IPv4, IPv6 or a name, an mDNS one ({@code ....local}) included
 * @param port 0..65535
 * @param type {@code host}, {@code srflx}, {@code prflx}, {@code relay} or another
 * @param relatedAddress {@code raddr}
 * @param relatedPort {@code rport}
 * @param extensions what follows, in order, unknown ones included
 */
public record IceCandidate(
    String foundation,
    int component,
    String transport,
    long priority,
    String address,
    int port,
    String type,
    Optional<String> relatedAddress,
    OptionalInt relatedPort,
    List<Extension> extensions) {

  private static final String PREFIX = "candidate:";
  private static final long MAX_PRIORITY = 0xffff_ffffL;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_COMPONENT = 256;

  /**
   * One extension of a candidate.
   *
   * @param name {@code tcptype}, {@code generation}, {@code ufrag}, ...
   * @param value its value; empty if the line ended before one
   */
  public record Extension(String name, String value) {}

  /**
   * Checks every part.
   *
   * @throws SdpException if one does not fit its place
   */
  public IceCandidate {
    Text.word(foundation, "candidate foundation");
    range(component, 1, MAX_COMPONENT, "candidate component");
    Text.word(transport, "candidate transport");
    range(priority, 0, MAX_PRIORITY, "candidate priority");
    Text.word(address, "candidate address");
    range(port, 0, MAX_PORT, "candidate port");
    Text.word(type, "candidate type");
    relatedAddress.ifPresent(a -> Text.word(a, "candidate raddr"));
    relatedPort.ifPresent(p -> range(p, 0, MAX_PORT, "candidate rport"));
    extensions = List.copyOf(extensions);
  }

  private static void range(long value, long min, long max, String what) {
    if (value < min || value > max) {
      throw new SdpException(what + " " + min + ".." + max + " expected, got " + value);
    }
  }

  /** A UDP host candidate of component 1. */
  public static IceCandidate host(String foundation, long priority, String address, int port) {
    return new IceCandidate(
        foundation,
        1,
        "udp",
        priority,
        address,
        port,
        "host",
        Optional.empty(),
        OptionalInt.empty(),
        List.of());
  }

  /**
   * Parses a candidate with or without {@code a=} and {@code candidate:} before it.
   *
   * @throws SdpException if it is not one
   */
  public static IceCandidate parse(String text) {
    String body = text.strip();
    body = body.startsWith("a=") ? body.substring(2) : body;
    body = body.startsWith(PREFIX) ? body.substring(PREFIX.length()) : body;
    List<String> words = Text.words(body);
    if (words.size() < 8 || !words.get(6).equals("typ")) {
      throw new SdpException(
          "candidate '<foundation> <component> <transport> <priority> <address> <port> typ <type>'"
              + " expected, got "
              + Text.quote(text));
    }
    Optional<String> relatedAddress = Optional.empty();
    OptionalInt relatedPort = OptionalInt.empty();
    List<Extension> extensions = new ArrayList<>();
    for (int i = 8; i < words.size(); i += 2) {
      String name = words.get(i);
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      if (name.equals("raddr") && relatedAddress.isEmpty() && !value.isEmpty()) {
        relatedAddress = Optional.of(value);
      } else if (name.equals("rport") && relatedPort.isEmpty()) {
        relatedPort = OptionalInt.of((int) Text.number(value, 0, MAX_PORT, "candidate rport"));
      } else {
        extensions.add(new Extension(Text.word(name, "extension"), Text.line(value, "extension")));
      }
    }
    return new IceCandidate(
        words.get(0),
        (int) Text.number(words.get(1), 1, MAX_COMPONENT, "candidate component"),
        words.get(2),
        Text.number(words.get(3), 0, MAX_PRIORITY, "candidate priority"),
        words.get(4),
        (int) Text.number(words.get(5), 0, MAX_PORT, "candidate port"),
        words.get(7),
        relatedAddress,
        relatedPort,
        extensions);
  }

  /** The value of an extension, if the candidate has it. */
  public Optional<String> extension(String name) {
    return extensions.stream().filter(e -> e.name().equals(name)).map(Extension::value).findFirst();
  }

  /** {@code active}, {@code passive} or {@code so} (RFC 6544 4.5). */
  public Optional<String> tcpType() {
    return extension("tcptype");
  }

  /** The ICE user name fragment of the generation it belongs to, if it says (RFC 8838 9). */
  public Optional<String> ufrag() {
    return extension("ufrag");
  }

  /** Whether it is reached over UDP. */
  public boolean isUdp() {
    return transport.equalsIgnoreCase("udp");
  }

  /** Whether its address is an mDNS name, which only its own link can resolve. */
  public boolean isMdns() {
    return address.toLowerCase(Locale.ROOT).endsWith(".local");
  }

  /** Whether it names the same place to send to, whatever its extensions and priority. */
  public boolean sameTransportAddress(IceCandidate other) {
    return component == other.component
        && port == other.port
        && address.equalsIgnoreCase(other.address)
        && transport.equalsIgnoreCase(other.transport)
        && Objects.equals(type, other.type)
        && Objects.equals(tcpType(), other.tcpType());
  }

  /** The attribute for an m-section. */
  public Attribute attribute() {
    return Attribute.of("candidate", value());
  }

  /** The form of RTCIceCandidate.candidate: {@code candidate:...} without {@code a=}. */
  public String write() {
    return PREFIX + value();
  }

  private String value() {
    StringBuilder out = new StringBuilder(96);
    out.append(foundation).append(' ').append(component).append(' ').append(transport);
    out.append(' ').append(priority).append(' ').append(address).append(' ').append(port);
    out.append(" typ ").append(type);
    relatedAddress.ifPresent(a -> out.append(" raddr ").append(a));
    relatedPort.ifPresent(p -> out.append(" rport ").append(p));
    for (Extension extension : extensions) {
      out.append(' ').append(extension.name());
      if (!extension.value().isEmpty()) {
        out.append(' ').append(extension.value());
      }
    }
    return out.toString();
  }
}
