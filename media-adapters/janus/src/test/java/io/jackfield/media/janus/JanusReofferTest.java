package io.jackfield.media.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.SessionDescription;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Hold, resume, new addresses and restarted ICE in calls through a real Janus. */
class JanusReofferTest extends RealJanusTest {
  private static final int SILENCE_MILLIS = 400;
  private static final int TRIES = 20;

  private static Direction direction(SessionDescription sdp) {
    return sdp.direction(sdp.media().get(0));
  }

  private static void talk(Browser web, RtpClient phone, int mark) throws Exception {
    web.send(mark);
    phone.receiveMark(mark);
    phone.send(0, mark + 1);
    web.hears(mark + 1);
  }

  @Test
  void aCalledPhoneHoldsAndResumes() throws Exception {
    try (Browser ana = new Browser(browsers, "hold-far");
        RtpClient bo = new RtpClient(PCMU)) {
      Call call = Call.webToPlain("hold-far", ana, bo);
      talk(ana, bo, 1);
      SessionDescription held = get(call.far().renegotiate(bo.offer(Direction.SENDONLY)));
      assertEquals(Direction.RECVONLY, direction(held));
      ana.send(3);
      assertTrue(bo.receive(SILENCE_MILLIS).isEmpty(), "a phone on hold hears nothing");
      bo.send(0, 4);
      ana.hears(4);
      SessionDescription resumed = get(call.far().renegotiate(bo.offer()));
      assertEquals(Direction.SENDRECV, direction(resumed));
      talk(ana, bo, 5);
      call.close();
    }
  }

  @Test
  void aCallingPhoneHoldsAndResumes() throws Exception {
    try (RtpClient ana = new RtpClient(PCMU);
        Browser bo = new Browser(browsers, "hold-caller")) {
      Call call = Call.plainToWeb("hold-caller", ana, bo);
      talk(bo, ana, 11);
      SessionDescription held = get(call.caller().renegotiate(ana.offer(Direction.INACTIVE)));
      assertEquals(Direction.INACTIVE, direction(held));
      bo.send(13);
      assertTrue(ana.receive(SILENCE_MILLIS).isEmpty(), "a phone on hold hears nothing");
      get(call.caller().renegotiate(ana.offer()));
      talk(bo, ana, 15);
      call.close();
    }
  }

  @Test
  void mediaFollowsAPhoneToItsNewAddress() throws Exception {
    try (Browser ana = new Browser(browsers, "moved");
        RtpClient before = new RtpClient(PCMU);
        RtpClient after = new RtpClient(PCMU)) {
      Call call = Call.webToPlain("moved", ana, before);
      talk(ana, before, 21);
      after.learn(get(call.far().renegotiate(after.offer())));
      // Janus turns its socket to the new address a moment after it has answered.
      boolean heard = false;
      for (int i = 0; i < TRIES && !heard; i++) {
        after.send(0, 23);
        heard = !ana.hearsNo(23);
      }
      assertTrue(heard, "the new address is heard");
      talk(ana, after, 24);
      call.close();
    }
  }

  @Test
  void aPhoneThatGivesUpTheCodecInUseIsRefusedAndTheCallGoesOn() throws Exception {
    try (Browser ana = new Browser(browsers, "codec");
        RtpClient bo = new RtpClient(PCMU);
        RtpClient other = new RtpClient(Codec.of(8, "PCMA", 8000))) {
      Call call = Call.webToPlain("codec", ana, bo);
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> get(call.far().renegotiate(other.offer())));
      assertTrue(((FailureException) e.getCause()).failure().is(Reason.NOT_ACCEPTABLE));
      talk(ana, bo, 31);
      call.close();
    }
  }

  @Test
  void aBrowserThatCallsAPhoneStartsAgain() throws Exception {
    try (Browser ana = new Browser(browsers, "again");
        RtpClient bo = new RtpClient(PCMU)) {
      Call call = Call.webToPlain("again", ana, bo);
      talk(ana, bo, 41);
      ana.setAnswer(get(call.caller().renegotiate(ana.reoffer())));
      talk(ana, bo, 43);
      call.close();
    }
  }

  @Test
  void aBrowserThatAPhoneCalledHolds() throws Exception {
    try (RtpClient ana = new RtpClient(PCMU);
        Browser bo = new Browser(browsers, "web-hold")) {
      Call call = Call.plainToWeb("web-hold", ana, bo);
      talk(bo, ana, 51);
      SessionDescription hold =
          bo.reoffer().withEachMedia(m -> m.withDirection(Direction.SENDONLY));
      SessionDescription answer = get(call.far().renegotiate(hold));
      assertEquals(Direction.RECVONLY, direction(answer));
      call.close();
    }
  }

  @Test
  void browsersThatTalkToEachOtherStartAgainEitherSide() throws Exception {
    try (Browser ana = new Browser(browsers, "web-again-a");
        Browser bo = new Browser(browsers, "web-again-b")) {
      Call call = Call.webToWeb("web-again", ana, bo);
      ana.setAnswer(get(call.caller().renegotiate(ana.reoffer())));
      ana.send(61);
      bo.hears(61);
      bo.send(62);
      ana.hears(62);
      bo.setAnswer(get(call.far().renegotiate(bo.reoffer())));
      bo.send(63);
      ana.hears(63);
      ana.send(64);
      bo.hears(64);
      call.close();
    }
  }
}
