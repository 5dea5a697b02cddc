package io.jackfield.media.embedded.codec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The codecs we can decode and encode. */
public enum AudioCodec {
  /** G.711 mu-law. */
  PCMU("pcmu", 8000, 8000) {
    @Override
    public AudioDecoder decoder() {
      return new G711.Decoder(false);
    }

    @Override
    public AudioEncoder encoder(int rate) {
      return new G711.Encoder(false);
    }
  },
  /** G.711 A-law. */
  PCMA("pcma", 8000, 8000) {
    @Override
    public AudioDecoder decoder() {
      return new G711.Decoder(true);
    }

    @Override
    public AudioEncoder encoder(int rate) {
      return new G711.Encoder(true);
    }
  },
  /** G.722 at 64 kbit/s; its RTP clock is 8000 by an old mistake (RFC 3551 4.5.2). */
  G722("g722", 8000, 16000) {
    @Override
    public AudioDecoder decoder() {
      return new G722Decoder();
    }

    @Override
    public AudioEncoder encoder(int rate) {
      return new G722Encoder();
    }
  },
  /** Opus; encodes from any of 8, 16, 24 and 48 kHz itself. */
  OPUS("opus", 48000, 48000) {
    @Override
    public int encoderRate(int other) {
      return other == 8000 || other == 16000 || other == 24000 ? other : 48000;
    }

    @Override
    public AudioDecoder decoder() {
      return new Opus.Decoder();
    }

    @Override
    public AudioEncoder encoder(int rate) {
      return new Opus.Encoder(rate);
    }
  },
  /** Linear PCM, 16 bits, network order, mono (RFC 3551 4.5.11); only inside the engine. */
  L16("l16", 48000, 48000) {
    @Override
    public int encoderRate(int other) {
      return other;
    }

    @Override
    public AudioDecoder decoder() {
      return new LinearPcm.Decoder();
    }

    @Override
    public AudioEncoder encoder(int rate) {
      return new LinearPcm.Encoder();
    }
  };

  private final String encoding;
  private final int clockRate;
  private final int sampleRate;

  AudioCodec(String encoding, int clockRate, int sampleRate) {
    this.encoding = encoding;
    this.clockRate = clockRate;
    this.sampleRate = sampleRate;
  }

  /** Encoding name in lower case. */
  public String encoding() {
    return encoding;
  }

  /** RTP clock in Hz. */
  public int clockRate() {
    return clockRate;
  }

  /** The rate it works at best, Hz. */
  public int sampleRate() {
    return sampleRate;
  }

  /**
   * The rate to encode at when the samples come at another.
   *
   * @param other that rate, Hz
   * @return a rate the codec can do, the other one if possible
   */
  public int encoderRate(int other) {
    return sampleRate;
  }

  /**
   * A new decoder; its samples come at {@link #sampleRate}, those of L16 at the stream's clock.
   *
   * @return for one stream
   */
  public abstract AudioDecoder decoder();

  /**
   * A new encoder.
   *
   * @param rate of the samples, as {@link #encoderRate} says
   * @return for one stream
   */
  public abstract AudioEncoder encoder(int rate);

  /**
   * Finds a codec.
   *
   * @param encoding encoding name, in any case
   * @return empty when we have no such codec
   */
  public static Optional<AudioCodec> of(String encoding) {
    String name = encoding.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(c -> c.encoding.equals(name)).findFirst();
  }
}
