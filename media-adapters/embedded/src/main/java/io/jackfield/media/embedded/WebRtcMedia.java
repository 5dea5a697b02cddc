package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Connection;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.Setup;
import io.jackfield.media.embedded.dtls.DtlsRole;
import io.jackfield.media.embedded.dtls.Fingerprint;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.RemoteParameters;
import io.jackfield.media.embedded.relay.TransportStats;
import io.jackfield.media.embedded.relay.WebRtcTransport;
import io.jackfield.media.embedded.stun.HostCandidate;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** One bundle with a browser: ICE-lite, DTLS-SRTP, rtcp-mux. */
final class WebRtcMedia implements LegMedia {
  private final WebRtcTransport transport;
  private final StreamTable streams;
  private Optional<RemoteParameters> remote = Optional.empty();

  WebRtcMedia(WebRtcTransport transport, LegWatch watch) {
    this.transport = transport;
    this.streams = new StreamTable(watch::webRtcStream);
  }

  /**
   * Refuses a description that lacks what DTLS-SRTP needs; any description, without a transport.
   *
   * @param description the client's description
   * @param plans the sections in use
   */
  static void checkRemote(SessionDescription description, List<SectionPlan> plans) {
    parameters(description, plans, DtlsRole.SERVER);
  }

  @Override
  public void check(SessionDescription description, List<SectionPlan> plans) {
    checkRemote(description, plans);
  }

  @Override
  public void prepare(List<SectionPlan> plans) {
    streams.retain(plans.stream().map(SectionPlan::index).collect(Collectors.toSet()));
    streams.put(plans, index -> transport);
  }

  @Override
  public SessionDescription describeOffer(SessionDescription bare, boolean keys) {
    return describe(bare, Setup.ACTPASS);
  }

  /** RFC 8839 4.4.1.1.1: new credentials restart ICE; those of before are good until it is done. */
  @Override
  public SessionDescription describeReoffer(SessionDescription bare) {
    transport.restartIce();
    return describe(bare, Setup.ACTPASS);
  }

  @Override
  public SessionDescription describeAnswer(SessionDescription bare, SessionDescription offer) {
    boolean restart =
        remote.filter(known -> !sameCredentials(known, offer, firstInUse(bare))).isPresent();
    if (restart) {
      // RFC 8839 4.4.1.1.1: a restart by one side is answered with new credentials of the other.
      transport.restartIce();
    }
    DtlsRole role = role(offer, offer.media().get(firstInUse(bare)));
    return describe(bare, role == DtlsRole.CLIENT ? Setup.ACTIVE : Setup.PASSIVE);
  }

  private static boolean sameCredentials(
      RemoteParameters known, SessionDescription offer, int index) {
    MediaDescription section = offer.media().get(index);
    return offer.iceUfrag(section).filter(known.ufrag()::equals).isPresent()
        && offer.icePwd(section).filter(known.password()::equals).isPresent();
  }

  private static int firstInUse(SessionDescription description) {
    for (int i = 0; i < description.media().size(); i++) {
      if (!description.media().get(i).isRejected()) {
        return i;
      }
    }
    return 0;
  }

  /** RFC 5763 5: we wait where we may choose; a running association keeps its roles. */
  private DtlsRole role(SessionDescription description, MediaDescription section) {
    Setup theirs = description.setup(section).orElse(Setup.ACTPASS);
    return switch (theirs) {
      case ACTIVE -> DtlsRole.SERVER;
      case PASSIVE -> DtlsRole.CLIENT;
      default -> remote.map(RemoteParameters::localRole).orElse(DtlsRole.SERVER);
    };
  }

  private SessionDescription describe(SessionDescription bare, Setup setup) {
    List<HostCandidate> candidates = transport.localCandidates();
    InetSocketAddress first = candidates.get(0).address();
    String host = first.getAddress().getHostAddress();
    List<MediaDescription> media = new ArrayList<>();
    boolean tagged = false;
    for (int i = 0; i < bare.media().size(); i++) {
      MediaDescription section = bare.media().get(i);
      if (!section.isRejected()) {
        section =
            secured(section, setup).withPort(first.getPort()).withConnection(Connection.of(host));
        section = streams.withTrack(section, i);
        if (!tagged) {
          section = withCandidates(section, candidates);
          tagged = true;
        }
      }
      media.add(section);
    }
    Origin origin = bare.origin();
    return bare.withOrigin(Addresses.origin(origin, host))
        .withAttribute(Attribute.of("ice-lite"))
        .withMedia(media);
  }

  private MediaDescription secured(MediaDescription section, Setup setup) {
    Fingerprint own = transport.localFingerprint();
    return section.withAttributes(
        Attribute.of("ice-ufrag", transport.localUfrag()),
        Attribute.of("ice-pwd", transport.localPassword()),
        Attribute.of("fingerprint", own.algorithm() + ' ' + own.value()),
        Attribute.of("setup", setup.write()));
  }

  private static MediaDescription withCandidates(
      MediaDescription section, List<HostCandidate> candidates) {
    MediaDescription out = section;
    for (HostCandidate candidate : candidates) {
      out = out.withAttribute(Attribute.of("candidate", candidate.attribute()));
    }
    return out.withAttribute(Attribute.of("end-of-candidates"));
  }

  @Override
  public void connect(SessionDescription description, List<SectionPlan> plans) {
    MediaDescription section = description.media().get(plans.get(0).index());
    RemoteParameters parameters = parameters(description, plans, role(description, section));
    remote = Optional.of(parameters);
    transport.start(parameters);
  }

  private static RemoteParameters parameters(
      SessionDescription description, List<SectionPlan> plans, DtlsRole role) {
    int index = plans.get(0).index();
    MediaDescription section = description.media().get(index);
    Optional<String> ufrag = description.iceUfrag(section);
    Optional<String> password = description.icePwd(section);
    if (ufrag.isEmpty() || password.isEmpty()) {
      throw refusal(index, section, "ICE credentials (a=ice-ufrag, a=ice-pwd) are missing");
    }
    List<Fingerprint> fingerprints =
        description.fingerprints(section).stream()
            .map(f -> new Fingerprint(f.algorithm(), f.value()))
            .toList();
    if (!section.rtcpMux()) {
      // RFC 8834 4.5 has every WebRTC client multiplex; we have no second port.
      throw refusal(index, section, "a=rtcp-mux is missing");
    }
    if (fingerprints.isEmpty()) {
      throw refusal(index, section, "the certificate's fingerprint (a=fingerprint) is missing");
    }
    if (fingerprints.stream().noneMatch(Fingerprint::known)) {
      throw refusal(
          index,
          section,
          "fingerprint hash "
              + fingerprints.get(0).algorithm()
              + " is not supported; supported sha-256 sha-384 sha-512 sha-1");
    }
    return new RemoteParameters(ufrag.get(), password.get(), fingerprints, role);
  }

  private static FailureException refusal(int index, MediaDescription section, String text) {
    return new FailureException(
        Failure.of(Reason.NOT_ACCEPTABLE)
            .withDetail("m-line " + index + " (" + section.type() + "): " + text));
  }

  @Override
  public Map<MediaKind, MediaStream> streams() {
    return streams.byKind();
  }

  @Override
  public Optional<InetSocketAddress> local() {
    List<HostCandidate> all = transport.localCandidates();
    return all.size() == 1 ? Optional.of(all.get(0).address()) : Optional.empty();
  }

  @Override
  public CompletionStage<List<TransportStats>> stats() {
    return transport.stats().thenApply(List::of);
  }

  @Override
  public void close() {
    transport.close();
  }
}
