package io.jackfield.media.embedded.mixer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.AudioEncoder;
import io.jackfield.media.embedded.codec.Tones;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.rtp.Rtp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who hears what, with tones and without a clock: a tick is a call. */
class AudioMixerTest {
  private static final int RATE = Conference.RATE;
  private static final int SECOND = 50;
  private static final double[] HERTZ = {440, 620, 910, 1150, 1480, 1930, 2270, 2740};

  private final AudioMixer mixer = new AudioMixer(RATE);
  private final List<Caller> callers = new ArrayList<>();
  private long tick;

  /** A member with a tone of its own. */
  private final class Caller {
    final AudioCodec codec;
    final PayloadFormat format;
    final double hertz;
    final MemberEar ear;
    final ConferenceMember member;
    final AudioEncoder encoder;
    final AudioDecoder decoder;
    final List<byte[]> sent = new ArrayList<>();
    final short[] heard;
    double level = 0.3;
    boolean talks = true;
    int frames;
    int count;
    int timestamp;

    Caller(AudioCodec codec, double hertz) {
      this.codec = codec;
      this.hertz = hertz;
      format = new PayloadFormat(96 + codec.ordinal(), codec.encoding(), codec.clockRate());
      ear = new MemberEar(List.of(format), RATE);
      encoder = codec.encoder(codec.sampleRate());
      decoder = codec.decoder();
      heard = new short[20 * codec.sampleRate()];
      ConferenceMember.Mouth mouth =
          (type, marker, time, payload, off, len) -> {
            assertEquals(format.payloadType(), type);
            assertTrue(count == 0 || time == timestamp + codec.clockRate() / 50, "time goes on");
            timestamp = time;
            sent.add(Arrays.copyOfRange(payload, off, off + len));
            short[] out = new short[AudioDecoder.MAX_SAMPLES];
            int samples = decoder.decode(payload, off, len, out);
            System.arraycopy(out, 0, heard, count, samples);
            count += samples;
          };
      member =
          new ConferenceMember(
              new SessionId("caller-" + callers.size()),
              Optional.of(new ConferenceMember.Sound(ear, mouth, format)),
              false,
              new LoudestSpeaker.Voice(),
              RATE);
      callers.add(this);
    }

    void speak() {
      if (!talks) {
        return;
      }
      int rate = codec.sampleRate();
      int frame = rate / 50;
      short[] samples = Tones.tone(hertz, rate, frame, frames * frame);
      for (int i = 0; i < frame; i++) {
        samples[i] = (short) (samples[i] * level);
      }
      byte[] packet = new byte[Rtp.HEADER + 1300];
      Rtp.writeHeader(
          packet, 0, format.payloadType(), false, frames, frames * codec.clockRate() / 50, 9);
      int size = encoder.encode(samples, frame, packet, Rtp.HEADER);
      ear.take(packet, Rtp.HEADER + size);
      frames++;
    }

    /** Amplitude of a tone in the last half second heard. */
    double hears(double tone) {
      int rate = codec.sampleRate();
      return Tones.amplitude(heard, count - rate / 2, count, tone, rate);
    }
  }

  private void run(int ticks) {
    List<ConferenceMember> members = callers.stream().map(c -> c.member).toList();
    for (int i = 0; i < ticks; i++) {
      callers.forEach(Caller::speak);
      mixer.tick(members, tick++);
    }
  }

  @Test
  void eightWithEveryCodecHearAllOthersAndNotThemselves() {
    AudioCodec[] codecs = {
      AudioCodec.OPUS, AudioCodec.PCMU, AudioCodec.G722, AudioCodec.PCMA,
      AudioCodec.OPUS, AudioCodec.PCMU, AudioCodec.G722, AudioCodec.PCMA
    };
    for (int i = 0; i < codecs.length; i++) {
      new Caller(codecs[i], HERTZ[i]);
    }
    run(2 * SECOND);
    for (Caller caller : callers) {
      for (Caller other : callers) {
        double amplitude = caller.hears(other.hertz);
        String what = caller.codec + " hears " + other.codec + " " + other.hertz + ": " + amplitude;
        if (caller == other) {
          assertTrue(amplitude < 150, what);
        } else {
          assertTrue(amplitude > 1500 && amplitude < 4500, what);
        }
      }
    }
  }

  @Test
  void theSilentHearTheSameAndItIsEncodedOnce() {
    Caller speaker = new Caller(AudioCodec.OPUS, 440);
    Caller one = new Caller(AudioCodec.OPUS, 620);
    Caller two = new Caller(AudioCodec.OPUS, 910);
    Caller phone = new Caller(AudioCodec.PCMU, 1150);
    one.talks = false;
    two.level = 0;
    phone.talks = false;
    run(SECOND);
    assertTrue(one.hears(440) > 1500);
    assertTrue(phone.hears(440) > 1500);
    assertTrue(speaker.hears(440) < 150);
    for (int i = 0; i < one.sent.size(); i++) {
      assertTrue(Arrays.equals(one.sent.get(i), two.sent.get(i)), "packet " + i);
    }
  }

  @Test
  void aloneSomebodyHearsSilenceWithoutAGap() {
    Caller alone = new Caller(AudioCodec.PCMU, 440);
    run(SECOND);
    assertEquals(SECOND, alone.sent.size());
    assertTrue(alone.hears(440) < 20);
  }

  @Test
  void whoStopsSpeakingIsHeardNoMoreAndHearsOn() {
    Caller one = new Caller(AudioCodec.PCMU, 440);
    Caller two = new Caller(AudioCodec.PCMA, 620);
    run(SECOND);
    one.talks = false;
    run(3 * SECOND);
    assertTrue(two.hears(440) < 20, "who has fallen silent");
    assertTrue(one.hears(620) > 1500, "who has not");
    one.frames += 3 * SECOND;
    one.talks = true;
    run(SECOND);
    assertTrue(two.hears(440) > 1500, "and speaks again");
  }

  @Test
  void loudVoicesTogetherDoNotClip() {
    for (double hertz : HERTZ) {
      new Caller(AudioCodec.PCMU, hertz).level = 1;
    }
    Caller listener = new Caller(AudioCodec.OPUS, 3100);
    listener.talks = false;
    run(3 * SECOND);
    for (double hertz : HERTZ) {
      double amplitude = listener.hears(hertz);
      assertTrue(amplitude > 1500, hertz + " Hz: " + amplitude);
    }
    // Products of clipping lie where no tone is.
    for (double hertz : new double[] {350, 1700, 2500, 5000, 7000}) {
      double amplitude = listener.hears(hertz);
      assertTrue(amplitude < 300, hertz + " Hz: " + amplitude);
    }
  }

  @Test
  void aVoiceAloneIsNotTurnedDown() {
    Caller one = new Caller(AudioCodec.PCMU, 440);
    one.level = 1;
    Caller two = new Caller(AudioCodec.PCMU, 620);
    two.talks = false;
    run(SECOND);
    double amplitude = two.hears(440);
    assertTrue(amplitude > 9500 && amplitude < 10_500, "440 Hz: " + amplitude);
  }
}
