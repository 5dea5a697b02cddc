package io.jackfield.media.embedded;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.PlayerAction;
import io.jackfield.gateway.media.RecorderAction;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Origin;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.mixer.Conference;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.MediaSource;
import io.jackfield.media.embedded.relay.MediaStream;
import io.jackfield.media.embedded.relay.TransportStats;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The state of one leg; on its media loop only. */
final class LegCore {
  /** RFC 4733 leaves it open; every decoder known hears this, and a person may still type on. */
  private static final Duration DIGIT = Duration.ofMillis(120);

  /** Opus as browsers send it, with its headers. */
  private static final int AUDIO_KBPS = 50;

  /** With less a browser sends no video at all. */
  private static final int LEAST_VIDEO_KBPS = 30;

  /** Where the leg is in its one offer and one answer. */
  private enum Phase {
    NEW,
    OFFER_TAKEN,
    OFFERED,
    CONNECTED,
    CLOSED
  }

  private final SessionId id;
  private final LegHome home;
  private final LegWatch watch;
  private final LegPlayer playing;
  private final LegRecorder recorder;
  private Phase phase = Phase.NEW;
  private LegType own = new LegType.Park();
  private MediaUpdate update = MediaUpdate.NONE;
  private boolean oneWay;
  private boolean clientHolds;
  private Optional<LegMedia> media = Optional.empty();
  private Optional<Offering> offering = Optional.empty();
  private Optional<SessionDescription> offered = Optional.empty();
  private Optional<Origin> origin = Optional.empty();
  private List<SectionPlan> plans = List.of();
  private LegFace face = LegFace.BLANK;
  private final ConferenceSeat seat;

  /**
   * A new leg.
   *
   * @param id the session's id
   * @param home what the leg needs of its engine
   * @param watch turns reports into status
   */
  LegCore(SessionId id, LegHome home, LegWatch watch) {
    this.id = id;
    this.home = home;
    this.watch = watch;
    this.seat = new ConferenceSeat(id, home);
    this.playing = new LegPlayer(home, watch);
    this.recorder = new LegRecorder(home, watch);
    watch.whenUp(this::refresh);
  }

  CompletionStage<SessionDescription> createOffer(
      LegType type, SdpKind kind, Optional<SessionId> codecPeer, boolean keys) {
    require(Phase.NEW, Reason.OFFER_ALREADY_SET);
    return playing.with(type, () -> offer(type, kind, codecPeer, keys));
  }

  private SessionDescription offer(
      LegType type, SdpKind kind, Optional<SessionId> codecPeer, boolean keys) {
    require(Phase.NEW, Reason.OFFER_ALREADY_SET);
    requireNoProxy(type);
    LegFace far = far(type, codecPeer);
    Offering made = Offering.of(kind, far);
    SessionDescription bare = made.bare(home.newOrigin());
    LegMedia opened = open(kind, made.plans());
    SessionDescription offer = opened.describeOffer(bare, keys);
    offering = Optional.of(made);
    offered = Optional.of(offer);
    origin = Optional.of(offer.origin());
    phase = Phase.OFFERED;
    own = type;
    return offer;
  }

  void setOffer(SessionDescription offer) {
    require(Phase.NEW, Reason.OFFER_ALREADY_SET);
    Answering answering = Answering.of(offer, LegFace.BLANK);
    checkRemote(answering.kind(), offer, answering.plans());
    phase = Phase.OFFER_TAKEN;
    publish(answering.face());
  }

  CompletionStage<SessionDescription> createAnswer(
      LegType type, SessionDescription offer, Optional<SessionId> codecPeer) {
    requireUnanswered();
    return playing.with(type, () -> answer(type, offer, codecPeer));
  }

  private void requireUnanswered() {
    if (phase != Phase.OFFER_TAKEN) {
      require(Phase.NEW, Reason.ANSWER_ALREADY_SET);
    }
  }

