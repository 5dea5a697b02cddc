package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.Attribute;
import io.jackfield.gateway.sdp.Connection;
import io.jackfield.gateway.sdp.MediaDescription;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaPlane;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.RtpTransport;
import io.jackfield.media.embedded.relay.TransportStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** RTP, or SRTP with keys in the description, with a SIP peer: a port pair for each m-section. */
final class RtpMedia implements LegMedia {
  private final MediaPlane plane;
  private final String affinity;
  private final LegWatch watch;
  private final StreamTable streams;
  private final Map<Integer, RtpTransport> transports = new TreeMap<>();
  private final Map<Integer, Sdes> keys = new TreeMap<>();
  private final Map<Integer, List<Sdes.Offered>> offeredKeys = new TreeMap<>();
  private final Set<Integer> connected = new HashSet<>();

  RtpMedia(MediaPlane plane, String affinity, LegWatch watch) {
    this.plane = plane;
    this.affinity = affinity;
    this.watch = watch;
    this.streams = new StreamTable(watch::rtpStream);
  }

  /**
   * Refuses a description whose addresses cannot be used; any description, without a transport.
   *
   * @param description the client's description
   * @param plans the sections in use
   */
  static void checkRemote(SessionDescription description, List<SectionPlan> plans) {
    for (SectionPlan plan : plans) {
      address(description, plan.index());
      MediaDescription section = description.media().get(plan.index());
      if (section.isSecureProfile() && !Sdes.usable(section)) {
        throw refusal(
            plan.index(), section, "no usable key (a=crypto); supported " + Sdes.SUPPORTED);
      }
    }
  }

  @Override
  public void check(SessionDescription description, List<SectionPlan> plans) {
    checkRemote(description, plans);
    for (SectionPlan plan : plans) {
      MediaDescription section = description.media().get(plan.index());
      if (connected.contains(plan.index())) {
        boolean secured = keys.containsKey(plan.index());
        if (secured ? !Sdes.usable(section) : section.isSecureProfile()) {
          throw refusal(plan.index(), section, "a session cannot change between RTP and SRTP");
        }
      } else if (section.isSecureProfile() && agreed(section, plan.index()).isEmpty()) {
        throw refusal(plan.index(), section, "its key (a=crypto) answers none of ours");
      }
    }
  }

  private Optional<Sdes> agreed(MediaDescription section, int index) {
    return Sdes.agreed(section, offeredKeys.getOrDefault(index, List.of()));
  }

