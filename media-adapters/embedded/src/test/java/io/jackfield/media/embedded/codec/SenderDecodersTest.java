package io.jackfield.media.embedded.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a sender costs that changes its codec. */
class SenderDecodersTest {

  private final SenderDecoders decoders = new SenderDecoders(48_000);

  @Test
  void aCodecThatComesBackIsDecodedByTheSameDecoder() {
    SenderDecoders.Use opus = decoders.of(AudioCodec.OPUS, 48_000);
    SenderDecoders.Use pcmu = decoders.of(AudioCodec.PCMU, 8000);
    assertTrue(opus.resampler().isEmpty());
    assertTrue(pcmu.resampler().isPresent());
    for (int i = 0; i < 10; i++) {
      assertSame(opus, decoders.of(AudioCodec.OPUS, 48_000));
      assertSame(pcmu, decoders.of(AudioCodec.PCMU, 8000));
    }
  }

  @Test
  void anotherRateNeedsAnotherResamplerAlone() {
    SenderDecoders.Use narrow = decoders.of(AudioCodec.L16, 8000);
    SenderDecoders.Use wide = decoders.of(AudioCodec.L16, 16_000);
    assertSame(narrow.decoder(), wide.decoder());
    assertNotSame(narrow.resampler().orElseThrow(), wide.resampler().orElseThrow());
    assertEquals(16_000, wide.rate());
  }
}
