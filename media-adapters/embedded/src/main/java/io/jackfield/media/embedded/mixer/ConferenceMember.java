package io.jackfield.media.embedded.mixer;

import io.jackfield.gateway.id.SessionId;
import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.relay.PayloadFormat;
import java.util.Optional;

/** One member of a conference, as the mixer works with it. */
final class ConferenceMember {

  /** Ticks somebody counts as speaking after the last sound. */
  static final int HANGOVER = 50;

  /** Takes the packets for a member; those of {@code MadeSource.send}. */
  @FunctionalInterface
  interface Mouth {
    void send(int payloadType, boolean marker, int timestamp, byte[] payload, int off, int len);
  }

  /**
   * The sound of a member.
   *
   * @param ear what it says
   * @param mouth what it is told
   * @param format in which
   */
  record Sound(MemberEar ear, Mouth mouth, PayloadFormat format) {
    AudioCodec codec() {
      return AudioCodec.of(format.encoding()).orElseThrow();
    }
  }

  private final SessionId id;
  private final Optional<Sound> sound;
  private final boolean video;
  private final LoudestSpeaker.Voice voice;
  private final short[] frame;
  private final Limiter limiter = new Limiter();
  private FrameEncoder encoder;
  private int hangover;

  /**
   * A member that has said nothing.
   *
   * @param id its session
   * @param sound its sound; empty for one that has none
   * @param video whether it sends video
   * @param voice how loud it has been
   * @param rate of the conference, Hz
   */
  ConferenceMember(
      SessionId id, Optional<Sound> sound, boolean video, LoudestSpeaker.Voice voice, int rate) {
    this.id = id;
    this.sound = sound;
    this.video = video;
    this.voice = voice;
    this.frame = new short[rate / 50];
  }

  SessionId id() {
    return id;
  }

  Optional<Sound> sound() {
    return sound;
  }

  boolean video() {
    return video;
  }

  LoudestSpeaker.Voice voice() {
    return voice;
  }

  /** Takes what the member says in this tick, and adds it to the sum if it can be heard. */
  void speak(int[] sum) {
    boolean heard = sound.isPresent() && sound.get().ear().read(frame);
    int loudness = heard ? Loudness.of(frame, frame.length) : 0;
    voice.hear(loudness);
    if (loudness >= Loudness.AUDIBLE) {
      hangover = HANGOVER;
    } else if (hangover > 0) {
      hangover--;
    }
    if (speaking()) {
      for (int i = 0; i < frame.length; i++) {
        sum[i] += frame[i];
      }
    }
  }

  /** Whether its frame is in the sum; if not, it hears what everyone hears. */
  boolean speaking() {
    return hangover > 0;
  }

  /** Sends the member all but its own voice. */
  void sendOthers(int[] sum, short[] scratch, int rate, long tick) {
    limiter.frame(sum, frame, scratch);
    if (encoder == null) {
      encoder = new FrameEncoder(sound.orElseThrow().codec(), rate);
    }
    encoder.encode(scratch);
    send(encoder, tick);
  }

  /** Sends the member what has been encoded. */
  void send(FrameEncoder made, long tick) {
    if (made.size() > 0) {
      Sound to = sound.orElseThrow();
      int timestamp = (int) (tick * (to.format().clockRate() / 50));
      to.mouth().send(to.format().payloadType(), false, timestamp, made.payload(), 0, made.size());
    }
  }
}
