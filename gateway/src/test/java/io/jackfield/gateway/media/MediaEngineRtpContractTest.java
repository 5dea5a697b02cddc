package io.jackfield.gateway.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.Direction;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SessionDescription;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every engine that takes plain RTP promises of media: who hears whom, and in what form. */
public abstract class MediaEngineRtpContractTest extends MediaEngineContractTest {
  private static final Codec EVENTS = Codec.of(101, "telephone-event", 8000, 1, "0-15");
  private static final Codec OTHER_EVENTS = Codec.of(97, "telephone-event", 8000, 1, "0-15");
  private static final int SILENCE_MILLIS = 150;

  /** For subclasses. */
  protected MediaEngineRtpContractTest() {}

  private MediaLeg answered(SessionId id, LegType type, RtpClient client, LegEvents events)
      throws Exception {
    MediaLeg leg = engine().open(id, events);
    client.learn(get(leg.createAnswer(type, client.offer(), Optional.empty())));
    return leg;
  }

  @Test
  void mediaStaysOneStreamThroughEveryChangeOfType() throws Exception {
    try (RtpClient one = new RtpClient(PCMU);
        RtpClient two = new RtpClient(PCMU)) {
      SessionId a = newId();
      SessionId b = newId();
      MediaLeg legA = answered(a, new LegType.Echo(), one, new LegEvents());
      MediaLeg legB = answered(b, new LegType.Park(), two, new LegEvents());
      one.send(0, 11);
      RtpClient.Packet echoed = one.receiveMark(11);
      two.send(0, 50);
      assertTrue(two.receive(SILENCE_MILLIS).isEmpty(), "a parked client hears nothing");

      get(legA.setType(new LegType.Bridge(b)));
      two.send(0, 51);
      RtpClient.Packet bridged = one.receiveMark(51);
      assertEquals((echoed.sequence() + 1) & 0xffff, bridged.sequence());
      assertEquals(echoed.ssrc(), bridged.ssrc());
      assertTrue(bridged.timestamp() != echoed.timestamp());
      one.send(0, 12);
      assertEquals(12, two.receiveMark(12).mark());

      get(legA.setType(new LegType.Park()));
      two.send(0, 52);
      assertTrue(one.receive(SILENCE_MILLIS).isEmpty(), "a parked client hears nothing");
      one.send(0, 13);
      assertTrue(two.receive(SILENCE_MILLIS).isEmpty(), "its partner hears nothing either");

      get(legA.setType(new LegType.Echo()));
      one.send(0, 14);
      RtpClient.Packet again = one.receiveMark(14);
      assertEquals((bridged.sequence() + 1) & 0xffff, again.sequence());
      assertEquals(echoed.ssrc(), again.ssrc());
      get(legA.close());
      get(legB.close());
    }
  }

  @Test
  void aBridgeMapsPayloadTypesAndEndsWithEitherLeg() throws Exception {
    try (RtpClient one = new RtpClient(PCMA, PCMU, EVENTS);
        RtpClient two = new RtpClient(PCMA, OTHER_EVENTS)) {
      SessionId a = newId();
      MediaLeg legA = engine().open(a, new LegEvents());
      SessionDescription offer = one.offer();
      boolean late = engine().capabilities().lateAnswer();
      if (late) {
        get(legA.setOffer(offer));
      } else {
        one.learn(get(legA.createAnswer(new LegType.Park(), offer, Optional.empty())));
      }
      SessionId b = newId();
      MediaLeg legB = engine().open(b, new LegEvents());
      SessionDescription offerB =
          get(legB.createOffer(new LegType.Bridge(a), SdpKind.RTP, Optional.of(a)));
      get(legB.setAnswer(renumbered(two.answer(offerB))));
      if (late) {
        SessionDescription answer =
            get(legA.createAnswer(new LegType.Bridge(b), offer, Optional.of(b)));
        one.learn(answer);
        assertEquals(
            1, answer.media().get(0).codecs().stream().filter(c -> !c.isAuxiliary()).count());
      }
      get(legB.setType(new LegType.Bridge(a)));
      one.send(8, 21);
      assertEquals(8, two.receiveMark(21).payloadType());
      two.send(8, 22);
      assertEquals(8, one.receiveMark(22).payloadType());
      one.sendDigit(101, 7);
      assertEquals(97, two.receiveMark(7).payloadType());
      get(legB.close());
      two.send(8, 23);
      assertTrue(one.receive(SILENCE_MILLIS).isEmpty(), "nobody is there any more");
      get(legA.close());
    }
  }

