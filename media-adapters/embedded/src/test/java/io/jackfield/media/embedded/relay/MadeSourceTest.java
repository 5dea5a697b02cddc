package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.rtp.Rtp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media made here, and media listened to here. */
@Timeout(60)
class MadeSourceTest {
  private static final int FRAMES = 50;
  private static final PayloadFormat OPUS = new PayloadFormat(111, "opus", 48000, 2, "");
  private static final PayloadFormat VP8 = new PayloadFormat(97, "vp8", 90000);

  private MediaPlane plane;
  private TestPhone phone;
  private RtpTransport leg;

  @BeforeEach
  void open() throws Exception {
    open(1);
  }

  private void open(int loops) throws Exception {
    plane = Planes.open(loops);
    phone = new TestPhone();
    leg = plane.rtp("call", new TestListener());
    leg.remote(phone.address(), phone.address());
  }

  @AfterEach
  void close() {
    phone.close();
    plane.close();
  }

  private static PayloadFormat format(AudioCodec codec) {
    return switch (codec) {
      case OPUS -> OPUS;
      case PCMU -> Planes.PCMU;
      case PCMA -> new PayloadFormat(8, "pcma", 8000);
      case G722 -> new PayloadFormat(9, "g722", 8000);
      case L16 -> throw new IllegalArgumentException(codec.toString());
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = AudioCodec.class,
      names = {"PCMU", "PCMA", "G722", "OPUS"})
  void samplesMadeHereAreHeardInTheCodecOfThePeer(AudioCodec codec) throws Exception {
    MediaStream stream = leg.addStream(StreamConfig.audio(format(codec)), StreamListener.NONE);
    int rate = 16_000;
    PayloadFormat linear = new PayloadFormat(96, "l16", rate);
    try (MadeSource source = plane.made("call", MediaKind.AUDIO, List.of(linear), () -> {})) {
      stream.feedFrom(source);
      int frame = rate / 50;
      AudioEncoder encoder = AudioCodec.L16.encoder(rate);
      byte[] payload = new byte[frame * 2];
      for (int i = 0; i < FRAMES; i++) {
        encoder.encode(Tones.tone(1000, rate, frame, i * frame), frame, payload, 0);
        source.send(96, false, i * frame, payload, 0, payload.length);
      }
      double amplitude = hear(codec, 1000);
      assertTrue(amplitude > 6500 && amplitude < 13500, "1000 Hz: " + amplitude);
    }
  }

  private double hear(AudioCodec codec, double hertz) throws Exception {
    AudioDecoder decoder = codec.decoder();
    int rate = codec.sampleRate();
    short[] heard = new short[rate / 50 * FRAMES];
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    int at = 0;
    // The last frame may wait for the filter's tail.
    for (int i = 0; i < FRAMES - 2; i++) {
      byte[] packet = phone.receive();
      assertEquals(format(codec).payloadType(), Rtp.payloadType(packet, 0));
      int count = decoder.decode(packet, Rtp.HEADER, packet.length - Rtp.HEADER, out);
      System.arraycopy(out, 0, heard, at, count);
      at += count;
    }
    return Tones.amplitude(heard, at / 2, at, hertz, rate);
  }

  /** The source's loop is another one in the second run. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatThePeerUnderstandsIsSentAsItIs(int loops) throws Exception {
    close();
    open(loops);
    PayloadFormat pcmu = new PayloadFormat(5, "pcmu", 8000);
    MediaStream stream = leg.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
    try (MadeSource source = plane.made("other", MediaKind.AUDIO, List.of(pcmu), () -> {})) {
      stream.feedFrom(source);
      byte[] payload = new byte[160];
      Arrays.fill(payload, (byte) 42);
      // Both loops have done what they were told when they have counted.
      plane.counters().toCompletableFuture().get(10, TimeUnit.SECONDS);
      source.send(5, true, 1000, payload, 0, payload.length);
      source.send(5, false, 1160, payload, 0, payload.length);
      byte[] first = phone.receive();
      byte[] second = phone.receive();
      assertEquals(0, Rtp.payloadType(first, 0));
      assertEquals(42, first[Rtp.HEADER]);
      assertEquals(Rtp.sequence(first, 0) + 1 & 0xffff, Rtp.sequence(second, 0));
      assertEquals(Rtp.timestamp(first, 0) + 160, Rtp.timestamp(second, 0));
    }
  }

  @Test
  void aViewerOfVideoMadeHereAsksForAKeyFrame() throws Exception {
    CountDownLatch wanted = new CountDownLatch(1);
    StreamConfig video =
        new StreamConfig(
            MediaKind.VIDEO,
            Optional.empty(),
            Optional.empty(),
            List.of(VP8),
            List.of(VP8),
            List.of(),
            false,
            true,
            false,
            false,
            false,
            true,
            true);
    MediaStream stream = leg.addStream(video, StreamListener.NONE);
    try (MadeSource source = plane.made("call", MediaKind.VIDEO, List.of(VP8), wanted::countDown)) {
      stream.feedFrom(source);
      assertTrue(wanted.await(20, TimeUnit.SECONDS), "a key frame for whoever joins");
    }
  }

  @Test
  void aClosedSourceIsHeardNoMore() throws Exception {
    MediaStream stream = leg.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
    MadeSource source = plane.made("call", MediaKind.AUDIO, List.of(Planes.PCMU), () -> {});
    stream.feedFrom(source);
    source.close();
    source.close();
    source.send(0, false, 0, new byte[] {1}, 0, 1);
    try (MadeSource next = plane.made("call", MediaKind.AUDIO, List.of(Planes.PCMU), () -> {})) {
      stream.feedFrom(next);
      next.send(0, false, 0, new byte[] {2}, 0, 1);
      assertEquals(2, phone.receive()[Rtp.HEADER]);
    }
  }

  @Test
  void aTapHearsWhatThePeerSendsUntilItIsTakenOff() throws Exception {
    MediaStream stream = leg.addStream(StreamConfig.audio(Planes.PCMU), StreamListener.NONE);
    LinkedBlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
    PacketInbox inbox =
        new PacketInbox(
            plane.workers().next(), 16, (data, len) -> heard.add(Arrays.copyOf(data, len)));
    stream.tap(inbox);
    stream.tap(inbox);
    stream.feedFrom(stream);
    byte[] payload = new byte[160];
    Arrays.fill(payload, (byte) 7);
    phone.sendRtp(leg.localRtp(), 0, 77, 1, 160, payload);
    byte[] packet = heard.poll(20, TimeUnit.SECONDS);
    assertEquals(77, Rtp.ssrc(packet, 0));
    assertArrayEquals(payload, Arrays.copyOfRange(packet, Rtp.HEADER, packet.length));
    phone.receive();
    // The smallest amplitude of the law, as others hear it (after a mute).
    stream.mute(true);
    phone.sendRtp(leg.localRtp(), 0, 77, 2, 320, payload);
    assertEquals((byte) 0xff, heard.poll(20, TimeUnit.SECONDS)[Rtp.HEADER]);
    phone.receive();
    stream.untap(inbox);
    stream.untap(inbox);
    phone.sendRtp(leg.localRtp(), 0, 77, 3, 480, payload);
    // When the echo is there the tap would have been served.
    phone.receive();
    assertEquals(0, heard.size(), "each packet once");
  }
}
