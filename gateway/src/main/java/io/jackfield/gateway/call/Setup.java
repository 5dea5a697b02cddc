package io.jackfield.gateway.call;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.LegId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.session.CreateSession;
import io.jackfield.gateway.session.SessionInput;
import io.jackfield.gateway.signal.Description;
import io.jackfield.gateway.signal.Destination;
import io.jackfield.gateway.signal.Resolution;
import io.jackfield.gateway.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the first input to the invites. */
final class Setup {

  /** The longest a look-up may take. */
  private static final Duration RESOLVE = Duration.ofSeconds(10);

  /** A call without an accept never lives longer than its ringing; the sessions wait with it. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private Setup() {}

  static void start(CallDraft d, CallInput.Start in) {
    d.route = Optional.of(in.route());
    d.sessionBase = in.sessionBase();
    d.media = in.media();
    d.callerOffer = d.options.offer();
    d.succeed(in.token());
    if (in.route() instanceof Route.Refuse r) {
      Ending.end(d, r.failure(), "gateway", Optional.empty());
    } else if (in.route() instanceof Route.Application r) {
      application(d, r.type());
    } else if (in.route() instanceof Route.Invite r) {
      d.phase = CallState.Phase.RESOLVING;
      if (d.media == CallMedia.LINKED) {
        adopt(d);
      }
      d.start(CallTimer.of(CallTimer.Kind.RESOLVE), RESOLVE);
      d.emit(new CallEffect.Resolve(r.callee(), r.type()));
    }
    if (d.ending.isEmpty()) {
      Ending.note(d);
    }
  }

  private static void adopt(CallDraft d) {
    SessionId session = d.options.linkedSession().orElseThrow();
    d.callerSession = Optional.of(session);
    d.sessions.add(session);
    d.emit(new CallEffect.AdoptSession(session));
  }

  private static void application(CallDraft d, LegType type) {
    d.phase = CallState.Phase.PREPARING;
    d.start(CallTimer.of(CallTimer.Kind.JOIN), Joining.DEADLINE);
    makeCaller(d, type, false, Optional.empty());
  }

  static void resolved(CallDraft d, Resolution resolution) {
    if (d.phase != CallState.Phase.RESOLVING) {
      return;
    }
    d.cancel(CallTimer.of(CallTimer.Kind.RESOLVE));
    int number = 1;
    for (Destination destination : resolution.destinations()) {
      LegId leg = CallStep.leg(0, number++);
      d.branches.put(leg, Branch.fresh(leg, destination));
    }
    d.invited = d.branches.size();
    if (d.branches.isEmpty()) {
      Reason none = resolution.known() ? Reason.NO_DESTINATION : Reason.NO_DESTINATION_UNKNOWN;
      Ending.end(d, Failure.of(none), "gateway", Optional.empty());
      return;
    }
    boolean delayedOffer = d.callerOffer.isEmpty();
    if (d.media == CallMedia.LINKED || delayedOffer && d.media == CallMedia.LATE_ANSWER) {
      invite(d);
    } else if (delayedOffer && d.media == CallMedia.P2P) {
      // Nobody could offer anything to the callees.
      Ending.end(d, Failure.of(Reason.MISSING_SDP), "gateway", Optional.empty());
    } else {
      d.phase = CallState.Phase.PREPARING;
      Optional<LegType> type =
          d.media == CallMedia.P2P ? Optional.empty() : Optional.of(new LegType.Park());
      makeCaller(d, type, d.media == CallMedia.LATE_ANSWER, Optional.empty());
      d.start(CallTimer.of(CallTimer.Kind.JOIN), Joining.deadline(d));
    }
  }

  static void makeCaller(CallDraft d, LegType type, boolean defer, Optional<SessionId> codecPeer) {
    makeCaller(d, Optional.of(type), defer, codecPeer);
  }

  private static void makeCaller(
      CallDraft d, Optional<LegType> type, boolean defer, Optional<SessionId> codecPeer) {
    SessionId session = new SessionId(d.sessionBase + "-a");
    d.callerSession = Optional.of(session);
    d.sessions.add(session);
    CreateSession options =
        options(d, type, d.callerOffer, d.options.callerKind(), false, d.options.noAnswerTrickle())
            .with(d.options.record(), false);
    d.emit(new CallEffect.MakeSession(session, options, defer, false, codecPeer));
  }

  /** The caller's side is ready: every destination is invited, at once or after its delay. */
  static void invite(CallDraft d) {
    d.cancel(CallTimer.of(CallTimer.Kind.JOIN));
    d.phase = CallState.Phase.INVITING;
    List.copyOf(d.branches.values()).forEach(branch -> inviteInTime(d, branch));
  }

