package io.jackfield.media.embedded.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Silence is what a decoder makes of it. */
class SilenceTest {
  private static final int FRAME = 20;

  /** Makes the payload silent; its new end. */
  private static int silence(AudioCodec codec, byte[] payload, int to) {
    switch (codec) {
      case PCMU -> Silence.pcmu(payload, 0, to);
      case PCMA -> Silence.pcma(payload, 0, to);
      case G722 -> Silence.g722(payload, 0, to);
      case OPUS -> {
        return Silence.opus(payload, 0, to);
      }
      default -> throw new IllegalArgumentException(codec.toString());
    }
    return to;
  }

  @ParameterizedTest
  @EnumSource(names = {"PCMU", "PCMA", "G722", "OPUS"})
  void aToneFallsSilentAndComesBack(AudioCodec codec) {
    int rate = codec.sampleRate();
    int count = rate / 1000 * FRAME;
    AudioEncoder encoder = codec.encoder(rate);
    AudioDecoder decoder = codec.decoder();
    byte[] payload = new byte[1300];
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    for (int i = 0; i < 60; i++) {
      int size = encoder.encode(Tones.tone(1000, rate, count, i * count), count, payload, 0);
      boolean muted = i >= 20 && i < 40;
      size = muted ? silence(codec, payload, size) : size;
      assertEquals(count, decoder.decode(payload, 0, size, out), "samples of packet " + i);
      double level = Tones.amplitude(out, 0, count, 1000, rate);
      int loudest = 0;
      for (int s = 0; s < count; s++) {
        loudest = Math.max(loudest, Math.abs(out[s]));
      }
      if (i > 25 && i < 40) {
        assertTrue(loudest < 45, codec + " packet " + i + ": " + loudest);
      } else if (i > 5 && i < 20 || i > 45) {
        assertTrue(level > 6000, codec + " packet " + i + ": " + level);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // TOC, second byte, tenths of a millisecond
    "0x00, 0, 100",
    "0x08, 0, 200",
    "0x10, 0, 400",
    "0x18, 0, 600",
    "0x68, 0, 200",
    "0x60, 0, 100",
    "0xe0, 0, 25",
    "0xe8, 0, 50",
    "0xf8, 0, 200",
    "0xf9, 0, 400",
    "0xfb, 3, 600",
    "0xf3, 3, 300",
    "0x1b, 2, 1200"
  })
  void anOpusPacketKeepsItsDuration(String toc, int second, int duration) {
    byte[] packet = new byte[60];
    packet[0] = (byte) (int) Integer.decode(toc);
    packet[1] = (byte) second;
    int end = Silence.opus(packet, 0, packet.length);
    assertTrue(end > 0);
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    assertEquals(duration * 48 / 10, AudioCodec.OPUS.decoder().decode(packet, 0, end, out));
  }

  @Test
  void whatIsBrokenOrTooShortIsLeftAlone() {
    byte[] broken = {(byte) 0xfb};
    byte[] empty = {(byte) 0xfb, 0, 1, 2, 3};
    byte[] small = {(byte) 0xf8, 1};
    for (byte[] packet : new byte[][] {broken, empty, small, {}}) {
      byte[] before = Arrays.copyOf(packet, packet.length);
      assertEquals(-1, Silence.opus(packet, 0, packet.length));
      assertArrayEquals(before, packet);
    }
  }
}