  private SessionDescription answer(
      LegType type, SessionDescription offer, Optional<SessionId> codecPeer) {
    requireUnanswered();
    Answering answering = Answering.of(offer, far(type, codecPeer));
    List<SectionPlan> agreed = answering.plans();
    checkRemote(answering.kind(), offer, agreed);
    LegMedia opened = open(answering.kind(), agreed);
    SessionDescription answer = opened.describeAnswer(answering.bare(home.newOrigin()), offer);
    opened.connect(offer, agreed);
    origin = Optional.of(answer.origin());
    connected(agreed);
    wish(type);
    return answer;
  }

  SessionDescription reoffer() {
    require(Phase.CONNECTED, Reason.INVALID_STATE);
    Offering made = Offering.again(kind(), plans);
    Origin next = origin.orElseThrow().nextVersion();
    SessionDescription offer = media.orElseThrow().describeReoffer(made.bare(next));
    offering = Optional.of(made);
    offered = Optional.of(offer);
    origin = Optional.of(next);
    return offer;
  }

  private CompletionStage<Void> setAnswerAgain(SessionDescription answer) {
    List<SectionPlan> agreed = offering.orElseThrow().agreed(offered.orElseThrow(), answer);
    LegMedia opened = media.orElseThrow();
    opened.check(answer, agreed);
    opened.prepare(agreed);
    opened.connect(answer, agreed);
    connected(agreed);
    refresh();
    return CompletableFuture.completedFuture(null);
  }

  CompletionStage<Void> setAnswer(SessionDescription answer) {
    if (phase == Phase.CONNECTED && offered.isPresent()) {
      return setAnswerAgain(answer);
    }
    require(Phase.OFFERED, phase == Phase.NEW ? Reason.OFFER_NOT_SET : Reason.ANSWER_ALREADY_SET);
    List<SectionPlan> agreed = offering.orElseThrow().agreed(offered.orElseThrow(), answer);
    LegMedia opened = media.orElseThrow();
    opened.check(answer, agreed);
    far(own).ifPresent(this::peer);
    opened.prepare(agreed);
    opened.connect(answer, agreed);
    connected(agreed);
    if (own instanceof LegType.Bridge || home.partner(id).isEmpty()) {
      return wish(own);
    }
    // Another leg joined this one while the client was still thinking.
    refresh();
    return CompletableFuture.completedFuture(null);
  }

  SessionDescription renegotiate(SessionDescription offer) {
    require(Phase.CONNECTED, Reason.INVALID_STATE);
    LegFace partner = home.partner(id).flatMap(home::face).orElse(LegFace.BLANK);
    Answering answering = Answering.of(offer, partner.negotiated() ? partner : LegFace.BLANK);
    List<SectionPlan> agreed = answering.plans();
    LegMedia opened = media.orElseThrow();
    if (answering.kind() != kind()) {
      throw new FailureException(
          Failure.of(Reason.NOT_ACCEPTABLE)
              .withDetail("a session cannot change between WebRTC and plain RTP"));
    }
    opened.check(offer, agreed);
    Origin next = origin.orElseThrow().nextVersion();
    opened.prepare(agreed);
    SessionDescription answer = opened.describeAnswer(answering.bare(next), offer);
    opened.connect(offer, agreed);
    origin = Optional.of(next);
    connected(agreed);
    refresh();
    return answer;
  }

  private LegMedia open(SdpKind kind, List<SectionPlan> sections) {
    LegMedia opened = home.media(kind, watch);
    // Kept even if what follows fails, so that the close of the leg finds it.
    media.ifPresent(LegMedia::close);
    media = Optional.of(opened);
    opened.prepare(sections);
    return opened;
  }

  private static void checkRemote(
      SdpKind kind, SessionDescription offer, List<SectionPlan> sections) {
    if (kind == SdpKind.WEBRTC) {
      WebRtcMedia.checkRemote(offer, sections);
    } else {
      RtpMedia.checkRemote(offer, sections);
    }
  }

