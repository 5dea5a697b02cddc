package io.jackfield.media.embedded.codec;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The decoders of one sender, each made once: who changes the codec with every packet costs what
 * others cost. For use by one thread at a time.
 */
public final class SenderDecoders {

  /**
   * One of them.
   *
   * @param decoder keeps its state while other codecs are used
   * @param rate of what it gives, Hz
   * @param resampler to the rate that is wanted; empty when it gives that
   */
  public record Use(AudioDecoder decoder, int rate, Optional<Resampler> resampler) {}

  private final int wanted;
  private final Map<AudioCodec, Use> made = new EnumMap<>(AudioCodec.class);

  /**
   * None yet.
   *
   * @param wanted rate of samples that is wanted, Hz
   */
  public SenderDecoders(int wanted) {
    this.wanted = wanted;
  }

  /**
   * The decoder of a codec.
   *
   * @param codec what comes
   * @param rate of its samples, Hz
   * @return the one used for it before, if there was one
   */
  public Use of(AudioCodec codec, int rate) {
    Use before = made.get(codec);
    if (before != null && before.rate() == rate) {
      return before;
    }
    Optional<Resampler> resampler =
        rate == wanted ? Optional.empty() : Optional.of(new Resampler(rate, wanted));
    Use now = new Use(before == null ? codec.decoder() : before.decoder(), rate, resampler);
    made.put(codec, now);
    return now;
  }
}