  @Override
  public void prepare(List<SectionPlan> plans) {
    for (SectionPlan plan : plans) {
      if (!transports.containsKey(plan.index())) {
        transports.put(plan.index(), open(plan.kind()));
      }
    }
    Set<Integer> used = plans.stream().map(SectionPlan::index).collect(Collectors.toSet());
    streams.retain(used);
    transports
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !used.contains(entry.getKey());
              if (gone) {
                entry.getValue().close();
              }
              return gone;
            });
    keys.keySet().retainAll(used);
    connected.retainAll(used);
    streams.put(plans, transports::get);
  }

  private RtpTransport open(MediaKind kind) {
    try {
      return plane.rtp(affinity, watch.rtp());
    } catch (IOException e) {
      throw new FailureException(
          Failure.of(Reason.NO_MEDIASERVER).withDetail(String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public SessionDescription describeOffer(SessionDescription bare, boolean withKeys) {
    SessionDescription offer = describe(bare, Optional.empty());
    if (!withKeys) {
      return offer;
    }
    for (int index : transports.keySet()) {
      List<Sdes.Offered> drawn = Sdes.offer();
      offeredKeys.put(index, drawn);
      for (Sdes.Offered each : drawn) {
        offer = offer.withMedia(index, m -> m.withAttribute(each.attribute()));
      }
    }
    return offer;
  }

  @Override
  public SessionDescription describeReoffer(SessionDescription bare) {
    throw new FailureException(
        Failure.of(Reason.NOT_IMPLEMENTED)
            .withDetail("a new offer of ours on a plain RTP session"));
  }

  @Override
  public SessionDescription describeAnswer(SessionDescription bare, SessionDescription offer) {
    return describe(bare, Optional.of(offer));
  }

  private SessionDescription describe(SessionDescription bare, Optional<SessionDescription> offer) {
    List<MediaDescription> media = new ArrayList<>();
    Optional<String> host = Optional.empty();
    for (int i = 0; i < bare.media().size(); i++) {
      MediaDescription section = bare.media().get(i);
      RtpTransport transport = transports.get(i);
      if (transport != null && !section.isRejected()) {
        InetSocketAddress rtp = transport.localRtp();
        String address = rtp.getAddress().getHostAddress();
        host = host.or(() -> Optional.of(address));
        section = section.withPort(rtp.getPort()).withConnection(Connection.of(address));
        if (!section.rtcpMux() && transport.localRtcp().getPort() != rtp.getPort() + 1) {
          String port = Integer.toString(transport.localRtcp().getPort());
          section = section.withAttribute(Attribute.of("rtcp", port));
        }
        section = withPtime(withKey(section, offer, i), offer, i);
      }
      media.add(section);
    }
    String address = host.orElse(bare.origin().address());
    return bare.withOrigin(Addresses.origin(bare.origin(), address))
        .withConnection(Connection.of(address))
        .withMedia(media);
  }

  private MediaDescription withKey(
      MediaDescription section, Optional<SessionDescription> offer, int index) {
    // RFC 8643 4.1: keys under RTP/AVP are taken too, but not in the midst of a call without.
    boolean plain = connected.contains(index) && !keys.containsKey(index);
    Optional<Sdes> agreed =
        offer
            .filter(o -> !plain)
            .map(o -> o.media().get(index))
            .flatMap(m -> Sdes.answer(m, Optional.ofNullable(keys.get(index))));
    if (agreed.isEmpty()) {
      return section;
    }
    keys.put(index, agreed.get());
    return section.withAttribute(agreed.get().attribute());
  }

  /**
   * Packets are passed through, so the client gets its wish only as far as the far leg grants it.
   */
  private static MediaDescription withPtime(
      MediaDescription section, Optional<SessionDescription> offer, int index) {
    Optional<String> wish = offer.flatMap(o -> o.media().get(index).value("ptime"));
    return wish.isPresent() && !section.has("ptime")
        ? section.withAttribute(Attribute.of("ptime", wish.get().strip()))
        : section;
  }

  @Override
  public void connect(SessionDescription description, List<SectionPlan> plans) {
    for (SectionPlan plan : plans) {
      MediaDescription section = description.media().get(plan.index());
      Optional<InetAddress> host = address(description, plan.index());
      if (connected.add(plan.index()) && offeredKeys.containsKey(plan.index())) {
        agreed(section, plan.index()).ifPresent(key -> keys.put(plan.index(), key));
        offeredKeys.remove(plan.index());
      }
      Sdes agreed = keys.get(plan.index());
      if (agreed != null) {
        transports.get(plan.index()).secure(agreed.local(), agreed.remote());
      }
      if (host.isPresent()) {
        InetSocketAddress rtp = new InetSocketAddress(host.get(), section.port());
        boolean mux = section.rtcpMux() && plan.muxed();
        int rtcpPort = mux ? section.port() : section.rtcpPort().orElse(section.port() + 1);
        transports
            .get(plan.index())
            .remote(rtp, new InetSocketAddress(host.get(), Math.min(rtcpPort, 65_535)));
      }
    }
  }

  /** Empty for 0.0.0.0, the old way to hold (RFC 3264 8.4). */
  private static Optional<InetAddress> address(SessionDescription description, int index) {
    MediaDescription section = description.media().get(index);
    Optional<Connection> connection = description.connection(section);
    String problem;
    if (connection.isEmpty()) {
      problem = "no address (c=)";
    } else if (connection.get().isUnspecified()) {
      return Optional.empty();
    } else {
      Optional<InetAddress> address = Addresses.literal(connection.get().host());
      if (address.isPresent() && !address.get().isMulticastAddress()) {
        return address;
      }
      problem = "c= must be an IP address of one host";
    }
    throw refusal(index, section, problem);
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
    return transports.values().stream().findFirst().map(RtpTransport::localRtp);
  }

  @Override
  public CompletionStage<List<TransportStats>> stats() {
    CompletionStage<List<TransportStats>> all = CompletableFuture.completedFuture(List.of());
    for (RtpTransport transport : transports.values()) {
      all =
          all.thenCombine(
              transport.stats(),
              (list, one) -> {
                List<TransportStats> more = new ArrayList<>(list);
                more.add(one);
                return more;
              });
    }
    return all;
  }

  @Override
  public void close() {
    transports.values().forEach(RtpTransport::close);
  }
}
