package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaRoom;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomEvents;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.media.RtpClient;
import io.jackfield.gateway.sdp.Codec;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.rtp.Rtp;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conferences with phones on sockets: who hears and sees whom. */
@Timeout(120)
class EmbeddedMcuTest {
  private static final RoomId ROOM = new RoomId("conference");
  private static final LegType MEMBER = new LegType.Mcu(ROOM, Optional.empty());
  private static final int WINDOW = 25;

  private final List<Phone> phones = new ArrayList<>();
  private EmbeddedEngine engine;
  private MediaRoom room;

  @BeforeEach
  void open() throws Exception {
    engine =
        EmbeddedEngine.open(
            EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 28600, 28799));
    room = get(engine.openRoom(ROOM, RoomSpec.of(RoomClass.MCU), new RoomEvents()));
  }

  @AfterEach
  void close() {
    phones.forEach(Phone::close);
    engine.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Reason refusal(CompletionStage<?> stage) throws Exception {
    try {
      get(stage);
      throw new AssertionError("a refusal expected");
    } catch (ExecutionException e) {
      return ((FailureException) e.getCause()).failure().reason().orElseThrow();
    }
  }

  /** A phone that speaks one packet for each it gets: the conference is its clock. */
  private final class Phone implements AutoCloseable {
    final AudioCodec codec;
    final Codec sdpCodec;
    final double hertz;
    final RtpClient client;
    final MediaLeg leg;
    final SessionId id;
    final AudioEncoder encoder;
    final AudioDecoder decoder;
    short[] heard = new short[0];
    int frames;
    int lastSequence = -1;

    Phone(AudioCodec codec, double hertz) throws IOException {
      this.codec = codec;
      this.hertz = hertz;
      sdpCodec =
          switch (codec) {
            case OPUS -> Codec.of(111, "opus", 48000, 2, "");
            case G722 -> Codec.of(9, "G722", 8000);
            case PCMA -> Codec.of(8, "PCMA", 8000);
            default -> Codec.of(0, "PCMU", 8000);
          };
      client = new RtpClient(sdpCodec);
      id = new SessionId("phone-" + phones.size());
      leg = engine.open(id, new LegEvents());
      encoder = codec.encoder(codec.sampleRate());
      decoder = codec.decoder();
      phones.add(this);
    }

    Phone calls(LegType type) throws Exception {
      client.learn(get(leg.createAnswer(type, client.offer(), Optional.empty())));
      return this;
    }

    Phone isCalled() throws Exception {
      SessionDescription offer = get(leg.createOffer(MEMBER, SdpKind.RTP, Optional.empty()));
      get(leg.setAnswer(client.answer(offer)));
      return this;
    }

    void speak() throws IOException {
      int rate = codec.sampleRate();
      int frame = rate / 50;
      short[] samples = Tones.tone(hertz, rate, frame, frames * frame);
      for (int i = 0; i < frame; i++) {
        samples[i] /= 4;
      }
      byte[] payload = new byte[1300];
      int size = encoder.encode(samples, frame, payload, 0);
      client.send(sdpCodec.payloadType(), Arrays.copyOf(payload, size), codec.clockRate() / 50);
      frames++;
    }

    void listen() throws IOException {
      RtpClient.Packet packet = client.receive();
      assertEquals(sdpCodec.payloadType(), packet.payloadType());
      assertTrue(
          lastSequence < 0 || packet.sequence() == (lastSequence + 1 & 0xffff), "one stream");
      lastSequence = packet.sequence();
      short[] out = new short[AudioDecoder.MAX_SAMPLES];
      int count = decoder.decode(packet.payload(), 0, packet.payload().length, out);
      int most = codec.sampleRate() / 50 * WINDOW;
      int keep = Math.min(heard.length, most - count);
      short[] next = new short[keep + count];
      System.arraycopy(heard, heard.length - keep, next, 0, keep);
      System.arraycopy(out, 0, next, keep, count);
      heard = next;
    }

    double hears(Phone other) {
      return Tones.amplitude(heard, 0, heard.length, other.hertz, codec.sampleRate());
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private static void talk(int frames, Phone... members) throws IOException {
    for (int i = 0; i < frames; i++) {
      for (Phone phone : members) {
        phone.speak();
      }
      for (Phone phone : members) {
        phone.listen();
      }
    }
  }

  /** Talks on until all of this is so; the machine may be busy, so there is no time but a limit. */
  private static void until(String what, Condition condition, Phone... members) throws Exception {
    for (int i = 0; i < 200; i++) {
      talk(WINDOW, members);
      if (condition.holds()) {
        return;
      }
    }
    throw new AssertionError(what);
  }

  private interface Condition {
    boolean holds();
  }

  private static boolean allHearAllOthers(Phone... members) {
    for (Phone phone : members) {
      for (Phone other : members) {
        double amplitude = phone.hears(other);
        if (phone == other ? amplitude > 150 : amplitude < 1500) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void callersAndCalledHearAllOthersAndNotThemselves() throws Exception {
    Phone one = new Phone(AudioCodec.PCMU, 440).calls(MEMBER);
    Phone two = new Phone(AudioCodec.G722, 620).isCalled();
    Phone three = new Phone(AudioCodec.OPUS, 910).calls(new LegType.Echo());
    get(three.leg.setType(MEMBER));
    assertEquals(3, get(room.senders()));
    until("all hear all others", () -> allHearAllOthers(one, two, three), one, two, three);
  }

  @Test
  void whoLeavesOrIsMutedIsHeardNoMore() throws Exception {
    Phone one = new Phone(AudioCodec.PCMU, 440).calls(MEMBER);
    Phone two = new Phone(AudioCodec.PCMA, 620).calls(MEMBER);
    Phone three = new Phone(AudioCodec.PCMU, 910).calls(MEMBER);
    until("all hear all others", () -> allHearAllOthers(one, two, three), one, two, three);
    MediaUpdate mute =
        new MediaUpdate(Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty());
    get(three.leg.update(mute));
    until(
        "the muted is silent and hears on",
        () -> one.hears(three) < 50 && three.hears(one) > 1500,
        one,
        two,
        three);
    get(
        three.leg.update(
            new MediaUpdate(
                Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty())));
    until("and speaks again", () -> one.hears(three) > 1500, one, two, three);
    get(two.leg.setType(new LegType.Park()));
    until("who has left is silent", () -> one.hears(two) < 50, one, three);
    get(three.leg.close());
    until("nobody is left to be heard", () -> one.hears(three) < 50, one);
    assertEquals(1, get(room.senders()));
  }

  @Test
  void aBridgeTakesAMemberOutAndTheConferenceTakesItBack() throws Exception {
    Phone one = new Phone(AudioCodec.PCMU, 440).calls(MEMBER);
    Phone two = new Phone(AudioCodec.PCMU, 620).calls(MEMBER);
    Phone aside = new Phone(AudioCodec.PCMU, 910).calls(new LegType.Park());
    until("both hear each other", () -> allHearAllOthers(one, two), one, two);
    get(aside.leg.setType(new LegType.Bridge(two.id)));
    until("one is alone", () -> one.hears(two) < 50, one);
    aside.speak();
    get(two.leg.setType(MEMBER));
    until("both hear each other again", () -> one.hears(two) > 1500, one, two);
  }

  @Test
  void aClosedRoomFallsSilent() throws Exception {
    Phone one = new Phone(AudioCodec.PCMU, 440).calls(MEMBER);
    Phone two = new Phone(AudioCodec.PCMU, 620).calls(MEMBER);
    talk(WINDOW, one, two);
    get(room.close());
    while (one.client.receive(200).isPresent()) {
      // What was on the way.
      two.speak();
    }
    assertEquals(Reason.ROOM_NOT_FOUND, refusal(one.leg.setType(MEMBER)));
    assertEquals(Reason.ROOM_NOT_FOUND, refusal(room.senders()));
  }

  @Test
  void oneMemberTooManyIsRefused() throws Exception {
    for (int i = 0; i < EmbeddedRoom.MOST_MEMBERS; i++) {
      new Phone(AudioCodec.PCMU, 440).calls(MEMBER);
    }
    Phone late = new Phone(AudioCodec.PCMU, 620).calls(new LegType.Park());
    assertEquals(Reason.INVALID_OPERATION, refusal(late.leg.setType(MEMBER)));
    get(phones.get(0).leg.setType(MEMBER));
    get(phones.get(0).leg.close());
    get(late.leg.setType(MEMBER));
  }

  /** The video of a phone: one socket, packets that begin a VP8 key frame. */
  private static final class Camera implements AutoCloseable {
    final DatagramSocket socket;
    final int mark;
    InetSocketAddress engine;
    int sequence;

    Camera(int mark) throws IOException {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      this.mark = mark;
    }

    void show() throws IOException {
      byte[] packet = new byte[Rtp.HEADER + 20];
      Rtp.writeHeader(packet, 0, 97, true, sequence, sequence * 1800, mark);
      sequence++;
      Arrays.fill(packet, Rtp.HEADER, packet.length, (byte) mark);
      socket.send(new DatagramPacket(packet, packet.length, engine));
    }

    /** Marks of the frames that have come, of 0 for RTCP. */
    List<Integer> seen() throws IOException {
      List<Integer> marks = new ArrayList<>();
      byte[] data = new byte[1500];
      socket.setSoTimeout(50);
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(data, data.length);
          socket.receive(packet);
          boolean rtp = (data[1] & 127) == 97;
          marks.add(rtp ? data[Rtp.HEADER] & 255 : 0);
        }
      } catch (java.net.SocketTimeoutException e) {
        return marks;
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private void joinWithVideo(Phone phone, Camera camera) throws Exception {
    SessionDescription offer =
        SdpParser.parse(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + phone.client.port()
                + " RTP/AVP 0\r\nm=video "
                + camera.socket.getLocalPort()
                + " RTP/AVPF 97\r\na=rtpmap:97 VP8/90000\r\na=rtcp-fb:97 nack pli\r\na=rtcp-mux\r\n");
    SessionDescription answer = get(phone.leg.createAnswer(MEMBER, offer, Optional.empty()));
    phone.client.learn(answer);
    camera.engine =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), answer.media().get(1).port());
  }

  @Test
  void theLoudestIsSeenByAllOthersAndSeesTheOneBefore() throws Exception {
    Phone one = new Phone(AudioCodec.PCMU, 440);
    Phone two = new Phone(AudioCodec.PCMU, 620);
    Phone three = new Phone(AudioCodec.PCMU, 910);
    try (Camera first = new Camera(11);
        Camera second = new Camera(12);
        Camera third = new Camera(13)) {
      joinWithVideo(one, first);
      joinWithVideo(two, second);
      joinWithVideo(three, third);
      List<Camera> cameras = List.of(first, second, third);
      // One and three listen: only two speaks.
      seen(cameras, two, List.of(one, three), List.of(12, 11, 12));
      seen(cameras, three, List.of(one, two), List.of(13, 13, 12));
      get(three.leg.setType(new LegType.Park()));
      seen(cameras, two, List.of(one), List.of(12, 11, 0));
    }
  }

  @Test
  void aMemberThatIsChosenIsSeenByAllOthersUntilItLeaves() throws Exception {
    Phone one = new Phone(AudioCodec.PCMU, 440);
    Phone two = new Phone(AudioCodec.PCMU, 620);
    Phone three = new Phone(AudioCodec.PCMU, 910);
    try (Camera first = new Camera(11);
        Camera second = new Camera(12);
        Camera third = new Camera(13)) {
      joinWithVideo(one, first);
      joinWithVideo(two, second);
      joinWithVideo(three, third);
      List<Camera> cameras = List.of(first, second, third);
      get(room.layout("member:" + three.id));
      seen(cameras, two, List.of(one, three), List.of(13, 13, 12));
      get(room.layout("loudest"));
      seen(cameras, two, List.of(one, three), List.of(12, 11, 12));
      get(room.layout("member:" + three.id));
      get(three.leg.setType(new LegType.Park()));
      seen(cameras, two, List.of(one), List.of(12, 11, 0));
    }
  }

  @Test
  void layoutsItDoesNotKnowAreRefusedAndTheOldOneStays() throws Exception {
    Phone one = new Phone(AudioCodec.PCMU, 440);
    one.calls(MEMBER);
    assertEquals(Reason.INVALID_VALUE, refusal(room.layout("2x2")));
    assertEquals(Reason.INVALID_VALUE, refusal(room.layout("member:")));
    assertEquals(Reason.INVALID_VALUE, refusal(room.layout("member:nobody")));
    get(room.layout("member:" + one.id));
    RoomSpec none = RoomSpec.of(RoomClass.MCU);
    for (String layout : List.of("3x3", "member:" + one.id)) {
      RoomSpec spec =
          new RoomSpec(
              RoomClass.MCU,
              none.audioCodec(),
              none.videoCodec(),
              none.bitrate(),
              none.profile(),
              Optional.of(layout));
      assertEquals(
          Reason.INVALID_VALUE,
          refusal(engine.openRoom(new RoomId("other"), spec, new RoomEvents())));
    }
    MediaRoom publishers =
        get(
            engine.openRoom(
                new RoomId("publishers"), RoomSpec.of(RoomClass.SFU), new RoomEvents()));
    assertEquals(Reason.NOT_IMPLEMENTED, refusal(publishers.layout("loudest")));
  }

  /** Lets one speak until each camera's owner sees the one expected, 0 for nobody. */
  private static void seen(
      List<Camera> cameras, Phone speaker, List<Phone> others, List<Integer> expected)
      throws Exception {
    List<Integer> last = List.of();
    for (int i = 0; i < 100; i++) {
      for (int j = 0; j < WINDOW; j++) {
        speaker.speak();
        speaker.listen();
        for (Phone other : others) {
          other.listen();
        }
      }
      for (Camera camera : cameras) {
        camera.seen();
      }
      for (Camera camera : cameras) {
        camera.show();
      }
      List<Integer> now = new ArrayList<>();
      for (Camera camera : cameras) {
        now.add(camera.seen().stream().filter(m -> m > 0).findFirst().orElse(0));
      }
      last = now;
      if (now.equals(expected)) {
        return;
      }
    }
    throw new AssertionError("expected " + expected + ", last " + last);
  }
}