  /** The codecs to keep to: those of the leg given, else of the one this type hears. */
  private LegFace far(LegType type, Optional<SessionId> codecPeer) {
    checkType(type);
    Optional<LegFace> limits = codecPeer.flatMap(home::face);
    if (codecPeer.isPresent() && limits.isEmpty()) {
      // A destination that has left meanwhile limits nothing; whoever comes next is transcoded.
      return far(type).map(this::peer).orElse(LegFace.BLANK);
    }
    return limits
        .or(() -> far(type).or(() -> home.partner(id)).map(this::peer))
        .orElse(LegFace.BLANK);
  }

  /** The leg whose media a leg of this type gets. */
  static Optional<SessionId> far(LegType type) {
    if (type instanceof LegType.Bridge bridge) {
      return Optional.of(bridge.peer());
    }
    if (type instanceof LegType.Connect connect) {
      return Optional.of(connect.peer());
    }
    return type instanceof LegType.Listen listen
        ? Optional.of(listen.publisher())
        : Optional.empty();
  }

  /** Refuses a type whose fields name nothing that is there. */
  private void checkType(LegType type) {
    if (!EmbeddedEngine.knows(type.type())) {
      throw new FailureException(
          Failure.of(Reason.NOT_IMPLEMENTED)
              .withDetail("type " + type.type().wireName() + " on backend embedded"));
    }
    if (far(type).filter(id::equals).isPresent()) {
      throw new FailureException(
          Failure.of(Reason.INCOMPATIBLE_SESSION).withDetail("a session cannot join itself"));
    }
    if (type instanceof LegType.Listen listen && !home.publishes(listen.publisher())) {
      throw FailureException.of(Reason.INVALID_PUBLISHER);
    }
    if (type instanceof LegType.Publish publish
        && home.room(publish.room(), RoomClass.SFU).isEmpty()) {
      throw FailureException.of(Reason.ROOM_NOT_FOUND);
    }
    if (type instanceof LegType.Mcu mcu) {
      home.room(mcu.room(), RoomClass.MCU)
          .orElseThrow(() -> FailureException.of(Reason.ROOM_NOT_FOUND))
          .checkSeat(id);
    }
    far(type).ifPresent(this::peer);
  }

  /** A proxy begins with the client's offer (media-session.md, "Types"). */
  private static void requireNoProxy(LegType type) {
    if (type instanceof LegType.Proxy) {
      throw FailureException.of(Reason.INVALID_OPERATION);
    }
  }

  private LegFace peer(SessionId peer) {
    return home.face(peer)
        .orElseThrow(
            () ->
                new FailureException(
                    Failure.of(Reason.SESSION_NOT_FOUND)
                        .withDetail("peer " + peer + " on backend embedded")));
  }

  private void connected(List<SectionPlan> agreed) {
    plans = agreed.stream().map(SectionPlan::withoutRemote).toList();
    phase = Phase.CONNECTED;
    // Many legs idle at once: what only the negotiation needed goes now.
    offering = Optional.empty();
    offered = Optional.empty();
    oneWay =
        agreed.stream()
            .filter(p -> p.kind() == MediaKind.AUDIO)
            .noneMatch(p -> p.direction().sends() && p.direction().receives());
    watch.held(oneWay || clientHolds);
    Map<MediaKind, MediaStream> streams = media.orElseThrow().streams();
    LegFace before = face;
    publish(negotiated(agreed, streams));
    recorder.negotiated(streams, plans);
    mute();
    limit();
    if (!before.streams().equals(streams)) {
      home.refreshAudience();
    }
  }

  private static LegFace negotiated(List<SectionPlan> agreed, Map<MediaKind, MediaStream> streams) {
    Map<MediaKind, List<Codec>> codecs = new EnumMap<>(MediaKind.class);
    agreed.forEach(plan -> codecs.putIfAbsent(plan.kind(), plan.theirs()));
    return new LegFace(codecs, true, Map.copyOf(streams));
  }

  private void publish(LegFace newFace) {
    face = newFace;
    home.publish(newFace);
  }

  CompletionStage<Void> setType(LegType type) {
    requireOpen();
    requireNoProxy(type);
    checkType(type);
    return playing.with(type, () -> change(type)).thenCompose(stage -> stage);
  }