  static void inviteInTime(CallDraft d, Branch branch) {
    if (branch.destination().delay().isZero()) {
      prepare(d, branch);
    } else {
      d.start(new CallTimer(CallTimer.Kind.DELAY, branch.leg()), branch.destination().delay());
    }
  }

  /** The name of a destination's media session, unique in the service. */
  static SessionId calleeSession(CallDraft d, LegId leg) {
    String name = leg.value().replace("callee-", "b").replace("transfer-", "t");
    return new SessionId(d.sessionBase + "-" + name);
  }

  /** Makes the destination's session, or invites it at once where it needs none. */
  static void prepare(CallDraft d, Branch branch) {
    Duration ring = branch.destination().ring().orElse(d.options.ringTimeout());
    d.start(new CallTimer(CallTimer.Kind.RING, branch.leg()), ring);
    if (d.media == CallMedia.LINKED) {
      invited(d, branch, d.options.offer());
      return;
    }
    SessionId session = calleeSession(d, branch.leg());
    d.sessions.add(session);
    d.branches.put(branch.leg(), branch.with(Branch.Phase.PREPARING).with(session));
    boolean p2p = d.media == CallMedia.P2P;
    SdpKind kind = farKind(d).orElse(branch.destination().kind());
    CreateSession options =
        options(
            d,
            p2p ? Optional.empty() : Optional.of(new LegType.Park()),
            p2p ? d.callerOffer : Optional.empty(),
            kind,
            d.options.noOfferTrickle() || !branch.destination().trickle(),
            false);
    Optional<SessionId> partner =
        d.transfer.map(Transfer::stays).map(d::sessionOf).orElse(d.callerSession);
    Optional<SessionId> codecPeer = d.media == CallMedia.LATE_ANSWER ? partner : Optional.empty();
    CreateSession whole = options.with(d.options.record(), branch.destination().keys());
    d.emit(new CallEffect.MakeSession(session, whole, false, p2p, codecPeer));
    if (p2p) {
      d.callerCandidates.forEach(c -> SessionSays.toCallee(d, d.branches.get(branch.leg()), c));
    }
  }

  static void invited(CallDraft d, Branch branch, Optional<Description> offer) {
    d.branches.put(branch.leg(), branch.with(Branch.Phase.INVITED));
    d.deliver(
        branch.leg(),
        new Signal.Invite(
            d.id,
            branch.leg(),
            branch.session(),
            branch.destination().type(),
            branch.destination().name(),
            offer.map(o -> withMetadata(o, d.options.offer())),
            d.transfer.map(t -> d.infoOf(t.stays())).orElse(d.options.caller()),
            d.options.headers()));
    d.callerSession.ifPresent(s -> d.toSession(s, new SessionInput.Ringing()));
    if (d.media == CallMedia.LINKED) {
      d.callerCandidates.forEach(c -> d.deliver(branch.leg(), Joining.candidate(c)));
    }
  }

  /** Metadata of the caller's offer travels on with whatever offer the callee gets. */
  private static Description withMetadata(Description offer, Optional<Description> original) {
    Map<String, Object> extra = original.map(Description::extra).orElse(Map.of());
    return new Description(offer.sdp(), offer.kind(), offer.trickle(), offer.backend(), extra);
  }

  /** The kind a prefix or the caller asked for; a destination that is WebRTC by nature keeps it. */
  private static Optional<SdpKind> farKind(CallDraft d) {
    return d.options.farKind();
  }

  static CreateSession options(
      CallDraft d,
      Optional<LegType> type,
      Optional<Description> offer,
      SdpKind kind,
      boolean noOfferTrickle,
      boolean noAnswerTrickle) {
    CreateSession.Timeouts timeouts =
        new CreateSession.Timeouts(
            PlaceCall.MAX_RING_TIMEOUT.plus(SLACK),
            CreateSession.Timeouts.DEFAULT.ready(),
            d.options.ringTimeout());
    return new CreateSession(
        Optional.empty(),
        type,
        offer,
        Optional.empty(),
        d.media == CallMedia.P2P ? Optional.empty() : Optional.of(d.backend),
        kind,
        noOfferTrickle,
        noAnswerTrickle,
        d.options.trickleTimeout(),
        Optional.empty(),
        false,
        true,
        timeouts,
        true,
        MediaUpdate.NONE,
        Optional.empty());
  }
}
