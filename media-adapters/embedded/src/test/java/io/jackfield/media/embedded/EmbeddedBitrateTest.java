package io.jackfield.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.id.SessionId;
import io.jackfield.gateway.media.LegEvents;
import io.jackfield.gateway.media.LegType;
import io.jackfield.gateway.media.MediaLeg;
import io.jackfield.gateway.media.MediaUpdate;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomEvents;
import io.jackfield.gateway.media.RoomSpec;
import io.jackfield.gateway.sdp.SdpParser;
import io.jackfield.gateway.sdp.SessionDescription;
import io.jackfield.media.embedded.rtp.Rtp;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much a phone that understands TMMBR is told it may send. */
@Timeout(60)
class EmbeddedBitrateTest {
  private static final RoomId ROOM = new RoomId("r");

  private EmbeddedEngine engine;
  private DatagramSocket camera;

  @BeforeEach
  void open() throws Exception {
    engine =
        EmbeddedEngine.open(
            EmbeddedEngine.Config.on(InetAddress.getLoopbackAddress()).withPorts(0, 28800, 28899));
    RoomSpec spec =
        new RoomSpec(
            RoomClass.SFU,
            Optional.empty(),
            Optional.empty(),
            400,
            Optional.empty(),
            Optional.empty());
    get(engine.openRoom(ROOM, spec, new RoomEvents()));
    camera = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    camera.setSoTimeout(10_000);
  }

  @AfterEach
  void close() {
    camera.close();
    engine.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static MediaUpdate bitrate(int kbps) {
    return new MediaUpdate(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(kbps));
  }

  private MediaLeg publishes(String audio, Optional<Integer> limit) throws Exception {
    SessionDescription offer =
        SdpParser.parse(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + audio
                + "m=video "
                + camera.getLocalPort()
                + " RTP/AVPF 97\r\na=rtpmap:97 VP8/90000\r\n"
                + "a=rtcp-fb:97 ccm tmmbr\r\na=rtcp-mux\r\n");
    MediaLeg leg = engine.open(new SessionId("phone"), new LegEvents());
    if (limit.isPresent()) {
      get(leg.update(bitrate(limit.get())));
    }
    SessionDescription answer =
        get(leg.createAnswer(new LegType.Publish(ROOM), offer, Optional.empty()));
    int port = answer.media().get(answer.media().size() - 1).port();
    byte[] packet = new byte[Rtp.HEADER + 20];
    Rtp.writeHeader(packet, 0, 97, true, 1, 1, 9);
    camera.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
    return leg;
  }

  /** The limit of the next TMMBR, bit/s. */
  private int told() throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      camera.receive(packet);
      byte[] data = packet.getData();
      for (int at = 0; at < packet.getLength(); at += 4 + 4 * (data[at + 3] & 255)) {
        if ((data[at + 1] & 255) == 205 && (data[at] & 31) == 3) {
          assertEquals(9, data[at + 15], "its source");
          int value = data[at + 16] << 24 | (data[at + 17] & 255) << 16;
          value |= (data[at + 18] & 255) << 8;
          return (value >>> 9 & 0x1ffff) << (value >>> 26);
        }
      }
    }
  }

  @Test
  void theRoomLimitsItsPublisherAndTheSessionMayLimitItMore() throws Exception {
    MediaLeg leg = publishes("", Optional.empty());
    assertEquals(400_000, told());
    get(leg.update(bitrate(120)));
    assertEquals(120_000, told());
    get(leg.update(bitrate(900)));
    assertEquals(400_000, told());
    get(leg.setType(new LegType.Echo()));
    assertEquals(900_000, told());
  }

  @Test
  void aLimitGivenBeforeTheAnswerHoldsFromTheFirstPacketAndLeavesRoomForAudio() throws Exception {
    publishes("m=audio 4000 RTP/AVP 0\r\n", Optional.of(300));
    assertEquals(250_000, told());
  }
}