  @Test
  void aLegMayBeJoinedBeforeItsClientHasAnswered() throws Exception {
    try (RtpClient one = new RtpClient(PCMU);
        RtpClient two = new RtpClient(PCMU)) {
      SessionId a = newId();
      SessionId b = newId();
      MediaLeg legB = answered(b, new LegType.Park(), two, new LegEvents());
      MediaLeg legA = engine().open(a, new LegEvents());
      SessionDescription offer =
          get(legA.createOffer(new LegType.Bridge(b), SdpKind.RTP, Optional.of(b)));
      get(legB.setType(new LegType.Bridge(a)));
      get(legA.setAnswer(one.answer(offer)));
      one.send(0, 24);
      two.receiveMark(24);
      two.send(0, 25);
      one.receiveMark(25);
      get(legA.close());
      get(legB.close());
    }
  }

  /** The answer of a phone that numbers events as it likes (RFC 3264 6.1 allows it). */
  private static SessionDescription renumbered(SessionDescription answer) {
    return answer.withMedia(
        0,
        m ->
            m.withCodecs(
                m.codecs().stream()
                    .map(c -> c.isTelephoneEvent() ? c.withPayloadType(97) : c)
                    .toList()));
  }

  @Test
  void muteIsSilenceForOthersAndEndsCleanly() throws Exception {
    try (RtpClient one = new RtpClient(PCMU)) {
      MediaLeg leg = answered(newId(), new LegType.Echo(), one, new LegEvents());
      one.send(0, 31);
      one.receiveMark(31);
      get(leg.update(muted(true)));
      one.send(0, 32);
      Optional<RtpClient.Packet> silent = one.receive(SILENCE_MILLIS);
      assertFalse(silent.filter(p -> p.mark() == 32).isPresent(), "a muted client is not heard");
      get(leg.update(muted(false)));
      one.send(0, 33);
      one.receiveMark(33);
      get(leg.close());
    }
  }

