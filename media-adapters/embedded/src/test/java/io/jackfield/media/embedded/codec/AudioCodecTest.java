package io.jackfield.media.embedded.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioCodecTest {

  private static byte[] file(String name) throws IOException {
    try (InputStream in = AudioCodecTest.class.getResourceAsStream("/codec/" + name)) {
      return in.readAllBytes();
    }
  }

  private static short[] samples(String name) throws IOException {
    byte[] data = file(name);
    short[] out = new short[data.length / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) (data[2 * i] & 255 | data[2 * i + 1] << 8);
    }
    return out;
  }

  /** ITU-T G.711 tables 1a to 2b: a few of their rows. */
  @Test
  void g711HasTheValuesOfItsTables() {
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    AudioDecoder mu = AudioCodec.PCMU.decoder();
    byte[] codes = {(byte) 0xff, (byte) 0x7f, (byte) 0x80, 0, (byte) 0xf0, (byte) 0xef};
    assertEquals(6, mu.decode(codes, 0, 6, out));
    assertArrayEquals(new short[] {0, 0, 32124, -32124, 120, 132}, java.util.Arrays.copyOf(out, 6));
    AudioDecoder a = AudioCodec.PCMA.decoder();
    byte[] aCodes = {(byte) 0xd5, 0x55, (byte) 0xaa, 0x2a};
    a.decode(aCodes, 0, 4, out);
    assertArrayEquals(new short[] {8, -8, 32256, -32256}, java.util.Arrays.copyOf(out, 4));
  }

  @ParameterizedTest
  @EnumSource(
      value = AudioCodec.class,
      names = {"PCMU", "PCMA"})
  void everyCodeOfG711ComesBack(AudioCodec codec) {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    short[] decoded = new short[AudioDecoder.MAX_SAMPLES];
    codec.decoder().decode(all, 0, 256, decoded);
    byte[] again = new byte[256];
    codec.encoder(8000).encode(decoded, 256, again, 0);
    if (codec == AudioCodec.PCMU) {
      // Both zeros are one sample.
      again[0x7f] = 0x7f;
    }
    assertArrayEquals(all, again);
  }

  /** The file was decoded by FFmpeg, whose decoder gives the output of ITU-T's test sequences. */
  @Test
  void g722IsDecodedToTheBit() throws IOException {
    byte[] coded = file("chirp.g722");
    short[] wanted = samples("chirp.decoded.s16le");
    AudioDecoder decoder = AudioCodec.G722.decoder();
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    for (int at = 0; at < coded.length; at += 160) {
      int count = decoder.decode(coded, at, Math.min(160, coded.length - at), out);
      for (int i = 0; i < count; i++) {
        assertEquals(wanted[2 * at + i], out[i], "sample " + (2 * at + i));
      }
    }
  }

  @Test
  void g722IsEncodedAsOthersDo() throws IOException {
    short[] in = samples("chirp.s16le");
    byte[] wanted = file("chirp.g722");
    AudioEncoder encoder = AudioCodec.G722.encoder(16000);
    byte[] out = new byte[in.length / 2];
    short[] frame = new short[320];
    for (int at = 0; at < in.length; at += 320) {
      System.arraycopy(in, at, frame, 0, 320);
      assertEquals(160, encoder.encode(frame, 320, out, at / 2));
    }
    int equal = 0;
    for (int i = 0; i < out.length; i++) {
      equal += out[i] == wanted[i] ? 1 : 0;
    }
    assertTrue(equal > out.length * 0.98, equal + " of " + out.length + " bytes");
  }

  /** 20 ms frames there and back at the codec's rate. */
  @ParameterizedTest
  @CsvSource({
    "PCMU,8000",
    "PCMA,8000",
    "G722,16000",
    "OPUS,8000",
    "OPUS,16000",
    "OPUS,48000",
    "L16,16000"
  })
  void aToneComesBackAndNoOther(AudioCodec codec, int rate) {
    AudioEncoder encoder = codec.encoder(rate);
    AudioDecoder decoder = codec.decoder();
    int frame = rate / 50;
    int outRate = codec == AudioCodec.OPUS ? 48000 : rate;
    int outFrame = outRate / 50;
    short[] heard = new short[outFrame * 50];
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    byte[] payload = new byte[2000];
    for (int i = 0; i < 50; i++) {
      int size = encoder.encode(Tones.tone(1000, rate, frame, i * frame), frame, payload, 7);
      assertTrue(size > 0);
      assertEquals(outFrame, decoder.decode(payload, 7, size, out));
      System.arraycopy(out, 0, heard, i * outFrame, outFrame);
    }
    double wanted = Tones.amplitude(heard, heard.length / 2, heard.length, 1000, outRate);
    double other = Tones.amplitude(heard, heard.length / 2, heard.length, 1700, outRate);
    assertTrue(wanted > 7000 && wanted < 13000, "1000 Hz: " + wanted);
    assertTrue(other < 400, "1700 Hz: " + other);
  }

  @ParameterizedTest
  @EnumSource(AudioCodec.class)
  void noPayloadBreaksADecoder(AudioCodec codec) {
    Random random = new Random(5);
    AudioDecoder decoder = codec.decoder();
    short[] out = new short[AudioDecoder.MAX_SAMPLES];
    for (int i = 0; i < 3000; i++) {
      byte[] payload = new byte[random.nextInt(1300)];
      random.nextBytes(payload);
      int count = decoder.decode(payload, 0, payload.length, out);
      assertTrue(count >= 0 && count <= out.length);
      assertTrue(decoder.conceal(160, out) <= 160);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8000,16000",
    "16000,8000",
    "8000,48000",
    "48000,8000",
    "16000,48000",
    "44100,48000",
    "48000,16000"
  })
  void theResamplerKeepsATone(int from, int to) {
    Resampler resampler = new Resampler(from, to);
    short[] heard = new short[to + 1000];
    int made = 0;
    for (int i = 0; i < 50; i++) {
      made +=
          resampler.resample(
              Tones.tone(1000, from, from / 50, i * (from / 50)), from / 50, heard, made);
    }
    assertTrue(Math.abs(made - to) < to / 100, made + " samples");
    double wanted = Tones.amplitude(heard, made / 4, made / 4 * 3, 1000, to);
    assertTrue(wanted > 9700 && wanted < 10300, "1000 Hz: " + wanted);
    double rest = 0;
    for (double hertz : new double[] {300, 2100, 3000, 3900}) {
      rest = Math.max(rest, Tones.amplitude(heard, made / 4, made / 4 * 3, hertz, to));
    }
    assertTrue(rest < 20, "others: " + rest);
  }

  @Test
  void theResamplerLeavesOutWhatTheLowerRateCannotHold() {
    Resampler resampler = new Resampler(48000, 8000);
    short[] heard = new short[9000];
    int made = 0;
    for (int i = 0; i < 50; i++) {
      made += resampler.resample(Tones.tone(5000, 48000, 960, i * 960), 960, heard, made);
    }
    // 5000 Hz would come back as 3000 Hz.
    double alias = Tones.amplitude(heard, made / 4, made / 4 * 3, 3000, 8000);
    assertTrue(alias < 10, "alias: " + alias);
  }
}
