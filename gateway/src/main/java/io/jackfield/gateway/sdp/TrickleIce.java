package io.jackfield.gateway.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes candidates out of a description and puts them in (RFC 8838, 8839, 8840). */
public final class TrickleIce {
  private static final String CANDIDATE = "candidate";
  private static final String END = "end-of-candidates";

  private TrickleIce() {}

  /** The description without candidates and without their end marks. */
  public static SessionDescription strip(SessionDescription sdp) {
    return sdp.without(TrickleIce::isCandidateLine)
        .withEachMedia(m -> m.without(TrickleIce::isCandidateLine));
  }

  /** The candidates of a description, each with the mid (if any) and index of its section. */
  public static List<TrickleCandidate> candidates(SessionDescription sdp) {
    List<TrickleCandidate> found = new ArrayList<>();
    for (int i = 0; i < sdp.media().size(); i++) {
      MediaDescription section = sdp.media().get(i);
      for (IceCandidate candidate : section.candidates()) {
        found.add(new TrickleCandidate(section.mid(), OptionalInt.of(i), candidate));
      }
    }
    return found;
  }

  /** Whether any section that is not refused has a candidate. */
  public static boolean hasCandidates(SessionDescription sdp) {
    return sdp.media().stream().anyMatch(m -> !m.isRejected() && m.has(CANDIDATE));
  }

  /** Whether the description says that no candidate will follow (RFC 8840 4.4). */
  public static boolean isComplete(SessionDescription sdp) {
    return sdp.has(END) || sdp.media().stream().anyMatch(m -> m.has(END));
  }

  /**
   * The description with candidates put into their sections after those it has, and {@code
   * a=end-of-candidates} in every section that then has some.
   *
   * <p>Left out, as RFC 8838 9 and 11 ask: a candidate for a section the description has not or
   * refuses, of another ICE generation, or one the section already has.
   */
  public static SessionDescription complete(
      SessionDescription sdp, List<TrickleCandidate> candidates) {
    List<List<IceCandidate>> perSection = new ArrayList<>();
    sdp.media().forEach(m -> perSection.add(new ArrayList<>(m.candidates())));
    List<List<IceCandidate>> added = new ArrayList<>();
    sdp.media().forEach(m -> added.add(new ArrayList<>()));
    for (TrickleCandidate trickled : candidates) {
      OptionalInt index = trickled.sectionIn(sdp);
      if (index.isEmpty()) {
        continue;
      }
      MediaDescription section = sdp.media().get(index.getAsInt());
      List<IceCandidate> present = perSection.get(index.getAsInt());
      IceCandidate candidate = trickled.candidate();
      boolean known = present.stream().anyMatch(candidate::sameTransportAddress);
      if (!known && !section.isRejected() && isCurrent(sdp, section, candidate)) {
        present.add(candidate);
        added.get(index.getAsInt()).add(candidate);
      }
    }
    List<MediaDescription> media = new ArrayList<>();
    for (int i = 0; i < sdp.media().size(); i++) {
      media.add(complete(sdp.media().get(i), added.get(i), !perSection.get(i).isEmpty()));
    }
    return sdp.withMedia(media);
  }

  private static MediaDescription complete(
      MediaDescription section, List<IceCandidate> added, boolean any) {
    if (!any || section.isRejected()) {
      return section;
    }
    List<Attribute> lines = new ArrayList<>(section.without(END).attributes());
    int at = lines.size();
    for (int i = lines.size() - 1; i >= 0 && at == lines.size(); i--) {
      at = lines.get(i).is(CANDIDATE) ? i + 1 : at;
    }
    List<Attribute> insertion = new ArrayList<>();
    added.forEach(candidate -> insertion.add(candidate.attribute()));
    insertion.add(Attribute.of(END));
    lines.addAll(at, insertion);
    return section.withAttributes(lines);
  }

  private static boolean isCurrent(
      SessionDescription sdp, MediaDescription section, IceCandidate candidate) {
    Optional<String> ufrag = candidate.ufrag();
    Optional<String> wanted = sdp.iceUfrag(section);
    return ufrag.isEmpty() || wanted.isEmpty() || ufrag.equals(wanted);
  }

  private static boolean isCandidateLine(Attribute attribute) {
    return attribute.is(CANDIDATE) || attribute.is(END);
  }
}
