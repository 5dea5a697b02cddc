package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A whole description (RFC 8866 5).
 *
 * @param origin the {@code o=} line
 * @param sessionName the {@code s=} line; {@code -} if it was missing or empty
 * @param connection the {@code c=} line of the session part
 * @param lines {@code i u e p b t r z k} lines of the session part
 * @param attributes the session part's attributes in order
 * @param media the m-sections in order
 */
public record SessionDescription(
    Origin origin,
    String sessionName,
    Optional<Connection> connection,
    List<SdpLine> lines,
    List<Attribute> attributes,
    List<MediaDescription> media)
    implements AttributeSection {

  private static final SdpLine FOR_EVER = new SdpLine('t', "0 0");

  /**
   * Checks every part, puts the lines in the order of RFC 8866 5 and adds {@code t=0 0} if there is
   * no {@code t=} line.
   *
   * @throws SdpException if a part does not fit its place
   */
  public SessionDescription {
    Text.line(sessionName, "s= session name");
    sessionName = sessionName.isBlank() ? "-" : sessionName;
    List<SdpLine> all = new ArrayList<>(lines);
    if (all.stream().noneMatch(line -> line.type() == 't')) {
      all.add(0, FOR_EVER);
    }
    all.sort(Comparator.comparingInt(SdpLine::rank));
    lines = List.copyOf(all);
    attributes = List.copyOf(attributes);
    media = List.copyOf(media);
  }

  /** A description with nothing but its origin and m-sections. */
  public static SessionDescription of(Origin origin, List<MediaDescription> media) {
    return new SessionDescription(origin, "-", Optional.empty(), List.of(), List.of(), media);
  }

  /** Short for {@link SdpParser#parse(String)}. */
  public static SessionDescription parse(String text) {
    return SdpParser.parse(text);
  }

  /** Short for {@link SdpWriter#write(SessionDescription)}. */
  public String write() {
    return SdpWriter.write(this);
  }

  /** Whether this speaks of WebRTC or of plain RTP. */
  public SdpKind kind() {
    return TransportView.kind(this);
  }

  /** The first audio section that is not refused. */
  public Optional<MediaDescription> audio() {
    return media.stream().filter(m -> m.isAudio() && !m.isRejected()).findFirst();
  }

  /** The first video section that is not refused. */
  public Optional<MediaDescription> video() {
    return media.stream().filter(m -> m.isVideo() && !m.isRejected()).findFirst();
  }

  /** The index of the section with this mid. */
  public OptionalInt indexOfMid(String mid) {
    for (int i = 0; i < media.size(); i++) {
      if (media.get(i).mid().filter(mid::equals).isPresent()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** All groups (RFC 5888). */
  public List<Group> groups() {
    return values("group").stream().map(Group::parse).toList();
  }

  /** The first BUNDLE group (RFC 8843). */
  public Optional<Group> bundle() {
    return groups().stream().filter(Group::isBundle).findFirst();
  }

  /** Whether the writer is an ICE-lite agent (RFC 8839 5.3). */
  public boolean isIceLite() {
    return has("ice-lite");
  }

  /** The connection that holds for a section: its own, else the session's. */
  public Optional<Connection> connection(MediaDescription section) {
    return section.connection().or(this::connection);
  }

  /** The direction that holds for a section: its own, else the session's, else sendrecv. */
  public Direction direction(MediaDescription section) {
    return section.writtenDirection().or(this::writtenDirection).orElse(Direction.SENDRECV);
  }

  /** Whether the writer puts the section on hold: does not receive, or the old 0.0.0.0 way. */
  public boolean isHeld(MediaDescription section) {
    return TransportView.isHeld(this, section);
  }

  /** The ICE user name fragment that holds for a section (RFC 8839 5.4). */
  public Optional<String> iceUfrag(MediaDescription section) {
    return TransportView.value(this, section, "ice-ufrag");
  }

  /** The ICE password that holds for a section; secret. */
  public Optional<String> icePwd(MediaDescription section) {
    return TransportView.value(this, section, "ice-pwd");
  }

  /** The fingerprints that hold for a section, several only for several hashes. */
  public List<Fingerprint> fingerprints(MediaDescription section) {
    return TransportView.values(this, section, "fingerprint").stream()
        .map(Fingerprint::parse)
        .toList();
  }

  /** The DTLS role that holds for a section. */
  public Optional<Setup> setup(MediaDescription section) {
    return TransportView.value(this, section, "setup").map(Setup::parse);
  }

  /** The same description with this origin. */
  public SessionDescription withOrigin(Origin newOrigin) {
    return new SessionDescription(newOrigin, sessionName, connection, lines, attributes, media);
  }

  /** The same description with this session name. */
  public SessionDescription withSessionName(String newName) {
    return new SessionDescription(origin, newName, connection, lines, attributes, media);
  }

  /** The same description with this connection in its session part. */
  public SessionDescription withConnection(Connection newConnection) {
    return new SessionDescription(
        origin, sessionName, Optional.of(newConnection), lines, attributes, media);
  }

  /** The same description with these m-sections. */
  public SessionDescription withMedia(List<MediaDescription> newMedia) {
    return new SessionDescription(origin, sessionName, connection, lines, attributes, newMedia);
  }

  /**
   * The same description with one m-section changed.
   *
   * @throws IndexOutOfBoundsException if it has no section of that index
   */
  public SessionDescription withMedia(int index, UnaryOperator<MediaDescription> change) {
    List<MediaDescription> changed = new ArrayList<>(media);
    changed.set(index, change.apply(media.get(index)));
    return withMedia(changed);
  }

  /** The same description with each m-section changed. */
  public SessionDescription withEachMedia(UnaryOperator<MediaDescription> change) {
    return withMedia(media.stream().map(change).toList());
  }

  /** The same description with these attributes in its session part. */
  public SessionDescription withAttributes(List<Attribute> newAttributes) {
    return new SessionDescription(origin, sessionName, connection, lines, newAttributes, media);
  }

  /** The same description with one attribute more at the end of its session part. */
  public SessionDescription withAttribute(Attribute attribute) {
    return withAttributes(Attributes.plus(attributes, attribute));
  }

  /** The same description with every session attribute of that name replaced by this one. */
  public SessionDescription withOnly(Attribute attribute) {
    return withAttributes(
        Attributes.replace(attributes, a -> a.is(attribute.name()), List.of(attribute)));
  }

  /** The same description without the session attributes that match. */
  public SessionDescription without(Predicate<Attribute> which) {
    return withAttributes(Attributes.without(attributes, which));
  }
}
