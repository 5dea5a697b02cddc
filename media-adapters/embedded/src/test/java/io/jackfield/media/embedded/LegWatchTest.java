package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.MediaLegObserver;
import io.jackfield.gateway.sdp.TrickleCandidate;
import io.jackfield.gateway.time.Owner;
import io.jackfield.gateway.time.Timer;
import io.jackfield.media.embedded.relay.MediaKind;
import io.jackfield.media.embedded.relay.StreamListener;
import io.jackfield.media.embedded.relay.TransportListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LegWatchTest {
  private static final Duration MEDIA = Duration.ofSeconds(30);
  private static final Duration REATTACH = Duration.ofSeconds(10);

  private final List<String> told = new ArrayList<>();
  private final List<Failure> lost = new ArrayList<>();
  private final Hand owner = new Hand();
  private final LegWatch watch =
      new LegWatch(new SessionId("a"), new Told(), owner, MEDIA, REATTACH);
  private final StreamListener rtp = watch.rtpStream(MediaKind.AUDIO);
  private final TransportListener webRtc = watch.webRtc();

  /** An owner whose clock the test moves. */
  private static final class Hand implements Owner {
    private record Due(Duration at, Runnable task) {}

    private final List<Due> timers = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      Due due = new Due(now.plus(delay), task);
      timers.add(due);
      return () -> timers.remove(due);
    }

    @Override
    public boolean inOwner() {
      return true;
    }

    void pass(Duration time) {
      now = now.plus(time);
      List<Due> ready = timers.stream().filter(d -> d.at().compareTo(now) <= 0).toList();
      timers.removeAll(ready);
      ready.forEach(d -> d.task().run());
    }
  }

  private final class Told implements MediaLegObserver {
    @Override
    public void onCandidate(TrickleCandidate candidate) {
      told.add("candidate");
    }

    @Override
    public void onEndOfCandidates() {
      told.add("end");
    }

    @Override
    public void onStatus(String statusClass, Map<String, Object> fields) {
      told.add(
          (statusClass + " " + fields.getOrDefault("media", "") + " " + fields.get("status"))
              .replace("  ", " "));
    }

    @Override
    public void onDtmf(char digit) {
      told.add("digit " + digit);
    }

    @Override
    public void onLost(Failure failure) {
      lost.add(failure);
    }
  }

  private void assertLost(Reason reason) {
    assertEquals(1, lost.size());
    assertTrue(lost.get(0).is(reason), lost.toString());
  }

  @Test
  void aSilentPhoneIsLost() {
    rtp.onMediaStarted();
    rtp.onMediaStopped();
    assertEquals(List.of("media audio up", "media audio down"), told);
    assertLost(Reason.MEDIA_TIMEOUT);
  }

  @Test
  void aPhoneWhoseVideoStopsStays() {
    StreamListener video = watch.rtpStream(MediaKind.VIDEO);
    rtp.onMediaStarted();
    video.onMediaStarted();
    video.onMediaStopped();
    assertEquals(List.of("media audio up", "media video up", "media video down"), told);
    assertTrue(lost.isEmpty());
  }

  @Test
  void aPhoneOnHoldMayBeSilent() {
    rtp.onMediaStarted();
    watch.held(true);
    rtp.onMediaStopped();
    assertTrue(lost.isEmpty());
    owner.pass(MEDIA.multipliedBy(3));
    assertTrue(lost.isEmpty());
  }

  @Test
  void aPhoneThatStaysSilentAfterItsHoldIsLost() {
    rtp.onMediaStarted();
    watch.held(true);
    rtp.onMediaStopped();
    watch.held(false);
    owner.pass(MEDIA.minusMillis(1));
    assertTrue(lost.isEmpty());
    owner.pass(Duration.ofMillis(1));
    assertLost(Reason.MEDIA_TIMEOUT);
  }

  @Test
  void aPhoneThatSpeaksAgainAfterItsHoldStays() {
    rtp.onMediaStarted();
    watch.held(true);
    rtp.onMediaStopped();
    watch.held(false);
    rtp.onMediaStarted();
    owner.pass(MEDIA.multipliedBy(2));
    assertTrue(lost.isEmpty());
  }

  @Test
  void aSilentBrowserStaysAsLongAsItConsents() {
    webRtc.onUp("AEAD_AES_128_GCM");
    StreamListener audio = watch.webRtcStream(MediaKind.AUDIO);
    StreamListener video = watch.webRtcStream(MediaKind.VIDEO);
    audio.onMediaStarted();
    video.onMediaStarted();
    audio.onMediaStopped();
    owner.pass(MEDIA.multipliedBy(3));
    assertEquals(
        List.of("webrtc up", "media audio up", "media video up", "media audio down"), told);
    assertTrue(lost.isEmpty());
  }

  @Test
  void aBrowserThatComesBackInTimeIsUpAgain() {
    webRtc.onUp("AEAD_AES_128_GCM");
    webRtc.onDown("no ICE check");
    owner.pass(REATTACH.minusMillis(1));
    webRtc.onIceConnected(new InetSocketAddress("127.0.0.1", 9));
    owner.pass(REATTACH);
    assertEquals(List.of("webrtc up", "webrtc down", "webrtc up"), told);
    assertTrue(lost.isEmpty());
  }

  @Test
  void aBrowserThatStaysAwayIsLost() {
    webRtc.onUp("AEAD_AES_128_GCM");
    webRtc.onDown("no ICE check");
    webRtc.onDown("the peer closed the DTLS association");
    owner.pass(REATTACH);
    assertEquals(List.of("webrtc up", "webrtc down"), told);
    assertLost(Reason.NETWORK_ERROR);
  }

  @Test
  void aTransportThatCannotComeUpIsTheEnd() {
    webRtc.onFailed("wrong fingerprint");
    assertLost(Reason.SESSION_FAILED);
    assertTrue(lost.get(0).text().contains("wrong fingerprint"));
  }

  @Test
  void nothingIsToldAfterTheClose() {
    webRtc.onUp("AEAD_AES_128_GCM");
    webRtc.onDown("no ICE check");
    told.clear();
    watch.close();
    owner.pass(REATTACH.multipliedBy(2));
    webRtc.onIceConnected(new InetSocketAddress("127.0.0.1", 9));
    rtp.onMediaStopped();
    rtp.onDigit('5');
    assertTrue(told.isEmpty(), told.toString());
    assertTrue(lost.isEmpty());
    assertFalse(owner.timers.stream().anyMatch(d -> true), "no timer is left");
  }
}
