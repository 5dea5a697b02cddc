package io.jackfield.media.janus;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.janus.api.JanusHandle;
import io.jackfield.media.janus.api.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A caller's offer turned into one for a far side of one kind, and the far side's answer turned
 * into the caller's: plugin {@code nosip}. All callees of a call that take that kind share the
 * offer; the first that answers has it. On the loop only.
 */
final class Exchange {
  private final LegHome caller;
  private final SessionDescription callerOffer;
  private final SdpKind farKind;
  private Optional<CompletionStage<SessionDescription>> offer = Optional.empty();
  private final Set<FarActivity> farSides = new LinkedHashSet<>();
  private Optional<FarActivity> winner = Optional.empty();
  private Optional<SessionDescription> callerAnswer = Optional.empty();
  private JanusHandle callerHandle;
  private JanusHandle farHandle;

  /**
   * Nothing is asked of Janus yet.
   *
   * @param caller the leg whose Janus session holds the handles
   * @param callerOffer its client's offer
   * @param farKind what the far side talks
   */
  Exchange(LegHome caller, SessionDescription callerOffer, SdpKind farKind) {
    this.caller = caller;
    this.callerOffer = callerOffer;
    this.farKind = farKind;
  }

  void add(FarActivity far) {
    farSides.add(far);
  }

  void remove(FarActivity far) {
    farSides.remove(far);
  }

  /** The offer for the far side; made once. */
  CompletionStage<SessionDescription> offer() {
    if (offer.isEmpty()) {
      offer = Optional.of(makeOffer());
    }
    return offer.get();
  }

  private CompletionStage<SessionDescription> makeOffer() {
    return attach(callerOffer.kind() == SdpKind.WEBRTC)
        .thenCompose(
            handle -> {
              callerHandle = handle;
              return callerOffer.kind() == SdpKind.WEBRTC
                  ? generate(handle, "offer", JanusSdp.forNosip(callerOffer))
                  : CompletableFuture.completedFuture(callerOffer);
            })
        .thenCompose(
            plain -> {
              if (farKind == SdpKind.RTP) {
                return CompletableFuture.completedFuture(plain);
              }
              CompletionStage<JanusHandle> far =
                  callerOffer.kind() == SdpKind.RTP
                      ? CompletableFuture.completedFuture(callerHandle)
                      : attach(false);
              return far.thenCompose(
                  handle -> {
                    farHandle = handle;
                    return process(handle, "offer", plain);
                  });
            });
  }

  private CompletionStage<JanusHandle> attach(boolean forCaller) {
    return caller.attach("nosip", forCaller ? LegHome.PluginEvents.NONE : new FarEvents());
  }

  /** The PeerConnection is the far side's: what happens to it is told on its session. */
  private final class FarEvents implements LegHome.PluginEvents {

    @Override
    public void onEvent(Map<String, Object> data) {
      // nosip tells nothing unasked.
    }

    @Override
    public void onStatus(LegHome home, String statusClass, Map<String, Object> fields) {
      winner.ifPresent(far -> far.status(statusClass, fields));
    }
  }

  /** From a browser's description to a plain one. */
  private static CompletionStage<SessionDescription> generate(
      JanusHandle handle, String type, SessionDescription web) {
    return handle
        .message(Map.of("request", "generate"), Optional.of(JanusSdp.jsep(type, web)))
        .thenApply(
            said ->
                JanusSdp.plain(
                    JanusSdp.parse(
                        Json.text(Json.object(said.data(), "result"), "sdp")
                            .orElseThrow(
                                () ->
                                    new FailureException(
                                        Failure.of(Reason.JANUS_ERROR, 0, "no SDP"))))));
  }

  /** From a plain description to one for a browser. */
  private static CompletionStage<SessionDescription> process(
      JanusHandle handle, String type, SessionDescription plain) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request", "process");
    body.put("type", type);
    body.put("sdp", plain.write());
    return handle.message(body, Optional.empty()).thenApply(EchoActivity::description);
  }

  /**
   * The far side's answer.
   *
   * @param far who answers
   * @param answer what its client says
   * @return done when the caller's answer is there; {@code already_answered} when another was first
   */
  CompletionStage<Void> answer(FarActivity far, SessionDescription answer) {
    if (winner.isPresent()) {
      return Activity.refused(Reason.ALREADY_ANSWERED);
    }
    winner = Optional.of(far);
    return callersAnswer(answer)
        .thenApply(
            made -> {
              callerAnswer = Optional.of(JanusSdp.aligned(callerOffer, made));
              return (Void) null;
            })
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                // Somebody else may still answer.
                winner = Optional.empty();
              }
            });
  }

  private CompletionStage<SessionDescription> callersAnswer(SessionDescription answer) {
    if (farKind == SdpKind.RTP) {
      return process(callerHandle, "answer", answer);
    }
    CompletionStage<SessionDescription> plain = generate(farHandle, "answer", answer);
    return callerOffer.kind() == SdpKind.RTP
        ? plain
        : plain.thenCompose(p -> process(callerHandle, "answer", p));
  }

  /** Whether this far side was the first to answer. */
  boolean wonBy(FarActivity far) {
    return winner.filter(far::equals).isPresent();
  }

  /** The caller's answer, once the far side's is there. */
  Optional<SessionDescription> callerAnswer() {
    return callerAnswer;
  }

  /** A candidate of the caller's client. */
  void trickleCaller(Map<String, ?> candidate) {
    if (callerHandle != null && callerOffer.kind() == SdpKind.WEBRTC) {
      callerHandle.trickle(candidate);
    }
  }

  /** A candidate of the far side's client. */
  void trickleFar(Map<String, ?> candidate) {
    if (farHandle != null) {
      farHandle.trickle(candidate);
    }
  }

  /** The winner has gone: its side's connection ends, and with it the caller's. */
  void farLeft() {
    if (callerHandle != null) {
      callerHandle.detach();
    }
    if (farHandle != null) {
      farHandle.detach();
    }
    caller.lost(Failure.of(Reason.BRIDGE_STOP));
  }

  /** The caller has gone, and with its Janus session all handles. */
  void callerLost(Failure failure) {
    Set.copyOf(farSides).forEach(far -> far.callerLost(failure));
  }
}
