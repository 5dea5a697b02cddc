package io.jackfield.media.embedded.mixer;

import io.jackfield.media.embedded.codec.AudioCodec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Mixes one conference, tick by tick: who speaks hears all others; all who are silent hear the
 * same, which is encoded once for each codec.
 */
final class AudioMixer {
  private final int rate;
  private final int[] sum;
  private final short[] scratch;
  private final short[] everyone;
  private final Limiter limiter = new Limiter();
  private final Map<AudioCodec, FrameEncoder> shared = new EnumMap<>(AudioCodec.class);
  private final boolean[] made = new boolean[AudioCodec.values().length];

  /**
   * A mixer at rest.
   *
   * @param rate of the conference, Hz
   */
  AudioMixer(int rate) {
    this.rate = rate;
    this.sum = new int[rate / 50];
    this.scratch = new short[rate / 50];
    this.everyone = new short[rate / 50];
  }

  /**
   * Mixes 20 ms.
   *
   * @param members all members
   * @param tick number of this frame since the conference began
   */
  void tick(List<ConferenceMember> members, long tick) {
    Arrays.fill(sum, 0);
    Arrays.fill(made, false);
    for (ConferenceMember member : members) {
      member.speak(sum);
    }
    limiter.frame(sum, null, everyone);
    for (ConferenceMember member : members) {
      if (member.sound().isEmpty()) {
        continue;
      }
      if (member.speaking()) {
        member.sendOthers(sum, scratch, rate, tick);
      } else {
        member.send(forEveryone(member.sound().get().codec()), tick);
      }
    }
  }

  private FrameEncoder forEveryone(AudioCodec codec) {
    FrameEncoder encoder = shared.computeIfAbsent(codec, c -> new FrameEncoder(c, rate));
    if (!made[codec.ordinal()]) {
      made[codec.ordinal()] = true;
      encoder.encode(everyone);
    }
    return encoder;
  }
}
