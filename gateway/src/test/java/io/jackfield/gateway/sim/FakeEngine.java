package io.jackfield.gateway.sim;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.Capabilities;
import io.jackfield.gateway.media.LegStats;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.Role;
import io.jackfield.gateway.media.SessionType;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.gateway.sdp.TrickleCandidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A scripted engine that can be late, refuse, never answer, and lose a leg. */
public final class FakeEngine implements MediaEngine {

  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 4000 RTP/AVP 0\r\n";

  /**
   * How badly it behaves.
   *
   * @param maxDelayMillis longest delay of an answer; 0 answers at once
   * @param refuse share of operations refused
   * @param silence share of operations never answered
   * @param lose share of legs lost some time after they opened
   */
  public record Manners(int maxDelayMillis, double refuse, double silence, double lose) {

    /** Answers at once and never fails. */
    public static final Manners GOOD = new Manners(0, 0, 0, 0);
  }

  private final SimTime time;
  private final Random random;
  private final Manners manners;
  private final Capabilities capabilities;
  private final Map<SessionId, FakeLeg> open = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();

  /**
   * Makes an engine.
   *
   * @param time when it answers
   * @param random decides what goes wrong
   * @param manners how often it does
   * @param lateAnswer see {@link Capabilities#lateAnswer}
   */
  public FakeEngine(SimTime time, Random random, Manners manners, boolean lateAnswer) {
    this.time = time;
    this.random = random;
    this.manners = manners;
    Set<Capabilities.Case> cases = new HashSet<>();
    for (SessionType type : List.of(SessionType.PARK, SessionType.ECHO, SessionType.BRIDGE)) {
      for (Role role : Role.values()) {
        for (SdpKind kind : SdpKind.values()) {
          cases.add(new Capabilities.Case(type, role, kind));
        }
      }
    }
    this.capabilities = new Capabilities(cases, lateAnswer, false, true);
  }

  /** What was asked of it, in order: {@code <operation> <session>}. */
  public List<String> log() {
    return log;
  }

  /** The leg of a session, to make something happen on it. */
  public MediaLegObserver observer(SessionId id) {
    return open.get(id).observer;
  }

  @Override
  public String backend() {
    return "fake";
  }

  @Override
  public String name() {
    return "fake-1";
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public int load() {
    return open.size();
  }

  @Override
  public MediaLeg open(SessionId id, MediaLegObserver observer) {
    FakeLeg leg = new FakeLeg(id, observer);
    if (open.put(id, leg) != null) {
      throw new IllegalStateException("leg " + id + " opened twice");
    }
    if (random.nextDouble() < manners.lose()) {
      time.later(
          Duration.ofMillis(random.nextInt(60_000)),
          () -> {
            if (open.containsKey(id)) {
              observer.onLost(Failure.of(Reason.MEDIA_TIMEOUT));
            }
          });
    }
    return leg;
  }

  private final class FakeLeg implements MediaLeg {
    private final SessionId id;
    private final MediaLegObserver observer;

    FakeLeg(SessionId id, MediaLegObserver observer) {
      this.id = id;
      this.observer = observer;
    }

    private <T> CompletionStage<T> answer(String operation, T result) {
      log.add(operation + " " + id);
      double chance = random.nextDouble();
      if (chance < manners.silence()) {
        return new CompletableFuture<>();
      }
      boolean refuse = chance < manners.silence() + manners.refuse();
      CompletableFuture<T> future = new CompletableFuture<>();
      Runnable reply =
          () -> {
            if (refuse) {
              future.completeExceptionally(new FailureException(Failure.of(Reason.NOT_ACCEPTABLE)));
            } else {
              future.complete(result);
            }
          };
      if (manners.maxDelayMillis() == 0) {
        reply.run();
      } else {
        time.later(Duration.ofMillis(random.nextInt(manners.maxDelayMillis())), reply);
      }
      return future;
    }

    @Override
    public CompletionStage<SessionDescription> createOffer(
        LegType type, SdpKind kind, Optional<SessionId> codecPeer) {
      return answer("createOffer", SdpParser.parse(SDP));
    }

    @Override
    public CompletionStage<Void> setOffer(SessionDescription offer) {
      return answer("setOffer", null);
    }

    @Override
    public CompletionStage<SessionDescription> createAnswer(
        LegType type, SessionDescription offer, Optional<SessionId> codecPeer) {
      return answer("createAnswer", SdpParser.parse(SDP));
    }

    @Override
    public CompletionStage<Void> setAnswer(SessionDescription answer) {
      return answer("setAnswer", null);
    }

    @Override
    public CompletionStage<SessionDescription> renegotiate(SessionDescription offer) {
      return answer("renegotiate", SdpParser.parse(SDP));
    }

    @Override
    public void addCandidate(TrickleCandidate candidate) {
      log.add("addCandidate " + id);
    }

    @Override
    public void endOfCandidates() {
      log.add("endOfCandidates " + id);
    }

    @Override
    public CompletionStage<Void> setType(LegType type) {
      return answer("setType:" + type.type().wireName(), null);
    }

    @Override
    public CompletionStage<Void> update(MediaUpdate update) {
      return answer("update", null);
    }

    @Override
    public CompletionStage<Void> sendDtmf(String digits) {
      return answer("sendDtmf:" + digits, null);
    }

    @Override
    public CompletionStage<LegStats> stats() {
      return answer("stats", LegStats.NONE);
    }

    @Override
    public CompletionStage<Void> close() {
      // Its resources are released whatever the answer says: close must succeed (MediaLeg).
      open.remove(id);
      return answer("close", null);
    }
  }
}