  private CompletionStage<Void> change(LegType type) {
    requireOpen();
    checkType(type);
    if (phase != Phase.CONNECTED) {
      own = type;
      return CompletableFuture.completedFuture(null);
    }
    return wish(type);
  }

  /** Takes the type, tells the legs concerned and sends the media the new way. */
  private CompletionStage<Void> wish(LegType type) {
    own = type instanceof LegType.Bridge ? new LegType.Park() : type;
    CompletionStage<Void> others = home.take(type);
    refresh();
    limit();
    return others;
  }

  /** Sends the client what its type or its partner says; does nothing new when that is so. */
  void refresh() {
    if (media.isEmpty() || phase != Phase.CONNECTED) {
      return;
    }
    Optional<SessionId> partner = home.partner(id);
    if (partner.isPresent()) {
      // What the leg does once its partner has gone.
      own = new LegType.Park();
    }
    Map<MediaKind, MediaStream> streams = media.get().streams();
    if (!(own instanceof LegType.Play)) {
      playing.stop();
    }
    Optional<LegFace> heard = heard(partner);
    Map<MediaKind, ? extends MediaSource> sources =
        conference(partner)
            .<Map<MediaKind, ? extends MediaSource>>map(c -> seat.take(c, streams, plans))
            .orElseGet(() -> heard.map(LegFace::streams).orElse(Map.of()));
    streams.forEach(
        (kind, stream) -> {
          MediaSource source = sources.get(kind);
          if (source == null) {
            stream.feedNothing();
          } else {
            stream.feedFrom(source);
          }
        });
    watch.typeInfo(
        heard
            .filter(LegFace::negotiated)
            .flatMap(face::transcoding)
            .<Map<String, Object>>map(
                t -> Map.of("transcoding", Map.of("from", t.from(), "to", t.to())))
            .orElse(Map.of()));
    if (kind() == SdpKind.RTP || watch.up()) {
      playing.start();
    }
  }

  /** The conference the leg is in; any other it leaves. */
  private Optional<Conference> conference(Optional<SessionId> partner) {
    Optional<Conference> in =
        partner.isEmpty() && own instanceof LegType.Mcu ? home.conference() : Optional.empty();
    if (in.isEmpty()) {
      seat.leave();
    }
    return in;
  }

  /** The leg whose media this one's client gets. */
  private Optional<LegFace> heard(Optional<SessionId> partner) {
    if (partner.isEmpty() && own instanceof LegType.Echo) {
      return Optional.of(face);
    }
    if (own instanceof LegType.Play) {
      return playing.face();
    }
    boolean ended = own instanceof LegType.Listen listen && !home.publishes(listen.publisher());
    return partner.or(() -> ended ? Optional.empty() : far(own)).flatMap(home::face);
  }

  void update(MediaUpdate change) {
    requireOpen();
    update = update.then(change);
    mute();
    limit();
  }

  /** Holds the client to what the session, and the room it sends to, may take. */
  private void limit() {
    int limit = update.bitrate().orElse(0);
    int room = home.roomBitrate();
    if (room > 0 && (limit == 0 || room < limit)) {
      limit = room;
    }
    Map<MediaKind, MediaStream> streams = media.map(LegMedia::streams).orElse(Map.of());
    MediaStream video = streams.get(MediaKind.VIDEO);
    if (video != null) {
      // Audio does not give way, so video has what it leaves.
      int audio = streams.containsKey(MediaKind.AUDIO) ? AUDIO_KBPS : 0;
      video.limit(limit == 0 ? 0 : Math.max(LEAST_VIDEO_KBPS, limit - audio));
    }
  }

  private void mute() {
    Map<MediaKind, MediaStream> streams = media.map(LegMedia::streams).orElse(Map.of());
    Optional.ofNullable(streams.get(MediaKind.AUDIO))
        .ifPresent(s -> update.muteAudio().ifPresent(s::mute));
    Optional.ofNullable(streams.get(MediaKind.VIDEO))
        .ifPresent(s -> update.muteVideo().ifPresent(s::mute));
  }

