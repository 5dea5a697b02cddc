package io.jackfield.media.embedded.mixer;

import io.jackfield.media.embedded.codec.AudioCodec;
import io.jackfield.media.embedded.codec.AudioDecoder;
import io.jackfield.media.embedded.codec.Resampler;
import io.jackfield.media.embedded.codec.SenderDecoders;
import io.jackfield.media.embedded.relay.PacketInbox;
import io.jackfield.media.embedded.relay.PayloadFormat;
import io.jackfield.media.embedded.rtp.Rtp;
import java.util.List;

/**
 * What one member says: packets in, one frame of samples a tick out, at the conference's rate. Who
 * sends faster than we play is brought back by leaving a frame out, in a pause if there is one.
 */
final class MemberEar {

  /** A second and a quarter of packets of 20 ms. */
  private static final int INBOX = 64;

  /** Ticks over which the least number of waiting frames is looked at. */
  private static final int WINDOW = 250;

  /** Ticks to wait for a pause before sound is left out. */
  private static final int PAUSE_PATIENCE = 100;

  private final int rate;
  private final int frame;
  private final AudioCodec[] codecs = new AudioCodec[128];
  private final int[] clocks = new int[128];
  private final PacketInbox inbox;
  private final JitterBuffer buffer = new JitterBuffer();
  private final short[] decoded = new short[AudioDecoder.MAX_SAMPLES];
  private final short[] pending;
  private int filled;
  private short last;
  private int lastType = -1;
  private final SenderDecoders decoders;
  private AudioDecoder decoder;
  private Resampler resampler;
  private int decoderRate;
  private int lastCount;
  private int lowest = Integer.MAX_VALUE;
  private int windowTicks;
  private int surplus;
  private int surplusTicks;

  /**
   * An ear that has heard nothing.
   *
   * @param formats what the member may send
   * @param rate of the conference, Hz
   */
  MemberEar(List<PayloadFormat> formats, int rate) {
    this.rate = rate;
    this.frame = rate / 50;
    this.decoders = new SenderDecoders(rate);
    for (PayloadFormat format : formats) {
      codecs[format.payloadType()] = AudioCodec.of(format.encoding()).orElse(null);
      clocks[format.payloadType()] = format.clockRate();
    }
    this.inbox = new PacketInbox(INBOX, this::take);
    // A packet of 120 ms behind what is left of the frame before.
    this.pending = new short[rate / 1000 * 120 + 2 * frame];
  }

  /** Where the member's stream puts packets. */
  PacketInbox inbox() {
    return inbox;
  }

  /** Takes a packet of the member. */
  void take(byte[] packet, int len) {
    buffer.put(packet, len);
  }

  /**
   * Gives what the member says in this tick.
   *
   * @param out gets a frame of 20 ms
   * @return whether there is anything to hear; if not, the frame is silence
   */
  boolean read(short[] out) {
    inbox.poll();
    buffer.tick();
    boolean heard = frame(out);
    watch();
    if (surplus > 0) {
      surplusTicks++;
      if (surplusTicks > PAUSE_PATIENCE || Loudness.of(out, frame) < Loudness.AUDIBLE) {
        surplus--;
        surplusTicks = 0;
        heard = frame(out);
      }
    }
    return heard;
  }

  /** Packets that wait to be played. */
  int waiting() {
    return buffer.waiting();
  }

  /** The least that waits over some seconds is delay that nobody needs. */
  private void watch() {
    int packet = Math.max(1, lastCount);
    lowest = Math.min(lowest, buffer.waiting() * packet / frame);
    windowTicks++;
    if (windowTicks >= WINDOW) {
      surplus = Math.max(0, lowest - buffer.delay());
      surplusTicks = 0;
      lowest = Integer.MAX_VALUE;
      windowTicks = 0;
    }
  }

  private boolean frame(short[] out) {
    boolean any = filled > 0;
    while (filled < frame) {
      JitterBuffer.Next next = buffer.take();
      if (next == JitterBuffer.Next.NOTHING) {
        break;
      }
      any = true;
      if (next == JitterBuffer.Next.PACKET) {
        packet(buffer.data(), buffer.length());
      } else {
        conceal();
      }
    }
    int count = Math.min(frame, filled);
    System.arraycopy(pending, 0, out, 0, count);
    if (count < frame) {
      fade(out, count);
    }
    System.arraycopy(pending, count, pending, 0, filled - count);
    filled -= count;
    last = out[frame - 1];
    return any;
  }

  /** From the last sample to silence without a click. */
  private void fade(short[] out, int from) {
    int start = from == 0 ? last : out[from - 1];
    int length = Math.min(frame - from, frame / 8);
    for (int i = 0; i < frame - from; i++) {
      out[from + i] = (short) (i < length ? start * (length - i) / length : 0);
    }
  }

  private void packet(byte[] data, int len) {
    int type = Rtp.payloadType(data, 0);
    int header = Rtp.headerLength(data, 0, len);
    int size = Rtp.payloadLength(data, 0, len, header);
    AudioCodec codec = codecs[type];
    if (codec == null || size <= 0) {
      // A telephone event, or nothing at all: it has its place among the numbers and no sound.
      return;
    }
    if (type != lastType) {
      lastType = type;
      SenderDecoders.Use use = decoders.of(codec, codec.sampleRate());
      decoder = use.decoder();
      decoderRate = use.rate();
      resampler = use.resampler().orElse(null);
    }
    int count = decoder.decode(data, header, size, decoded);
    append(count);
    long ticks = (long) count * clocks[type] / decoderRate;
    buffer.expect(Rtp.timestamp(data, 0) + (int) ticks);
  }

  private void conceal() {
    if (decoder != null && lastCount > 0) {
      int samples = (int) ((long) lastCount * decoderRate / rate);
      append(decoder.conceal(Math.min(samples, decoded.length), decoded));
    }
  }

  private void append(int count) {
    int room = pending.length - filled;
    if (resampler == null) {
      lastCount = Math.min(count, room);
      System.arraycopy(decoded, 0, pending, filled, lastCount);
    } else if ((long) count * rate / decoderRate + 1 <= room) {
      lastCount = resampler.resample(decoded, count, pending, filled);
    } else {
      lastCount = 0;
    }
    filled += lastCount;
  }
}
