package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An offer laid beside what the answerer can do (RFC 3264 6): per m-section either codecs and a
 * direction, or why it is refused. Transport (address, ICE, DTLS) is no concern of it; who runs the
 * media adds that to {@link #answer}.
 *
 * @param offer the offer
 * @param sections one for each m-section of the offer, in order
 */
public record Negotiation(SessionDescription offer, List<Section> sections) {
  /** RFC 8829 5.3.1: where no address is known yet. */
  private static final int DISCARD_PORT = 9;

  /**
   * The outcome for one m-section.
   *
   * @param index of the m-section
   * @param codecs what the answer lists; empty if refused, or if it is no RTP
   * @param direction the answer's; INACTIVE if refused
   * @param mismatch why it is refused; also empty if the offer itself refuses it
   */
  public record Section(
      int index,
      MediaDescription offered,
      boolean accepted,
      List<Codec> codecs,
      Direction direction,
      Optional<Mismatch> mismatch) {

    /** Copies the list. */
    public Section {
      codecs = List.copyOf(codecs);
    }
  }

  /** Copies the list. */
  public Negotiation {
    sections = List.copyOf(sections);
  }

  /**
   * Works out what an answer can say. Each capability serves one m-section; the further ones of its
   * type are refused, in the offer's order.
   */
  public static Negotiation of(SessionDescription offer, List<MediaCapability> capabilities) {
    List<MediaCapability> free = new ArrayList<>(capabilities);
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < offer.media().size(); i++) {
      sections.add(section(offer, i, capabilities, free));
    }
    return new Negotiation(offer, sections);
  }

  private static Section section(
      SessionDescription offer, int index, List<MediaCapability> all, List<MediaCapability> free) {
    MediaDescription offered = offer.media().get(index);
    if (offered.isRejected()) {
      return refused(index, offered, Optional.empty());
    }
    Optional<MediaCapability> found = free.stream().filter(c -> serves(c, offered)).findFirst();
    if (found.isEmpty()) {
      return refused(index, offered, Optional.of(Mismatch.type(index, offered, all)));
    }
    MediaCapability own = found.get();
    List<Codec> codecs = CodecMatch.intersect(offered.codecs(), own.codecs());
    if (offered.isRtp() && codecs.isEmpty()) {
      return refused(index, offered, Optional.of(Mismatch.codecs(index, offered, own.codecs())));
    }
    free.remove(own);
    Direction direction = offer.direction(offered).answer(own.direction());
    return new Section(index, offered, true, codecs, direction, Optional.empty());
  }

  /** Codecs are of use in an RTP section only; what is no RTP wants a capability without them. */
  private static boolean serves(MediaCapability own, MediaDescription offered) {
    return own.type().equals(offered.type()) && (offered.isRtp() || own.codecs().isEmpty());
  }

  private static Section refused(int index, MediaDescription offered, Optional<Mismatch> why) {
    return new Section(index, offered, false, List.of(), Direction.INACTIVE, why);
  }

  /** Whether any section is accepted. */
  public boolean isAcceptable() {
    return sections.stream().anyMatch(Section::accepted);
  }

  /**
   * What to say when nothing is acceptable: the first codec mismatch, else the first of any kind.
   * Empty if every refused section was refused by the offer itself.
   */
  public Optional<Mismatch> mismatch() {
    List<Mismatch> all = sections.stream().flatMap(s -> s.mismatch().stream()).toList();
    return all.stream()
        .filter(m -> m.warnCode() == Mismatch.MEDIA_FORMAT)
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /**
   * The answer but for its transport: as many m-sections as the offer and in its order; refused
   * ones with port 0; accepted ones with port 9, codecs, direction, {@code mid}, {@code rtcp-mux}
   * if offered; BUNDLE groups less the refused sections (RFC 8843 7.3).
   */
  public SessionDescription answer(Origin origin) {
    List<MediaDescription> media = new ArrayList<>();
    for (Section section : sections) {
      media.add(section.accepted() ? accepted(section) : section.offered().rejected());
    }
    SessionDescription answer = SessionDescription.of(origin, withoutAddresses(media));
    for (Group group : bundles()) {
      answer = answer.withAttribute(Attribute.of("group", group.write()));
    }
    return answer;
  }

  /** RFC 8866 5.7 wants an address everywhere; the offerer's is not ours to repeat. */
  private static List<MediaDescription> withoutAddresses(List<MediaDescription> media) {
    return media.stream().map(m -> m.withConnection(Connection.of("0.0.0.0"))).toList();
  }

  private static MediaDescription accepted(Section section) {
    MediaDescription offered = section.offered();
    MediaDescription answer =
        MediaDescription.of(offered.type(), DISCARD_PORT, offered.protocol(), offered.formats());
    if (offered.mid().isPresent()) {
      answer = answer.withAttribute(Attribute.of("mid", offered.mid().get()));
    }
    if (offered.isRtp()) {
      answer = answer.withDirection(section.direction());
      answer = offered.rtcpMux() ? answer.withAttribute(Attribute.of("rtcp-mux")) : answer;
      answer = answer.withCodecs(section.codecs());
    }
    return answer;
  }

  /** The offer's BUNDLE groups with only the accepted sections in them, empty ones left out. */
  private List<Group> bundles() {
    Set<String> accepted = new HashSet<>();
    sections.stream()
        .filter(Section::accepted)
        .forEach(s -> s.offered().mid().ifPresent(accepted::add));
    List<Group> groups = new ArrayList<>();
    for (Group group : offer.groups()) {
      List<String> mids = group.mids().stream().filter(accepted::contains).toList();
      if (group.isBundle() && !mids.isEmpty()) {
        groups.add(Group.bundle(mids));
      }
    }
    return groups;
  }
}