  CompletionStage<Map<String, Object>> recorder(RecorderAction action) {
    require(Phase.CONNECTED, Reason.INVALID_STATE);
    return recorder.act(action);
  }

  CompletionStage<Map<String, Object>> player(PlayerAction action) {
    require(Phase.CONNECTED, Reason.INVALID_STATE);
    if (action instanceof PlayerAction.Start start) {
      return setType(new LegType.Play(start.uri(), start.loops())).thenApply(done -> Map.of());
    }
    if (action instanceof PlayerAction.Stop) {
      return playing.active()
          ? wish(new LegType.Park()).thenApply(done -> Map.of())
          : LegPlayer.inactive();
    }
    return playing.steer(action);
  }

  /** Signalling says that the client holds; its description may not have come to us. */
  void held(boolean held) {
    clientHolds = held;
    watch.held(oneWay || clientHolds);
  }

  void sendDtmf(String digits) {
    require(Phase.CONNECTED, Reason.INVALID_STATE);
    if (digits.isEmpty() || !digits.matches("[0-9*#A-Da-d]{1,64}")) {
      throw FailureException.of(Reason.INVALID_VALUE, "digits");
    }
    boolean understood =
        plans.stream()
            .filter(p -> p.kind() == MediaKind.AUDIO)
            .anyMatch(p -> p.theirs().stream().anyMatch(Codec::isTelephoneEvent));
    MediaStream audio = media.orElseThrow().streams().get(MediaKind.AUDIO);
    if (audio == null || !understood) {
      throw new FailureException(
          Failure.of(Reason.NOT_IMPLEMENTED)
              .withDetail("the client has not negotiated telephone-event"));
    }
    digits.chars().forEach(c -> audio.sendDigit(Character.toUpperCase((char) c), DIGIT));
  }

  CompletionStage<List<TransportStats>> stats() {
    requireOpen();
    return media.map(LegMedia::stats).orElseGet(() -> CompletableFuture.completedFuture(List.of()));
  }

  /** The codec the client is expected to send. */
  Optional<Codec> audioCodec() {
    return plans.stream()
        .filter(p -> p.kind() == MediaKind.AUDIO)
        .findFirst()
        .flatMap(p -> Codecs.preferred(p.theirs()));
  }

  private SdpKind kind() {
    return media.filter(m -> m instanceof WebRtcMedia).isPresent() ? SdpKind.WEBRTC : SdpKind.RTP;
  }

  /** What the statistics tell beside the counters. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (media.isEmpty()) {
      return facts;
    }
    if (kind() == SdpKind.WEBRTC) {
      facts.put("dtls", "DTLS 1.2");
    }
    media.get().local().ifPresent(local -> facts.put("local_address", Addresses.text(local)));
    for (SectionPlan plan : plans) {
      Codecs.preferred(plan.theirs())
          .ifPresent(
              c -> facts.put(plan.kind().name().toLowerCase(Locale.ROOT) + "_codec", c.encoding()));
    }
    return facts;
  }

  CompletionStage<Void> close() {
    if (phase == Phase.CLOSED) {
      return CompletableFuture.completedFuture(null);
    }
    phase = Phase.CLOSED;
    watch.close();
    playing.stop();
    CompletionStage<Void> recorded = recorder.close();
    publish(LegFace.BLANK);
    seat.leave();
    CompletionStage<Void> others = home.leave();
    media.ifPresent(LegMedia::close);
    media = Optional.empty();
    plans = List.of();
    offering = Optional.empty();
    offered = Optional.empty();
    return others.thenCombine(recorded, (one, two) -> null);
  }

  private void require(Phase wanted, Reason otherwise) {
    requireOpen();
    if (phase != wanted) {
      throw FailureException.of(otherwise);
    }
  }

  private void requireOpen() {
    if (phase == Phase.CLOSED) {
      throw FailureException.of(Reason.SESSION_STOP);
    }
  }
}