  private static MediaUpdate muted(boolean audio) {
    return new MediaUpdate(
        Optional.of(audio), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void eachDigitIsToldOnceAndDigitsAreSent() throws Exception {
    try (RtpClient one = new RtpClient(PCMU, EVENTS)) {
      LegEvents events = new LegEvents();
      MediaLeg leg = answered(newId(), new LegType.Park(), one, events);
      one.send(0, 41);
      String all = "0123456789*#ABCD";
      for (int event = 0; event < all.length(); event++) {
        one.sendDigit(101, event);
        assertEquals(all.charAt(event), events.digit());
      }
      assertEquals(0, events.digitsLeft());
      get(leg.sendDtmf("5#"));
      digitComes(one, 5);
      digitComes(one, 11);
      get(leg.close());
    }
  }

  private static void digitComes(RtpClient client, int event) throws IOException {
    RtpClient.Packet packet = client.receiveMark(event);
    assertEquals(101, packet.payloadType());
    boolean end = false;
    while (!end) {
      packet = client.receiveMark(event);
      end = (packet.payload()[1] & 0x80) != 0;
    }
  }

  @Test
  void aHeldClientIsSentNothingUntilItResumes() throws Exception {
    try (RtpClient one = new RtpClient(PCMU)) {
      MediaLeg leg = answered(newId(), new LegType.Echo(), one, new LegEvents());
      one.send(0, 61);
      one.receiveMark(61);
      SessionDescription held = get(leg.renegotiate(one.offer(Direction.SENDONLY)));
      assertEquals(Direction.RECVONLY, held.direction(held.media().get(0)));
      one.send(0, 62);
      assertTrue(one.receive(SILENCE_MILLIS).isEmpty(), "a client on hold hears nothing");
      SessionDescription resumed = get(leg.renegotiate(one.offer()));
      assertEquals(Direction.SENDRECV, resumed.direction(resumed.media().get(0)));
      one.send(0, 63);
      one.receiveMark(63);
      get(leg.close());
    }
  }

  @Test
  void mediaFollowsAClientThatOffersANewAddress() throws Exception {
    try (RtpClient before = new RtpClient(PCMU);
        RtpClient after = new RtpClient(PCMU)) {
      MediaLeg leg = answered(newId(), new LegType.Echo(), before, new LegEvents());
      before.send(0, 71);
      before.receiveMark(71);
      SessionDescription answer = get(leg.renegotiate(after.offer()));
      after.learn(answer);
      after.send(0, 72);
      after.receiveMark(72);
      get(leg.close());
    }
  }

  @Test
  void packetsAreCounted() throws Exception {
    try (RtpClient one = new RtpClient(PCMU)) {
      MediaLeg leg = answered(newId(), new LegType.Echo(), one, new LegEvents());
      for (int i = 0; i < 5; i++) {
        one.send(0, 80 + i);
        one.receiveMark(80 + i);
      }
      LegStats stats = get(leg.stats());
      assertEquals(5, stats.received().packets());
      assertEquals(5, stats.sent().packets());
      assertEquals(Optional.of("PCMU"), stats.audioCodec());
      get(leg.close());
    }
  }

  private void assumeHas(SessionType type) {
    assumeTrue(engine().capabilities().knows(type), "the engine has type " + type.wireName());
  }

  @Test
  void everyListenerHearsItsPublisherAndNobodyElse() throws Exception {
    assumeHas(SessionType.LISTEN);
    try (RtpClient ana = new RtpClient(PCMU);
        RtpClient bo = new RtpClient(PCMU);
        RtpClient one = new RtpClient(PCMU);
        RtpClient two = new RtpClient(PCMU)) {
      MediaRoom room = newRoom(RoomClass.SFU);
      SessionId anaId = newId();
      SessionId boId = newId();
      MediaLeg anaLeg = answered(anaId, new LegType.Publish(room.id()), ana, new LegEvents());
      answered(boId, new LegType.Publish(room.id()), bo, new LegEvents());
      assertEquals(2, get(room.senders()));
      MediaLeg first = answered(newId(), new LegType.Listen(anaId), one, new LegEvents());
      MediaLeg second = engine().open(newId(), new LegEvents());
      SessionDescription offer =
          get(second.createOffer(new LegType.Listen(anaId), SdpKind.RTP, Optional.empty()));
      get(second.setAnswer(two.answer(offer)));
      ana.send(0, 11);
      bo.send(0, 12);
      RtpClient.Packet before = one.receiveMark(11);
      two.receiveMark(11);
      assertTrue(one.receive(SILENCE_MILLIS).isEmpty(), "the other publisher is not heard");
      one.send(0, 13);
      assertTrue(ana.receive(SILENCE_MILLIS).isEmpty(), "a publisher hears nobody");

      get(first.setType(new LegType.Listen(boId)));
      bo.send(0, 14);
      RtpClient.Packet after = one.receiveMark(14);
      assertEquals(before.ssrc(), after.ssrc());
      assertEquals((before.sequence() + 1) & 0xffff, after.sequence());
      ana.send(0, 15);
      two.receiveMark(15);

      get(anaLeg.setType(new LegType.Park()));
      assertEquals(1, get(room.senders()));
      ana.send(0, 16);
      assertTrue(two.receive(SILENCE_MILLIS).isEmpty(), "who does not publish is not heard");
      Failure failure = refusal(second.setType(new LegType.Listen(anaId)));
      assertTrue(failure.is(Reason.INVALID_PUBLISHER), failure.toString());
      get(room.close());
      bo.send(0, 17);
      assertTrue(one.receive(SILENCE_MILLIS).isEmpty(), "nobody is heard in a closed room");
      get(second.close());
    }
  }

  @Test
  void aConnectedLegHearsAndIsNotHeard() throws Exception {
    assumeHas(SessionType.CONNECT);
    try (RtpClient one = new RtpClient(PCMU);
        RtpClient two = new RtpClient(PCMU)) {
      SessionId a = newId();
      MediaLeg legA = answered(a, new LegType.Echo(), one, new LegEvents());
      MediaLeg legB = answered(newId(), new LegType.Connect(a), two, new LegEvents());
      one.send(0, 31);
      two.receiveMark(31);
      one.receiveMark(31);
      two.send(0, 32);
      assertTrue(one.receive(SILENCE_MILLIS).isEmpty(), "it is not heard");
      Failure failure = refusal(legB.setType(new LegType.Connect(new SessionId("nobody"))));
      assertTrue(failure.is(Reason.SESSION_NOT_FOUND), failure.toString());
      get(legA.setType(new LegType.Park()));
      one.send(0, 33);
      two.receiveMark(33);
      get(legA.close());
      one.send(0, 34);
      assertTrue(two.receive(SILENCE_MILLIS).isEmpty(), "nobody is there any more");
      get(legB.close());
    }
  }
}
