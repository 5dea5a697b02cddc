package io.jackfield.media.embedded.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.rtp.Rtp;
import io.jackfield.media.embedded.rtp.TelephoneEvents;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound between phones that share no codec. */
@Timeout(60)
class ConverterTest {
  private static final int FRAMES = 50;
  private static final PayloadFormat OPUS = new PayloadFormat(111, "opus", 48000, 2, "");
  private static final PayloadFormat OPUS_EVENTS = new PayloadFormat(110, "telephone-event", 48000);

  private MediaPlane plane;
  private TestPhone one;
  private TestPhone two;
  private RtpTransport legOne;
  private RtpTransport legTwo;
  private MediaStream streamOne;
  private MediaStream streamTwo;

  @BeforeEach
  void open() throws Exception {
    plane = Planes.open(1);
    one = new TestPhone();
    two = new TestPhone();
    legOne = plane.rtp("call", new TestListener());
    legTwo = plane.rtp("call", new TestListener());
    legOne.remote(one.address(), one.address());
    legTwo.remote(two.address(), two.address());
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    plane.close();
  }

  private void join(StreamConfig configOne, StreamConfig configTwo) {
    streamOne = legOne.addStream(configOne, StreamListener.NONE);
    streamTwo = legTwo.addStream(configTwo, StreamListener.NONE);
    streamTwo.feedFrom(streamOne);
    streamOne.feedFrom(streamTwo);
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

  private void sendTone(AudioCodec codec, int from, int frames) throws Exception {
    int rate = codec.sampleRate();
    AudioEncoder encoder = codec.encoder(rate);
    int frame = rate / 50;
    byte[] payload = new byte[1300];
    for (int i = from; i < from + frames; i++) {
      int size = encoder.encode(Tones.tone(1000, rate, frame, i * frame), frame, payload, 0);
      one.sendRtp(
          legOne.localRtp(),
          format(codec).payloadType(),
          77,
          i,
          i * codec.clockRate() / 50,
          Arrays.copyOf(payload, size));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPUS,PCMU",
    "PCMU,OPUS",
    "G722,PCMA",
    "PCMA,G722",
    "OPUS,G722",
    "G722,OPUS",
    "PCMU,PCMA"
  })
  void aToneIsHeardInTheCodecOfTheListener(AudioCodec from, AudioCodec to) throws Exception {
    join(StreamConfig.audio(format(from)), StreamConfig.audio(format(to)));
    sendTone(from, 0, FRAMES);
    int rate = to.sampleRate();
    AudioDecoder decoder = to.decoder();
    short[] heard = new short[rate / 50 * FRAMES];
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    byte[] first = two.receive();
    byte[] packet = first;
    // The last frame may wait for the filter's tail.
    for (int i = 0; i < FRAMES - 2; i++) {
      assertEquals(format(to).payloadType(), Rtp.payloadType(packet, 0));
      assertEquals(Rtp.sequence(first, 0) + i & 0xffff, Rtp.sequence(packet, 0));
      assertEquals(
          Rtp.timestamp(first, 0) + i * to.clockRate() / 50,
          Rtp.timestamp(packet, 0),
          "time of packet " + i);
      assertEquals(Rtp.ssrc(first, 0), Rtp.ssrc(packet, 0));
      int count = decoder.decode(packet, Rtp.HEADER, packet.length - Rtp.HEADER, out);
      System.arraycopy(out, 0, heard, i * rate / 50, count);
      packet = i == FRAMES - 3 ? packet : two.receive();
    }
    double wanted = Tones.amplitude(heard, heard.length / 2, heard.length / 10 * 9, 1000, rate);
    double other = Tones.amplitude(heard, heard.length / 2, heard.length / 10 * 9, 2300, rate);
    assertTrue(wanted > 6500 && wanted < 13500, "1000 Hz: " + wanted);
    assertTrue(other < 600, "2300 Hz: " + other);
  }

  @Test
  void aDigitPassesWithItsClock() throws Exception {
    join(StreamConfig.audio(OPUS, OPUS_EVENTS), StreamConfig.audio(Planes.PCMU, Planes.EVENTS));
    sendTone(AudioCodec.OPUS, 0, 5);
    byte[] last = two.receive();
    for (int i = 1; i < 5; i++) {
      last = two.receive();
    }
    byte[] payload = new byte[TelephoneEvents.PAYLOAD];
    for (int i = 1; i <= 3; i++) {
      TelephoneEvents.write(payload, 0, 7, i == 3, 960 * i);
      one.sendRtp(legOne.localRtp(), 110, 77, 4 + i, 5 * 960, payload);
    }
    int time = 0;
    for (int i = 1; i <= 3; i++) {
      byte[] event = two.receive();
      assertEquals(101, Rtp.payloadType(event, 0));
      assertEquals(7, event[Rtp.HEADER]);
      assertEquals(160 * i, (event[14] & 255) << 8 | event[15] & 255, "duration");
      assertEquals(i == 3, event[13] < 0, "end");
      time = i == 1 ? Rtp.timestamp(event, 0) : time;
      assertEquals(time, Rtp.timestamp(event, 0), "one event, one time");
    }
    assertEquals(Rtp.timestamp(last, 0) + 160, time);
    for (int i = 8; i < 10; i++) {
      one.sendRtp(legOne.localRtp(), 111, 77, i, i * 960, new byte[] {(byte) 0xf8, -1, -2});
    }
    byte[] after = two.receive();
    assertEquals(0, Rtp.payloadType(after, 0));
    assertEquals(time + 480, Rtp.timestamp(after, 0), "sound goes on behind the event");
  }

  @Test
  void disorderIsSortedAndALossFilled() throws Exception {
    join(StreamConfig.audio(Planes.PCMU), StreamConfig.audio(new PayloadFormat(8, "pcma", 8000)));
    for (int i : new int[] {0, 2, 1, 3, 5, 6, 7, 8, 9}) {
      byte[] payload = new byte[160];
      Arrays.fill(payload, AudioMark.of(i));
      one.sendRtp(legOne.localRtp(), 0, 77, i, i * 160, payload);
    }
    byte[] first = two.receive();
    for (int i = 1; i <= 9; i++) {
      byte[] packet = two.receive();
      assertEquals(Rtp.timestamp(first, 0) + 160 * i, Rtp.timestamp(packet, 0));
      if (i != 4) {
        assertEquals(AudioMark.asPcma(i), packet[packet.length - 1], "packet " + i);
      }
    }
  }

  /** Levels that tell packets apart in either law. */
  private static final class AudioMark {
    static byte of(int i) {
      return (byte) (0x80 + 16 + i * 8);
    }

    static byte asPcma(int i) {
      short[] sample = new short[AudioDecoder.MAX_SAMPLES];
      AudioCodec.PCMU.decoder().decode(new byte[] {of(i)}, 0, 1, sample);
      byte[] out = new byte[1];
      AudioCodec.PCMA.encoder(8000).encode(sample, 1, out, 0);
      return out[0];
    }
  }

  @Test
  void aCodecThePeerHasIsPassedOnAsItIs() throws Exception {
    join(StreamConfig.audio(OPUS, Planes.PCMU), StreamConfig.audio(Planes.PCMU));
    sendTone(AudioCodec.OPUS, 0, 3);
    byte[] converted = two.receive();
    two.receive();
    two.receive();
    byte[] payload = new byte[160];
    Arrays.fill(payload, (byte) 99);
    one.sendRtp(legOne.localRtp(), 0, 77, 3, 3 * 960, payload);
    byte[] direct = two.receive();
    assertEquals(99, direct[Rtp.HEADER]);
    assertEquals(Rtp.ssrc(converted, 0), Rtp.ssrc(direct, 0));
    assertEquals(
        Rtp.sequence(converted, 0) + 3 & 0xffff,
        Rtp.sequence(direct, 0),
        "one stream: " + Planes.PCMU.encoding().toUpperCase(Locale.ROOT));
  }
}
